import type { Environment } from './environment.ts';

/** What a question to an engine may cost, and with what the programs are run that it needs. */
export interface Limits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly environment: Environment;
}
