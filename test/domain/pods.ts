import type { PodEndpoint } from '../../src/domain/pod-endpoints.ts';
import type { ContainerEnd, ContainerState, PodContainer, PodState } from '../../src/domain/pod-state.ts';
import { aPort } from './build.ts';

/** A pod that is ready, with one container; a row of a table changes what it is about. */
export function aPod(different: Partial<PodState> = {}): PodState {
  return {
    name: 'web-abc',
    labels: { app: 'web' },
    phase: 'Running',
    failure: { reason: undefined, message: undefined },
    isReady: true,
    unready: { reason: undefined, message: undefined },
    isEnding: false,
    node: 'dev-worker',
    unscheduled: undefined,
    containers: [aContainer()],
    ...different,
  };
}

/** One that is not, because of these containers. */
export function anUnreadyPod(containers: readonly PodContainer[], name = 'web-abc'): PodState {
  const unready = { reason: 'ContainersNotReady', message: 'containers with unready status: [web]' };
  return aPod({ name, isReady: false, unready, containers });
}

export function aContainer(different: Partial<PodContainer> = {}): PodContainer {
  return {
    name: 'web',
    image: 'nginx:1.27',
    role: 'main',
    state: { kind: 'running' },
    lastEnd: undefined,
    isReady: true,
    isStarted: true,
    restarts: 0,
    hasReadinessProbe: false,
    ports: [],
    ...different,
  };
}

export function waitingFor(reason?: string, message?: string): ContainerState {
  return { kind: 'waiting', reason, message };
}

/** `after`: how long it ran, in milliseconds. */
export function endedWith(exitCode: number, reason = 'Error', after = 1_000): ContainerEnd {
  return { exitCode, reason, message: undefined, ranMs: after };
}

export function anEndpoint(pod: string, different: Partial<PodEndpoint> = {}): PodEndpoint {
  return {
    pod,
    namespace: 'shop',
    port: aPort(8080),
    node: 'dev-worker',
    isReady: true,
    isServing: true,
    isTerminating: false,
    ...different,
  };
}

export const NOT_READY = { isReady: false, isServing: false } as const;
/** It has its deletionTimestamp, and still answers. */
export const ENDING = { isReady: false, isServing: true, isTerminating: true } as const;
