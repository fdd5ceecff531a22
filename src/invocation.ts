import type { Connection } from './domain/connection.ts';
import type { Gap } from './domain/gap.ts';
import type { Port } from './domain/port.ts';
import type { ProbePolicy } from './domain/restraint.ts';

/** What a command line means. Misuse and help are meanings like any other. */
export type Invocation =
  | { readonly command: 'list'; readonly options: ListOptions }
  | { readonly command: 'open'; readonly options: OpenOptions }
  | { readonly command: 'explain'; readonly options: ExplainOptions }
  | { readonly command: 'completion'; readonly options: CompletionOptions }
  /** The shell asks; nobody typed it. */
  | { readonly command: 'complete'; readonly options: CompleteOptions }
  | { readonly command: 'version'; readonly options: VersionOptions }
  /** `topic`: a command's name; `undefined`: all of them. */
  | { readonly command: 'help'; readonly topic: string | undefined }
  /** `keeps`: what it keeps from being started, where that has an exit code of its own. */
  | { readonly command: 'misuse'; readonly text: string; readonly keeps?: 'a-command' };

/** `-f`: the cluster is read from files, and nothing is dialled. */
export interface FileOptions {
  /** Each once; `-`: standard input. */
  readonly paths: readonly string[];
  /** `--machine`: the kind of machine to predict for; `undefined`: this one, or the one that a report is of. */
  readonly machine: MachineName | undefined;
}

export type MachineName = 'macos' | 'linux' | 'windows' | 'wsl';

/** Without a target: this cluster and this machine. */
export interface ExplainOptions {
  readonly connection: Connection;
  readonly target: ServiceTarget | undefined;
  readonly file: FileOptions | undefined;
  readonly output: 'text' | 'json' | 'yaml';
  /** `--all`: what was tried, recognised and not seen, and the files of the fixes. */
  readonly isWhole: boolean;
  /** `--redact`: names, hosts and public addresses are replaced. */
  readonly isRedacted: boolean;
  /** `--timeout`; `undefined`: what the machine and the route suggest. */
  readonly timeoutMs: number | undefined;
  /** `--runtime` as it was given. */
  readonly runtime: string | undefined;
}

export interface ListOptions {
  readonly connection: Connection;
  readonly file: FileOptions | undefined;
  readonly targets: readonly ServiceTarget[];
  readonly isAllNamespaces: boolean;
  readonly selector: string | undefined;
  readonly fieldSelector: string | undefined;
  /** `--ignore-not-found`: nothing is said of a name that is not there, nor of an empty list. */
  readonly ignoresNotFound: boolean;
  readonly output: 'table' | 'wide' | 'json' | 'yaml' | 'name' | TemplateOutput;
  readonly hasHeaders: boolean;
  readonly until: ListUntil;
  readonly probe: ProbePolicy;
  /** `--timeout`; `undefined`: what the machine and the route suggest. */
  readonly timeoutMs: number | undefined;
  /** `--runtime` as it was given. */
  readonly runtime: string | undefined;
}

/** When a list is over. */
export type ListUntil =
  | { readonly kind: 'printed' }
  /** `--watch`: rows are printed again as they change. */
  | { readonly kind: 'interrupted' }
  /** `--wait`: every row, or the time is over. With 0 it is looked once. */
  | { readonly kind: 'answering'; readonly limitMs: number };

/** A format that is nothing without what follows its `=`. */
export interface TemplateOutput {
  readonly format: 'jsonpath' | 'custom-columns';
  /** As it was given, never empty. */
  readonly template: string;
}

export interface OpenOptions {
  readonly connection: Connection;
  /** None: by the selector, or somebody is asked. */
  readonly targets: readonly OpenTarget[];
  readonly selector: string | undefined;
  /** `--url`: print, and do nothing else. */
  readonly isUrlOnly: boolean;
  readonly tunnel: TunnelPolicy;
  /** `--wait`: how long, at the most; `undefined`: not at all. */
  readonly waitMs: number | undefined;
  /** `--path`: begins with a slash. */
  readonly path: string | undefined;
  /** `--address`: where a tunnel listens: `localhost` (both families) and IP literals. */
  readonly addresses: readonly string[];
  /** `--port`: where a tunnel listens; `undefined`: on the nodePort, or on a free one. */
  readonly localPort: Port | undefined;
  /** What follows `--`: the command, never empty. */
  readonly argv: readonly string[] | undefined;
  /** `--timeout`; `undefined`: what the machine and the route suggest. */
  readonly timeoutMs: number | undefined;
  /** `--runtime` as it was given. */
  readonly runtime: string | undefined;
}

export interface VersionOptions {
  readonly connection: Connection;
  /** `--client=false`. */
  readonly isServerAsked: boolean;
  readonly output: 'text' | 'json' | 'yaml';
}

/** `[svc/]NAME[:PORT]`. */
export type ServiceTarget = Pick<OpenTarget, 'name' | 'port'>;

/** `[svc/|deploy/|pod/]NAME[:PORT]`. A workload stands for the Services that select it. */
export interface OpenTarget {
  readonly kind: 'service' | 'deployment' | 'pod';
  readonly name: string;
  /** As it was given: a port's name, or a number of the Service's ports, else of its nodePorts. */
  readonly port: string | undefined;
}

export type TunnelPolicy = 'auto' | 'always' | 'never';

export type CompletionOptions =
  | { readonly kind: 'script'; readonly shell: CompletionShell }
  /** `folder`: where kubectl is to find it; `undefined`: beside our own executable. */
  | { readonly kind: 'install' | 'uninstall'; readonly folder: string | undefined };

/** Those that kubectl has completion for. */
export type CompletionShell = 'bash' | 'zsh' | 'fish' | 'powershell';

export interface CompleteOptions {
  /** As far as the flags on the line say. */
  readonly connection: Connection;
  readonly gap: Gap;
}
