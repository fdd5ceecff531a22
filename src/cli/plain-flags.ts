import type { Connection } from '../invocation.ts';
import { parseDuration } from './duration.ts';
import type { FlagName } from './flags.ts';

/** The flags that were given, each with the last of its values. */
export type Flags = Readonly<Record<string, unknown>>;

/** What cannot be meant: the sentence, and maybe a second line that helps. */
export interface Misuse {
  readonly misuse: string;
}

/** A flag's value. An empty one is what kubectl's flags start from: it is «not given». */
export function textOf(flags: Flags, name: FlagName): string | undefined {
  const value = flags[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function connectionOf(flags: Flags): Connection {
  const [context, kubeconfig, namespace] = (['context', 'kubeconfig', 'namespace'] as const).map((name) =>
    textOf(flags, name),
  );
  return { ...(context && { context }), ...(kubeconfig && { kubeconfig }), ...(namespace && { namespace }) };
}

/** A timer that is longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A flag's value as a time in milliseconds, of at least `leastMs`; `undefined`: not given. */
export function timeOf(flags: Flags, name: FlagName, leastMs: number): number | undefined | Misuse {
  const text = textOf(flags, name);
  if (text === undefined) return undefined;
  const timeMs = parseDuration(text);
  const because = leastMs > 0 ? `must be a time of at least ${leastMs}ms` : 'must be a time';
  if (timeMs === undefined || timeMs < leastMs) return invalid(name, text, `${because}, such as 500ms or 2s`);
  return Math.min(timeMs, LONGEST_TIMER_MS);
}

export function invalid(flag: FlagName, value: string, because: string): Misuse {
  return { misuse: `invalid argument "${value}" for "--${flag}" flag: ${because}` };
}

export function isMisuse(value: unknown): value is Misuse {
  return typeof value === 'object' && value !== null && 'misuse' in value;
}
