import type { Port } from './port.ts';

/** Who stands behind one port of a Service. */
export interface PodEndpoints {
  /** Each pod once, whatever families and slices it stands in. */
  readonly pods: readonly PodEndpoint[];
  /** What a tunnel cannot get to: a machine outside, or another namespace's pod. */
  readonly others: readonly OtherEndpoint[];
}

/** A pod that a tunnel may go to. Its names have been parsed. */
export interface PodEndpoint extends EndpointConditions {
  readonly pod: string;
  readonly namespace: string;
  /** Of the pod: what a named targetPort stands for there. */
  readonly port: Port;
  readonly node: string | undefined;
}

export interface OtherEndpoint extends EndpointConditions {
  /** An IP literal, or a name. */
  readonly host: string;
  readonly port: Port;
}

export interface EndpointConditions {
  readonly isReady: boolean;
  /** Its pod is ready, also while it is ending. */
  readonly isServing: boolean;
  readonly isTerminating: boolean;
}

export function hasReadyEndpoint({ pods, others }: PodEndpoints): boolean {
  return pods.some(isReady) || others.some(isReady);
}

/** Whether a connection to it may be tried at all; one that is ending comes last. */
export function isFit({ isReady, isServing, isTerminating }: EndpointConditions): boolean {
  return isReady || (isServing && isTerminating);
}

/**
 * While slices are rewritten an endpoint may stand in two of them, and a dual-stack pod always does: the one that is
 * ready wins, then the one that is serving, then the first.
 */
export function mergeEndpoints<T extends EndpointConditions>(
  endpoints: readonly T[],
  keyOf: (endpoint: T) => string,
): readonly T[] {
  const merged = new Map<string, T>();
  for (const endpoint of endpoints) {
    const key = keyOf(endpoint);
    const known = merged.get(key);
    if (!known || rankOf(endpoint) > rankOf(known)) merged.set(key, endpoint);
  }
  return [...merged.values()];
}

function isReady(endpoint: EndpointConditions): boolean {
  return endpoint.isReady;
}

function rankOf({ isReady, isServing }: EndpointConditions): number {
  if (isReady) return 2;
  return isServing ? 1 : 0;
}
