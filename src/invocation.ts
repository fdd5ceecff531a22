import type { ProbePolicy } from './domain/restraint.ts';

/** What a command line means. Misuse and help are meanings like any other. */
export type Invocation =
  | { readonly command: 'list'; readonly options: ListOptions }
  | { readonly command: 'version' }
  /** `topic`: a command's name; `undefined`: all of them. */
  | { readonly command: 'help'; readonly topic: string | undefined }
  | { readonly command: 'misuse'; readonly text: string };

export interface ListOptions {
  readonly connection: {
    readonly context?: string;
    readonly kubeconfig?: string;
    readonly namespace?: string;
  };
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
