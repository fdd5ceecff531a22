import type { ContainerEnd, PodContainer, PodState } from './pod-state.ts';

/** Why a pod takes no connections: one code per cause, the first of those that hold, the most telling first. */
export type PodTrouble = { readonly pod: string } & (
  | ({ readonly code: 'image-not-pulled'; readonly image: string; readonly because: string | undefined } & OfContainer)
  /** `imagePullPolicy: Never`, and the node does not have it. */
  | ({ readonly code: 'image-not-there'; readonly image: string } & OfContainer)
  /** What it is to be made from is missing: a ConfigMap, a Secret, a key of one. */
  | ({ readonly code: 'not-configured'; readonly because: string | undefined } & OfContainer)
  /** The runtime could not start it: no such program in the image, say. */
  | ({ readonly code: 'not-started'; readonly because: string | undefined } & OfContainer)
  | ({
      readonly code: 'crash-loop';
      readonly isRepeated: boolean;
      readonly restarts: number;
      readonly end: Pick<ContainerEnd, 'exitCode' | 'reason'> | undefined;
    } & OfContainer)
  | { readonly code: 'not-scheduled'; readonly reason: string | undefined; readonly because: string | undefined }
  | ({ readonly code: 'initialising' } & OfContainer)
  | ({ readonly code: 'probe-fails' } & OfContainer)
  /** A readiness gate, which somebody else than the kubelet opens. */
  | { readonly code: 'gated'; readonly because: string | undefined }
  /** Its containers are ready and it is not: so the controller marks the pods of a node that stopped reporting. */
  | { readonly code: 'node-silent'; readonly node: string | undefined }
  | { readonly code: 'starting' }
  | { readonly code: 'ending' }
  | { readonly code: 'failed'; readonly reason: string | undefined; readonly because: string | undefined }
  | { readonly code: 'completed' }
);

interface OfContainer {
  readonly container: Pick<PodContainer, 'name' | 'role'>;
}

/** `undefined`: it is ready. */
export function troubleOf(state: PodState): PodTrouble | undefined {
  const { name: pod, phase, failure, isReady, isEnding, unscheduled } = state;
  if (isEnding) return { code: 'ending', pod };
  if (phase === 'Failed') return { code: 'failed', pod, reason: failure.reason, because: failure.message };
  if (phase === 'Succeeded') return { code: 'completed', pod };
  if (isReady) return undefined;
  if (unscheduled) return { code: 'not-scheduled', pod, reason: unscheduled.reason, because: unscheduled.message };
  const troubles = containersThatMatter(state).flatMap((container) => troubleOfContainer(pod, container));
  return mostTelling(troubles) ?? troubleOfWhole(state);
}

/** The one to speak of, where several are in trouble; of two of a kind the first by name, so that it stays the same. */
export function mostTelling(troubles: readonly PodTrouble[]): PodTrouble | undefined {
  return troubles.toSorted((a, b) => TELLING[a.code] - TELLING[b.code] || compare(a.pod, b.pod))[0];
}

/** Whether it goes, or has gone, its own way: it will not be ready again, whatever one does. */
export function isLeaving({ code }: PodTrouble): boolean {
  return code === 'ending' || code === 'failed' || code === 'completed';
}

/**
 * What stays the same while nothing new is to be said. Restarts, exit codes and the runtime's sentences, which quote ids
 * and times of waiting, change by themselves.
 */
export function keyOfTrouble(trouble: PodTrouble): string {
  const { code, pod } = trouble;
  const container = 'container' in trouble ? trouble.container.name : '';
  return JSON.stringify([code, pod, container, gistOf(trouble)]);
}

function gistOf(trouble: PodTrouble): string | boolean | undefined {
  switch (trouble.code) {
    case 'crash-loop':
      return trouble.isRepeated;
    case 'not-configured': // when the ConfigMap is there, the Secret may be missing
      return trouble.because;
    case 'not-scheduled': // how many nodes there are is not the point
      return trouble.because?.split('. ', 1)[0]?.replace(/\d+/g, '#').replace(/\.$/, '');
    default:
      return undefined;
  }
}

