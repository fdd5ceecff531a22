import type { Connection } from '../../domain/connection.ts';
import { plainArgv } from '../argv.ts';
import { type CommandName, isCommandName } from '../commands.ts';
import type { FlagName } from '../flags.ts';
import { connectionOf, type Flags, isMisuse } from '../plain-flags.ts';
import { readFlags } from '../read-flags.ts';

/** The words before the cursor, as far as they are understood. */
export interface Line {
  /** `undefined`: none yet, or none that there is. */
  readonly command: CommandName | undefined;
  /** Those that are no flags, the command's name among them. */
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly connection: Connection;
  /** What the next word belongs to. */
  readonly next:
    | { readonly kind: 'any' }
    | { readonly kind: 'value'; readonly of: FlagName }
    /** After `--`: no flag. */
    | { readonly kind: 'word' }
    /** After `open … --`: to a program that is not ours. */
    | { readonly kind: 'command' };
}

/** `undefined`: it cannot be meant, whatever follows. */
export function readLine(words: readonly string[]): Line | undefined {
  const plain = plainArgv(words);
  if (!('misuse' in plain)) {
    const [first] = plain.words;
    if (plain.rest === undefined) return lineOf(plain, plain.words, { kind: 'any' });
    if (first === 'open') return lineOf(plain, plain.words, { kind: 'command' });
    return lineOf(plain, [...plain.words, ...plain.rest], { kind: 'word' });
  }
  const of = plain.awaiting;
  if (of === undefined) return undefined;
  const completed = plainArgv([...words, '']); // an empty value is as if the flag was not given
  return 'misuse' in completed ? undefined : lineOf(completed, completed.words, { kind: 'value', of });
}

function lineOf(
  plain: { readonly flags: readonly string[] },
  words: readonly string[],
  next: Line['next'],
): Line | undefined {
  const flags = readFlags(plain.flags);
  const connection = connectionOf(flags);
  const [first] = words;
  if (isMisuse(connection)) return undefined;
  return { command: first !== undefined && isCommandName(first) ? first : undefined, words, flags, connection, next };
}
