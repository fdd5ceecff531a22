import type { Cluster, Deps, Guide, PodTarget, Tunnel } from './deps.ts';
import { elapsedMs } from './domain/elapsed.ts';
import { Follow, type FollowNews } from './domain/follow.ts';
import type { PodEndpoint, PodEndpoints } from './domain/pod-endpoints.ts';
import { AccessError, type AccessFailure } from './errors.ts';
import { podEndpointsOf, type ServicePortName, sliceScope } from './input/pod-endpoints.ts';

/** A connection that has lasted for less was none: making it again at once would be a busy loop. */
const SHORT_LIVED_MS = 1_000;

/** A list that fails a few times in a row is more than a connection that broke on the way. */
const FAILED_LISTS = 3;

/** How long a pod that refused is passed over where another one is ready: the kubelet notices its death within a second. */
const PASSED_OVER_MS = 2_000;

/** What is told while a tunnel follows its Service. */
export interface Listener {
  news(news: FollowNews): void;
  /** Nobody listens on the port that the Service has for this pod. Told once for a pod. */
  refused(pod: string, because: string): void;
}

export interface FollowedService {
  readonly guide: Guide;
  /** Who stood behind the Service at first. */
  readonly first: PodEndpoints;
  /** Keeps a connection of this tunnel to the pod of the moment, so that new ones find it there. News is told from now on. */
  keepWarm(tunnel: Pick<Tunnel, 'warm'>): void;
}

/**
 * Watches who stands behind a Service port, and says where new connections go, until the signal. Rejects with
 * AccessError where that cannot be seen at all. What has been seen once is asked for again and again, so that later only
 * a bug ends it: `broken` is told of that.
 */
