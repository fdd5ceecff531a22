import type { Cluster, Deps, ListenRequest, Tunnel } from '../../deps.ts';
import { known } from '../../domain/answer.ts';
import { whereWords } from '../../domain/connection.ts';
import { isFit, type PodEndpoints } from '../../domain/pod-endpoints.ts';
import { parsePort } from '../../domain/port.ts';
import { reasonToWait, type WaitReason } from '../../domain/waiting.ts';
import { AccessError } from '../../errors.ts';
import { followService } from '../../follow-service.ts';
import { parsePodState } from '../../input/pod-state.ts';
import type { OpenOptions } from '../../invocation.ts';
import { followLine } from '../../render/follow.ts';
import { type NoTunnel, noTunnelSentence, refusedLine } from '../../render/open.ts';
import { nameOf, podScopeOf, type Target } from './target.ts';

export type Held =
  | {
      readonly kind: 'open';
      readonly tunnel: Tunnel;
      readonly pod: string;
      /** From now on it goes to a living pod, and what happens is said. */
      readonly keepGoing: () => void;
    }
  /** There is nothing that a tunnel could lead to; `sentence` says why. */
  | { readonly kind: 'impossible'; readonly sentence: string };

export interface Holding {
  readonly options: OpenOptions;
  readonly cluster: Cluster;
  readonly deps: Deps;
  /** Ends the following. */
  readonly signal: AbortSignal;
  /** Told what ends a tunnel that was up. */
  readonly broken: (error: unknown) => void;
}

/** Opens a tunnel to a target, and keeps it going to a living pod until the signal. */
export async function holdTunnel(target: Target, { options, cluster, deps, signal, broken }: Holding): Promise<Held> {
  const { service, port } = target;
  if (port.protocol !== 'TCP') return impossible({ target, options }, { code: 'protocol', protocol: port.protocol });
  if (service.externalName !== undefined)
    return impossible({ target, options }, { code: 'external-name', host: service.externalName });
  const say = (line: string) => deps.io.stderr.write(`${line}\n`);
  const listener = {
    news: (news: Parameters<typeof followLine>[0]) => say(followLine(news, service)),
    refused: (pod: string, because: string) => say(refusedLine(pod, because)),
  };
  const followed = await followService(nameOf(target), listener, { cluster, deps, signal, broken });
  const first = followed.first.pods.some(isFit) ? await followed.guide.choose(signal) : undefined;
  if (!first) {
    const reason = await whyNoPod(target, followed.first, cluster);
    return impossible({ target, options }, { code: 'no-pod', ...followed.first, reason });
  }
  const of = { cluster: cluster.id, namespace: service.namespace, service: service.name, port: port.port };
  const { guide } = followed;
  const tunnel = await deps.openTunnel(of, listenOn(target, options), cluster, guide);
  try {
    await tunnel.warm(first);
  } catch (error) {
    const mayPass = error instanceof AccessError && error.reason !== 'forbidden' && error.reason !== 'unauthorized';
    if (!mayPass) {
      tunnel.close();
      throw error;
    }
    guide.failed(first, error);
  }
  return { kind: 'open', tunnel, pod: first.pod.name, keepGoing: () => followed.keepWarm(tunnel) };
}

/** One look at the pods that should stand there. */
async function whyNoPod(target: Target, endpoints: PodEndpoints, cluster: Cluster): Promise<WaitReason | undefined> {
  const { service, port } = target;
  const scope = podScopeOf(target);
  if (scope === undefined) return undefined;
  try {
    const pods = known(await cluster.list('pods', scope, parsePodState));
    return reasonToWait({ service: { ...service, targetName: port.targetName }, endpoints, pods });
  } catch (error) {
    if (error instanceof AccessError) return undefined; // that it has no pod is known all the same
    throw error;
  }
}

interface Impossible {
  readonly target: Target;
  readonly options: OpenOptions;
}

function impossible({ target, options }: Impossible, because: NoTunnel): Held {
  return { kind: 'impossible', sentence: noTunnelSentence(target, because, whereWords(options.connection)) };
}

/** Only root may listen below it, and what is there is a service of this machine. */
const FIRST_UNPRIVILEGED = 1_024;

/** The nodePort, so that a tutorial's URL is right but for the host; else the Service's own. */
function listenOn({ port }: Target, { addresses, localPort }: OpenOptions): ListenRequest {
  if (localPort !== undefined) return { addresses, port: { kind: 'this', port: localPort } };
  const preferred = port.nodePort ?? (port.port >= FIRST_UNPRIVILEGED ? parsePort(port.port) : undefined);
  return { addresses, port: preferred ? { kind: 'preferred', port: preferred } : { kind: 'any' } };
}
