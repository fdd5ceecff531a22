import type { Gap } from '../../domain/gap.ts';
import type { CompleteOptions } from '../../invocation.ts';
import { FLAGS } from '../flags.ts';
import { flagGap, valueGap } from './flag-gap.ts';
import { type Line, readLine } from './line.ts';
import { wordGap } from './word-gap.ts';

/** What may stand at the end of a command line; its last word is what was typed of that, maybe nothing. */
export function completeOptionsOf(argv: readonly string[]): CompleteOptions {
  const typed = argv.at(-1) ?? '';
  const line = readLine(argv.slice(0, -1));
  if (!line) return { connection: {}, gap: { typed, lead: '', wanted: { kind: 'nothing' } } };
  return { connection: line.connection, gap: gapIn(line, typed) };
}

function gapIn(line: Line, typed: string): Gap {
  switch (line.next.kind) {
    case 'command':
      return { typed, lead: '', wanted: { kind: 'files' } };
    case 'value':
      return valueGap(FLAGS[line.next.of], { typed, lead: '' }, line);
    case 'word':
      return wordGap(typed, line);
    case 'any':
      return typed.startsWith('-') ? flagGap(typed, line) : wordGap(typed, line);
  }
}
