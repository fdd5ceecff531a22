import type { Duplex } from 'node:stream';
import type {
  V1ConfigMap,
  V1Deployment,
  V1EndpointSlice,
  V1Ingress,
  V1Namespace,
  V1NetworkPolicy,
  V1Node,
  V1Pod,
  V1Service,
} from '@kubernetes/client-node';
import type { Answer } from './domain/answer.ts';
import type { CompletionInstalled, CompletionRequest } from './domain/completion-installed.ts';
import type { Connection } from './domain/connection.ts';
import type { DesktopFacts, Opened } from './domain/desktop.ts';
import type { EngineFacts, KubeconfigFacts, MachineFacts, Settings } from './domain/facts.ts';
import type { KubeconfigNames } from './domain/kubeconfig-names.ts';
import type { NonEmpty } from './domain/non-empty.ts';
import type { OpenTunnel } from './domain/open-tunnel.ts';
import type { Port } from './domain/port.ts';
import type { Dial, ProbeResult, RouteTo } from './domain/probe.ts';
import type { ServerVersion } from './domain/program.ts';
import type { ContainerFilter, SettingsFile } from './domain/runtime.ts';
import type { Speech } from './domain/speech.ts';
import type { UserFacts } from './domain/study.ts';
import type { WebUrl } from './domain/web-url.ts';
import type { WslNetwork } from './domain/windows-hosts.ts';
import type { AccessError } from './errors.ts';

/** What the program needs from outside. `bin.ts` hands in the real ones, a test its own. */
export interface Deps {
  readonly io: Io;
  /** Blanked where a bug is shown. */
  readonly homeDirectory: string;
  /**
   * Reads the kubeconfig and chooses a context; sends nothing. Throws AccessError with kubectl's sentence. `log`: who is
   * told of what passes between us and the API server afterwards.
   */
  openCluster(flags: Connection, log?: ApiLog): Promise<Cluster>;
  /** The same where nobody waits to be asked or told something: a credential plugin gets no terminal, and little time. */
  openClusterUnattended(flags: Connection): Promise<Cluster>;
  /** Reads the kubeconfig, whether or not its context stands for something. Throws AccessError. */
  readKubeconfigNames(flags: Pick<Connection, 'kubeconfig'>): Promise<KubeconfigNames>;
  /** Puts an executable there that kubectl asks for completions. Throws TargetError where it may not or cannot. */
  installCompletion(request: CompletionRequest): Promise<CompletionInstalled>;
  readMachine(): MachineFacts;
  readUser(): UserFacts;
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
  /** What is spoken at an address, within `limitMs`; `guess` is the scheme that its Service suggests. */
  converse(to: Interlocutor, guess: string, limitMs: number): Promise<Speech>;
  /** Whether and how this machine shows a URL to somebody. */
  readDesktop(within: MachineFacts['within']): DesktopFacts;
  openUrl(openers: NonEmpty<NonEmpty<string>>): Promise<Opened>;
  /** Of a distribution of WSL: asks Windows whether it reaches a URL. */
  askWindows(url: WebUrl): Promise<'reached' | 'not-reached' | 'cannot-be-asked'>;
  readWslNetwork(): Promise<WslNetwork | undefined>;
  /** Lets somebody choose, on the terminal; the index, or `undefined` when they left. */
  pick(question: Question): Promise<number | undefined>;
  /** Whether there is somebody to choose: a terminal on both sides, that understands more than lines. */
  canPick(): boolean;
  /** Whether signals may come from a terminal, which tells the programs on it by itself. */
  isOnTerminal(): boolean;
  /** Starts a program without a shell, with our own streams. */
  startCommand(argv: readonly string[], variables: Readonly<Record<string, string>>): Promise<RunningCommand>;
  /** From now on signals do not end the program, but are told. Gives what undoes it. */
  takeSignals(told: (signal: Signal) => void): () => void;
  /** Listens, and joins each connection with one to a pod; `of`: whose it is, for the other commands; `undefined`: nobody is told. Throws TargetError where it cannot listen. */
  openTunnel(
    of: TunnelOf | undefined,
    where: ListenRequest,
    cluster: Pick<Cluster, 'forward'>,
    guide: Guide,
  ): Promise<Tunnel>;
  /** The tunnels that are open to Services of this cluster, each acknowledged by the process that has it. */
  readTunnels(cluster: Pick<Cluster, 'id'>): Promise<readonly OpenTunnel[]>;
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

export interface Interlocutor {
  /** An IP literal without brackets, or a DNS name. */
  readonly host: string;
  readonly port: Port;
  /** What an HTTP server is asked for; `/` if left out. */
  readonly path?: string | undefined;
}

export interface Question {
  readonly message: string;
  /** Fit for a terminal. */
  readonly choices: readonly { readonly label: string; readonly detail?: string }[];
}

export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export type CommandEnd =
  /** A signal's number and 128, where it was ended by one. */
  | { readonly kind: 'ended'; readonly code: number }
  | { readonly kind: 'not-started'; readonly because: 'not-found' | 'not-executable' };

export interface RunningCommand {
  readonly ended: Promise<CommandEnd>;
  signal(signal: Signal): void;
}

/** Where a tunnel listens on this machine. */
export interface ListenRequest {
  /** `localhost`: 127.0.0.1 and [::1], of which one is enough; else IP literals, all of them. */
  readonly addresses: readonly string[];
  readonly port:
    | { readonly kind: 'this'; readonly port: Port }
    /** A free one where somebody else listens on this one, or gets what is dialled there. */
    | { readonly kind: 'preferred'; readonly port: Port }
    | { readonly kind: 'any' };
}

/** Where new connections of a tunnel go, and who is told how that went. */
export interface Guide {
  /** Waits for a pod; `undefined`: there was none until the signal. */
  choose(signal: AbortSignal): Promise<PodTarget | undefined>;
  connected(target: PodTarget): void;
  /** A connection to this pod could not be made. */
  failed(target: PodTarget, error: AccessError): void;
  /**
   * One that was good has ended, after so long. Why, only the next one shows: the pod may be gone, or the API server.
   */
  lost(target: PodTarget, because: string, livedMs: number): void;
  /** The node could not connect to the pod's port: whoever comes next may be better served by another pod. */
  unconnected(target: PodTarget): void;
  /** A client was turned away, because the node could not connect to the pod's port: nobody listens there. */
  refused(target: PodTarget, because: string): void;
}

export interface PodTarget {
  readonly pod: PodName;
  /** Of the pod. */
  readonly port: Port;
}

/** A tunnel that is open: a listener of this process. */
export interface Tunnel {
  /** The address to print, an IP literal. */
  readonly host: string;
  readonly port: Port;
  /** Connects to a pod before anybody needs it; connections to the others end when nobody uses them. Throws AccessError. */
  warm(target: PodTarget): Promise<void>;
  /** At once; connections are broken off, and it is known to nobody any more. */
  close(): void;
}

/** Whose tunnel it is, for the other commands on this machine. */
export interface TunnelOf {
  /** `Cluster.id`. */
  readonly cluster: string;
  readonly namespace: string;
  readonly service: string;
  /** Of the Service. */
  readonly port: Port;
}

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
  /** A terminal that shows colours to somebody who has not refused them. */
  readonly hasColour: boolean;
  /** Until whoever reads it has left (`| head -1`), as far as this system tells without a write. */
  untilGone(signal: AbortSignal): Promise<void>;
}

