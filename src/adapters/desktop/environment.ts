import type { MachineFacts } from '../../domain/facts.ts';

/** What the program was started with, as far as opening a URL depends on it. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: MachineFacts['platform'];
}