/** The order in which causes are told. A rollout's old pods, and what an eviction left behind, explain nothing. */
const TELLING: Readonly<Record<PodTrouble['code'], number>> = {
  'image-not-pulled': 1,
  'image-not-there': 2,
  'not-configured': 3,
  'not-started': 4,
  'crash-loop': 5,
  'not-scheduled': 6,
  initialising: 7,
  'probe-fails': 8,
  gated: 9,
  'node-silent': 10,
  starting: 11,
  ending: 12,
  failed: 13,
  completed: 14,
};

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The init container that everything else waits for; where there is none, all that have to be ready. */
function containersThatMatter({ containers }: PodState): readonly PodContainer[] {
  const first = containers.find((container) => container.role !== 'main' && !isDone(container));
  return first ? [first] : containers.filter(({ role }) => role !== 'init');
}

function isDone({ role, state }: PodContainer): boolean {
  if (role === 'sidecar') return state.kind === 'running';
  return state.kind === 'terminated' && state.end.exitCode === 0;
}

// Source of the reasons: kubernetes 1.35, pkg/kubelet/images/types.go and kuberuntime/kuberuntime_container.go.
const NOT_PULLED: ReadonlySet<string | undefined> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);
export const NOT_STARTED: ReadonlySet<string | undefined> = new Set([
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
  // Of a container that ended because it never began: containerd's word, and docker's.
  'StartError',
  'ContainerCannotRun',
]);

function troubleOfContainer(pod: string, each: PodContainer): readonly PodTrouble[] {
  const { state, image, role, name } = each;
  const container = { name, role };
  if (state.kind === 'waiting') {
    const { reason, message } = state;
    if (NOT_PULLED.has(reason)) return [{ code: 'image-not-pulled', pod, container, image, because: whyOf(message) }];
    if (reason === 'ErrImageNeverPull') return [{ code: 'image-not-there', pod, container, image }];
    if (reason === 'CreateContainerConfigError') return [{ code: 'not-configured', pod, container, because: message }];
    if (NOT_STARTED.has(reason)) return [{ code: 'not-started', pod, container, because: message }];
  }
  const end = state.kind === 'terminated' ? state.end : each.lastEnd;
  if (state.kind !== 'running' && NOT_STARTED.has(end?.reason)) {
    return [{ code: 'not-started', pod, container, because: end?.message }];
  }
  if (isCrashing(each)) return [crashOf(pod, each, end)];
  if (role === 'init') return [{ code: 'initialising', pod, container }];
  if (each.isReady) return [];
  const isProbed = state.kind === 'running' && each.isStarted && each.hasReadinessProbe;
  return [isProbed ? { code: 'probe-fails', pod, container } : { code: 'starting', pod }];
}

/** While it backs off the kubelet repeats what the pull said, from 1.32 on; before, it says only that it backs off. */
function whyOf(message: string | undefined): string | undefined {
  const why = message?.replace(/^Back-off pulling image "[^"]*"(: \w+)?(: |$)/, '');
  return why === '' ? undefined : why;
}

/** A container that has run for so long has failed for the first time. Source: pkg/kubelet/kubelet.go, 600 s. */
const FORGIVEN_MS = 600_000;

/**
 * It ends, waits, runs and ends: `Error`, `CrashLoopBackOff`, no reason at all while it is made anew, `running`. All of
 * that is one thing. One that runs, and ended once before or after a long time (its node was off), is not in it.
 */
function isCrashing({ state, lastEnd, restarts, isReady }: PodContainer): boolean {
  if (state.kind === 'terminated') return true;
  if (state.kind === 'waiting' && state.reason === 'CrashLoopBackOff') return true;
  const wasQuick = lastEnd?.ranMs !== undefined && lastEnd.ranMs < FORGIVEN_MS;
  return wasQuick && !isReady && (state.kind === 'waiting' || restarts > 1);
}

function crashOf(pod: string, each: PodContainer, end: ContainerEnd | undefined): PodTrouble {
  const { name, role, restarts } = each;
  return {
    code: 'crash-loop',
    pod,
    container: { name, role },
    isRepeated: restarts > 0 && !(end?.ranMs !== undefined && end.ranMs >= FORGIVEN_MS),
    restarts,
    end: end && { exitCode: end.exitCode, reason: end.reason },
  };
}

function troubleOfWhole({ name: pod, containers, unready, node }: PodState): PodTrouble {
  if (unready.reason === 'ReadinessGatesNotReady') return { code: 'gated', pod, because: unready.message };
  return containers.length > 0 ? { code: 'node-silent', pod, node } : { code: 'starting', pod };
}
