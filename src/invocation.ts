import type { ProbePolicy } from './domain/restraint.ts';

/** What a command line means. Misuse and help are meanings like any other. */
export type Invocation =
  | { readonly command: 'list'; readonly options: ListOptions }
  | { readonly command: 'explain'; readonly options: ExplainOptions }
  | { readonly command: 'version' }
  /** `topic`: a command's name; `undefined`: all of them. */
  | { readonly command: 'help'; readonly topic: string | undefined }
  | { readonly command: 'misuse'; readonly text: string };

/** kubectl's connection flags, as they were given. */
export interface Connection {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
}

/** `-f`: the cluster is read from a file, and nothing is dialled. */
export interface FileOptions {
  /** `-`: standard input. */
  readonly path: string;
  /** `--machine`: the kind of machine to predict for; `undefined`: this one, or the one that a report is of. */
  readonly machine: MachineName | undefined;
}

export type MachineName = 'macos' | 'linux' | 'windows' | 'wsl';

/** `explain` without a name: this cluster and this machine. */
export interface ExplainOptions {
  readonly connection: Connection;
  readonly file: FileOptions | undefined;
  readonly output: 'text' | 'json';
  /** `--runtime` as it was given. */
  readonly runtime: string | undefined;
}

export interface ListOptions {
  readonly connection: Connection;
  readonly file: FileOptions | undefined;
  readonly names: readonly string[];
  readonly isAllNamespaces: boolean;
  readonly selector: string | undefined;
  readonly output: 'table' | 'wide' | 'json';
  readonly hasHeaders: boolean;
  readonly probe: ProbePolicy;
  /** `--timeout`; `undefined`: what the machine and the route suggest. */
  readonly timeoutMs: number | undefined;
  /** `--runtime` as it was given. */
  readonly runtime: string | undefined;
}
