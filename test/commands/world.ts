import type { CommandEnd, EngineAnswer, Guide, Question, Signal } from '../../src/deps.ts';
import type { CompletionInstalled, CompletionRequest } from '../../src/domain/completion-installed.ts';
import type { DesktopFacts, Opened } from '../../src/domain/desktop.ts';
import type { EngineFacts, MachineFacts } from '../../src/domain/facts.ts';
import type { KubeconfigNames } from '../../src/domain/kubeconfig-names.ts';
import type { OpenTunnel } from '../../src/domain/open-tunnel.ts';
import type { ProbeResult } from '../../src/domain/probe.ts';
import type { Speech } from '../../src/domain/speech.ts';
import type { UserFacts } from '../../src/domain/study.ts';
import type { WslNetwork } from '../../src/domain/windows-hosts.ts';
import type { AccessError } from '../../src/errors.ts';
import type { ClusterWorld } from './fake-cluster.ts';

/** A cluster, this machine and its network, as the program meets them. */
export interface World extends ClusterWorld {
  /** What opening the cluster meets. */
  readonly failure?: unknown;
  /** What the API server warns of. */
  readonly warnings?: readonly string[];
  /** What the kubeconfig holds, whoever is chosen. */
  readonly names?: KubeconfigNames;
  readonly installed?: CompletionInstalled | Error;
  readonly machine?: Partial<MachineFacts>;
  readonly user?: Partial<UserFacts>;
  readonly engine?: EngineAnswer | EngineFacts;
  /** What tools wrote down on this machine, by the path below their folder. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** By path; `-` is standard input. */
  readonly files?: Readonly<Record<string, string>>;
  /** By `host:port`; what is not there refuses after 1 ms. */
  readonly network?: Readonly<Record<string, ProbeResult | Error>>;
  /** By `host:port`; what is not there says nothing, and the guess stays one. */
  readonly speech?: Readonly<Record<string, Speech>>;
  /** Tunnels that are open already. */
  readonly tunnels?: readonly OpenTunnel[];
  readonly tunnel?: TunnelWorld;
  readonly desktop?: Partial<DesktopFacts>;
  /** What comes of an opener; it opens. */
  readonly opened?: Opened;
  readonly wslNetwork?: WslNetwork;
  /** What Windows says of a URL; it does not reach the others. */
  readonly windows?: Readonly<Record<string, 'reached' | 'cannot-be-asked'>>;
  /** Which one is chosen; without it the question is left. */
  readonly picked?: number;
  /** How a COMMAND ends: at once and well, if nothing is said. */
  readonly command?: { readonly end: CommandEnd | 'when-signalled'; readonly afterMs?: number };
  /** What happens while the program runs. */
  readonly later?: readonly Later[];
}

interface TunnelWorld {
  /** Where it listens, instead of where it was asked to. */
  readonly port?: number;
  /** What listening meets. */
  readonly failure?: unknown;
  /** What a connection to a pod meets, by its name. */
  readonly pods?: Readonly<Record<string, AccessError>>;
}

export interface Later {
  /** Since the start. */
  readonly afterMs: number;
  readonly happens: (happening: Happening) => void;
}

/** What a test may let happen. */
export interface Happening {
  change(world: Pick<World, keyof ClusterWorld | 'engine' | 'network' | 'speech' | 'tunnel'>): void;
  signal(signal: Signal): void;
  /** As somebody, or a time server, does. */
  putClockBack(ms: number): void;
  /** Whoever reads standard output leaves. */
  readerLeaves(): void;
  /** The API server does not answer who watches. */
  lose(error: AccessError): void;
  /** Of the tunnel that was opened last. */
  guide(): Guide;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Seen extends Ended {
  /** Both streams as a terminal shows them. */
  readonly screen: string;
  readonly dials: readonly string[];
  /** `resource namespace selector`, in the order in which they were asked. */
  readonly questions: readonly string[];
  readonly watches: readonly string[];
  /** The filters of each. */
  readonly engineQuestions: readonly string[];
  readonly isClosed: boolean;
  /** `host:port/path guess`, of each conversation. */
  readonly conversations: readonly string[];
  /** The first opener of each URL. */
  readonly opened: readonly string[];
  readonly picks: readonly Question[];
  readonly installs: readonly CompletionRequest[];
  readonly commands: readonly {
    readonly argv: readonly string[];
    readonly variables: Readonly<Record<string, string>>;
  }[];
  /** Tunnels, their connections, the COMMAND and its signals, in their order. */
  readonly log: readonly string[];
  /** How long it took, of the time of that world. */
  readonly tookMs: number;
}

/** `captured`: `$(…)` on a terminal: somebody is there, and a program reads the answer. */
export type Where = 'terminal' | 'pipe' | 'captured';
