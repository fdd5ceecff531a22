import type { Port, Protocol } from './port.ts';

/** What waiting for a pod, and a tunnel to it, need to know of it. */
export interface PodState {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`; empty where nobody has said it. */
  readonly phase: string;
  /** Of the whole pod: why it failed (`Evicted`). */
  readonly failure: Condition;
  /** The condition `Ready`. */
  readonly isReady: boolean;
  /** Why `Ready` is not true: `ContainersNotReady`, `ReadinessGatesNotReady`. */
  readonly unready: Condition;
  /** It has a deletionTimestamp. */
  readonly isEnding: boolean;
  /** Absent until it is scheduled. */
  readonly node: string | undefined;
  /** The condition `PodScheduled`, where it is false; `undefined`: it is true, or nobody has tried yet. */
  readonly unscheduled: Condition | undefined;
  /** In the order in which the kubelet starts them: first those of `spec.initContainers`. */
  readonly containers: readonly PodContainer[];
}

/** The machine's word and the sentence for people, as the API has them in so many places. */
export interface Condition {
  readonly reason: string | undefined;
  readonly message: string | undefined;
}

export interface PodContainer {
  readonly name: string;
  /** As the pod's author wrote it. */
  readonly image: string;
  /** `sidecar`: an init container with `restartPolicy: Always`, which goes on running. */
  readonly role: 'init' | 'sidecar' | 'main';
  readonly state: ContainerState;
  /** How it ended the time before this state; `undefined`: it has not, or nobody remembers. */
  readonly lastEnd: ContainerEnd | undefined;
  readonly isReady: boolean;
  /** Its startup probe, if it has one, has succeeded. */
  readonly isStarted: boolean;
  readonly restarts: number;
  readonly hasReadinessProbe: boolean;
  readonly ports: readonly ContainerPort[];
}

export type ContainerState =
  /** Where the kubelet has not said anything yet, too. */
  | ({ readonly kind: 'waiting' } & Condition)
  | { readonly kind: 'terminated'; readonly end: ContainerEnd }
  | { readonly kind: 'running' };

export interface ContainerEnd extends Condition {
  readonly exitCode: number | undefined;
  /** How long it had run; `undefined`: not told. */
  readonly ranMs: number | undefined;
}

export interface ContainerPort {
  /** Empty where it has none. */
  readonly name: string;
  readonly port: Port;
  readonly protocol: Protocol;
}