/** The API objects that are read, by resource. */
export interface Resources {
  readonly namespaces: V1Namespace;
  readonly nodes: V1Node;
  readonly pods: V1Pod;
  readonly services: V1Service;
  readonly endpointslices: V1EndpointSlice;
  readonly deployments: V1Deployment;
  readonly configmaps: V1ConfigMap;
  readonly networkpolicies: V1NetworkPolicy;
  readonly ingresses: V1Ingress;
  /** Of the Gateway API, which has no types there. */
  readonly httproutes: object;
}

export interface Scope {
  /** `undefined`: the whole cluster. */
  readonly namespace: string | undefined;
  /** A label selector as the API takes it. */
  readonly selector?: string;
  /** A field selector, likewise. */
  readonly fieldSelector?: string;
  /** The one object of this name. */
  readonly name?: string;
}

export interface PodName {
  readonly namespace: string;
  readonly name: string;
}

/** Who is told what passes between us and an API server beside the lists. There is no secret in it. */
export interface ApiLog {
  /** What the server warns of: as it says it, so not fit for a terminal. */
  warned(text: string): void;
  /** `undefined`: nobody wants to know. */
  readonly requests: RequestLog | undefined;
}

interface RequestLog {
  asking(request: ApiRequest): void;
  answered(request: Omit<ApiRequest, 'headers'>, answer: ApiAnswer): void;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: LoggedHeaders;
}

type ApiAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: LoggedHeaders; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly because: string; readonly afterMs: number };

/** In the order of their names, what is secret masked. */
type LoggedHeaders = readonly (readonly [name: string, value: string])[];

/** Who is told what a watched list is. */
export interface Watcher<T> {
  /** All of it, whenever some of it has changed, and after each list. What is as it was is the same value. */
  changed(objects: readonly T[]): void;
  /** It may be old from now on, until `changed` comes: the API server does not answer, and will be asked again. */
  lost(error: AccessError): void;
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
  /**
   * Lists, and then watches, until the signal; what breaks is made again, at most every two seconds. Rejects with
   * AccessError only where asking again would not help (forbidden).
   */
  watch<R extends keyof Resources, T>(
    resource: R,
    scope: Scope,
    parse: (object: Resources[R]) => T,
    watcher: Watcher<T>,
    signal: AbortSignal,
  ): Promise<void>;
  /** Connects to a pod's port-forward: SPDY/3.1 frames go over it, as bytes. Throws AccessError. */
  forward(pod: PodName): Promise<Duplex>;
  /** `GET /version`, which whoever reaches the server may ask. Throws AccessError. */
  readVersion(): Promise<ServerVersion>;
  /** Which API server this is. Never shown: a proxy's path may be nobody's business. */
  readonly id: string;
  /** Ends the connections; what `forward` gave is somebody else's. */
  close(): void;
}
