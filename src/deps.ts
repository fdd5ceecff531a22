import type { V1EndpointSlice, V1Node, V1Pod, V1Service } from '@kubernetes/client-node';
import type { Answer } from './domain/answer.ts';
import type { EngineFacts, KubeconfigFacts, MachineFacts, Settings } from './domain/facts.ts';
import type { Port } from './domain/port.ts';
import type { Dial, ProbeResult, RouteTo } from './domain/probe.ts';
import type { ContainerFilter, SettingsFile } from './domain/runtime.ts';

/** What the program needs from outside. `bin.ts` hands in the real ones, a test its own. */
export interface Deps {
  readonly io: Io;
  /** Blanked where a bug is shown. */
  readonly homeDirectory: string;
  /** Reads the kubeconfig and chooses a context; sends nothing. Throws AccessError with kubectl's sentence. */
  openCluster(flags: ConnectionFlags): Promise<Cluster>;
  readMachine(): MachineFacts;
  /** Asks the container engines of this machine for the containers that fit one of the filters. */
  readEngine(question: EngineQuestion): Promise<EngineAnswer>;
  /** What the tool that built the cluster wrote down on this machine. */
  readSettings(file: SettingsFile): Promise<Answer<Settings>>;
  /** The bytes of a file, `-` being standard input. Throws TargetError where there is none. */
  readFile(path: string): Promise<Uint8Array>;
  now(): Date;
  /** Dials once. Never throws for what a network can do; an errno that was never met is a bug and is thrown. */
  probe(dial: Dial, signal: AbortSignal): Promise<ProbeResult>;
  /** For what cannot be dialled and believed: asks this machine alone. A name that does not resolve has no route. */
  routeTo(host: string): Promise<RouteTo>;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface EngineQuestion {
  readonly filters: readonly ContainerFilter[];
  readonly timeoutMs: number;
  /** A port of this machine that the containers publish, where one is known: two engines may have clusters of one name. */
  readonly publishing: Port | undefined;
  /** Whether an engine that docker reaches over ssh may be asked. */
  readonly canUseSsh: boolean;
}

/** `remoteHost`: where docker's chosen engine is, if that is another machine and no other engine has the containers. */
export type EngineAnswer =
  | { readonly kind: 'known'; readonly value: EngineFacts; readonly remoteHost: string | undefined }
  | {
      readonly kind: 'unknown';
      /** Why: `no engine found`, `permission denied`, `timed out`. */
      readonly value: string;
      /** Who was asked. */
      readonly source: string;
      readonly remoteHost: string | undefined;
    };

/** The streams, each with what it is. */
export interface Io {
  /** The answer. */
  readonly stdout: Stream;
  /** The conversation. */
  readonly stderr: Stream;
  /** Shows that work is going on while it goes on; silent where stderr is not a terminal. */
  progress<T>(text: string, work: () => Promise<T>): Promise<T>;
}

export interface Stream {
  write(text: string): void;
  readonly isTerminal: boolean;
}

/** kubectl's connection flags, as they were given. */
export interface ConnectionFlags {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/** The API objects that are read, by resource. */
export interface Resources {
  readonly nodes: V1Node;
  readonly pods: V1Pod;
  readonly services: V1Service;
  readonly endpointslices: V1EndpointSlice;
}

export interface Scope {
  /** `undefined`: the whole cluster. */
  readonly namespace: string | undefined;
  /** A label selector as the API takes it. */
  readonly selector?: string;
}

/** One API server, seen as one user. */
export interface Cluster {
  readonly kubeconfig: KubeconfigFacts;
  /** The flag's, else the context's, else `default`. */
  readonly namespace: string;
  /**
   * Lists a resource in pages of 500. Each page is parsed as it arrives, so that a large cluster is never held twice.
   * Throws AccessError.
   */
  list<R extends keyof Resources, T>(resource: R, scope: Scope, parse: (object: Resources[R]) => T): Promise<T[]>;
  /** Ends the connections. */
  close(): void;
}
