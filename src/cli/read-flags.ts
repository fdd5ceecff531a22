import { Parser } from 'yargs/helpers';
import type { Flag } from './flag.ts';
import { FLAGS } from './flags.ts';
import type { Flags } from './plain-flags.ts';

/** Flags in plain form, by name. */
export function readFlags(plain: readonly string[]): Flags {
  const { _, ...flags }: Parsed = Parser([...plain], PARSER);
  return flags;
}

interface Parsed extends Flags {
  readonly _: readonly unknown[];
}

// yargs' own parser without the rest of it: evaluating the whole costs 10 ms of our start. What it would add to the
// plain form is switched off.
const PARSER = {
  boolean: namesOf((flag) => flag.kind === 'boolean'),
  string: namesOf((flag) => flag.kind !== 'boolean'),
  configuration: {
    'boolean-negation': false,
    'camel-case-expansion': false,
    'dot-notation': false,
    'duplicate-arguments-array': false,
    'parse-numbers': false,
    'parse-positional-numbers': false,
    'short-option-groups': false,
  },
};

function namesOf(isWanted: (flag: Flag) => boolean): string[] {
  return Object.values(FLAGS)
    .filter(isWanted)
    .map(({ name }) => name);
}
