import { type Cursor, take } from './cursor.ts';
import { JsonPathError } from './syntax.ts';

/** A quoted text, of either quote. As with kubectl a quote after a backslash never ends it, not even after two. */
export function readQuoted(cursor: Cursor): string {
  const quote = cursor.text[cursor.at] === '"' ? '"' : "'";
  const quoted = take(cursor, quote === '"' ? DOUBLE : SINGLE);
  if (quoted === undefined) throw new JsonPathError('unterminated quoted string');
  const inner = quoted.slice(1, -1);
  return inner.replace(ESCAPE, (sequence) => {
    const text = meaningOf(sequence, quote);
    if (text === undefined) throw new JsonPathError(`unquote string ${quoted} error invalid syntax`);
    return text;
  });
}

const DOUBLE = /"(?:[^"\n]|(?<=\\)")*(?<!\\)"/y;
const SINGLE = /'(?:[^'\n]|(?<=\\)')*(?<!\\)'/y;
const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|[\s\S]?)/g;

/** Source: Go's strconv.UnquoteChar. */
function meaningOf(sequence: string, quote: string): string | undefined {
  const [, letter = '', ...digits] = sequence;
  const simple = SIMPLE.get(letter);
  if (simple !== undefined && digits.length === 0) return simple;
  if (letter === quote) return quote;
  if (digits.length === 0) return undefined;
  const isOctal = /[0-7]/.test(letter);
  const code = isOctal ? Number.parseInt(letter + digits.join(''), 8) : Number.parseInt(digits.join(''), 16);
  return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : undefined;
}

const LAST_CODE_POINT = 0x10_ff_ff;

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);