export async function followService(
  of: ServicePortName,
  listener: Listener,
  { cluster, deps, signal, broken }: FollowMeans,
): Promise<FollowedService> {
  const follow = new Follow();
  const waiting = new Set<() => void>();
  const refusing = new Map<string, PodTarget>();
  const refusedAtMs = new Map<string, number>();
  let pods: readonly PodEndpoint[] = [];
  const seen = Promise.withResolvers<PodEndpoints>();
  let tunnel: Pick<Tunnel, 'warm'> | undefined;
  let warmed: string | undefined;
  let isWarming = false;
  let failedLists = 0;

  const watcher = { changed, lost: listFailed };
  const watched = cluster.watch('endpointslices', sliceScope(of), (slice) => slice, watcher, signal);
  watched.catch((error: unknown) => {
    seen.reject(error);
    broken(error);
  });
  return {
    first: await seen.promise,
    guide: { choose, connected, failed, lost, refused, unconnected },
    keepWarm(kept) {
      tunnel = kept;
      tell();
    },
  };

  function changed(slices: Parameters<typeof podEndpointsOf>[0]): void {
    const endpoints = podEndpointsOf(slices, of);
    failedLists = 0;
    pods = endpoints.pods;
    forgetGone();
    follow.see(pods, nowMs());
    seen.resolve(endpoints);
    tell();
  }

  /** Another one may come under its name. */
  function forgetGone(): void {
    const listed = new Set(pods.map(({ pod }) => pod));
    for (const pod of refusedAtMs.keys()) if (!listed.has(pod)) refusedAtMs.delete(pod);
    for (const [key, { pod }] of refusing) if (!listed.has(pod.name)) refusing.delete(key);
  }

  function listFailed(error: AccessError): void {
    seen.reject(error); // nothing is known yet; later nobody waits for it any more
    failedLists += 1;
    if (failedLists === FAILED_LISTS) follow.listLost(error.message, nowMs());
    tell();
  }

  function connected({ pod }: PodTarget): void {
    follow.connected(pod.name, nowMs());
    tell();
  }

  function failed({ pod }: PodTarget, error: AccessError): void {
    if (isOfServer(error.reason)) follow.serverFailed(error.message, nowMs());
    else follow.failed(pod.name, error.message, nowMs());
    if (warmed === pod.name) warmed = undefined;
    tell();
  }

  /** It is made again at once, and what that meets is told; where it is there again, nothing has to be said. */
  function lost(target: PodTarget, because: string, livedMs: number): void {
    if (warmed !== target.pod.name) return; // nobody goes there, or it is being made already
    warmed = undefined;
    if (livedMs < SHORT_LIVED_MS) failed(target, new AccessError('refused-by-server', because));
    else void warm();
  }

  function refused(target: PodTarget, because: string): void {
    const key = `${target.pod.name} ${target.port}`;
    if (refusing.has(key)) return;
    refusing.set(key, target);
    listener.refused(target.pod.name, because);
  }

  /** After everything that happens: it is said, who waits looks again, and the pod of the moment gets its connection. */
  function tell(): void {
    if (tunnel) for (const news of follow.news()) listener.news(news);
    for (const look of waiting) look();
    waiting.clear();
    void warm();
  }

  async function choose(patience: AbortSignal): Promise<PodTarget | undefined> {
    while (!patience.aborted && !signal.aborted) {
      const now = nowMs();
      const choice = follow.choose(now);
      if (choice.kind === 'pod') return targetOf(orAnother(choice.endpoint));
      await untilChange(choice.untilMs - now, patience);
    }
    return undefined;
  }

  function unconnected({ pod }: PodTarget): void {
    refusedAtMs.set(pod.name, nowMs());
  }

  /** Its slices call a pod ready that has just died. */
  function orAnother(chosen: PodEndpoint): PodEndpoint {
    const hasRefused = ({ pod }: PodEndpoint) => elapsedMs(refusedAtMs.get(pod) ?? 0, nowMs()) < PASSED_OVER_MS;
    if (!hasRefused(chosen)) return chosen;
    return pods.find((each) => each.isReady && !each.isTerminating && !hasRefused(each)) ?? chosen;
  }

  async function untilChange(ms: number, patience: AbortSignal): Promise<void> {
    const change = new AbortController();
    const look = () => change.abort();
    waiting.add(look);
    await deps.sleep(Math.max(1, ms), AbortSignal.any([change.signal, patience, signal]));
    waiting.delete(look);
  }

  /** One at a time, for as long as there is something to be tried. */
  async function warm(): Promise<void> {
    if (tunnel === undefined || isWarming) return;
    isWarming = true;
    while (!signal.aborted) {
      const now = nowMs();
      const choice = follow.choose(now);
      if (choice.kind === 'pod') {
        const target = targetOf(choice.endpoint);
        if (target.pod.name === warmed) break;
        if (!(await canGoOn(tunnel, target))) break;
      } else if (choice.because === 'no-endpoint') break;
      else await untilChange(choice.untilMs - now, signal);
    }
    isWarming = false;
  }

  /** Connects; a bug would come again at once. */
  async function canGoOn(kept: Pick<Tunnel, 'warm'>, target: PodTarget): Promise<boolean> {
    try {
      await kept.warm(target);
      warmed = target.pod.name;
      connected(target);
    } catch (error) {
      if (!(error instanceof AccessError)) {
        broken(error);
        return false;
      }
      failed(target, error);
    }
    return true;
  }

  function nowMs(): number {
    return deps.now().getTime();
  }
}

interface FollowMeans {
  readonly cluster: Pick<Cluster, 'watch'>;
  readonly deps: Pick<Deps, 'now' | 'sleep'>;
  readonly signal: AbortSignal;
  readonly broken: (error: unknown) => void;
}

/** Whether every pod would meet it: no answer, or nobody is let in. */
function isOfServer(reason: AccessFailure): boolean {
  switch (reason) {
    case 'unreachable':
    case 'unauthorized':
    case 'forbidden':
    case 'kubeconfig':
      return true;
    case 'not-found':
    case 'bad-selector':
    case 'refused-by-server':
      return false;
  }
}

function targetOf({ pod, namespace, port }: PodEndpoint): PodTarget {
  return { pod: { namespace, name: pod }, port };
}
