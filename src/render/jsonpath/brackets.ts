import { type Cursor, take } from './cursor.ts';
import { type Bound, COMPARISONS, type Filter, JsonPathError, type Path, type Step } from './syntax.ts';

type ParsePath = (text: string) => Path;

/** `[0]`, `[1:3]`, `[*]`, `['a']`, and several of them: `[0,2]`, `['a','b']`. */
export function readBrackets(cursor: Cursor, parsePath: ParsePath): readonly Step[] {
  const text = take(cursor, /\[[^\]\n]*\]/y)?.slice(1, -1);
  if (text === undefined) throw new JsonPathError('unterminated array');
  const several = text.split(',');
  if (several.length > 1)
    return [{ kind: 'union', paths: several.map((one) => parsePath(`[${one.replace(/^ +| +$/g, '')}]`)) }];
  const key = /^'([^']*)'$/.exec(text)?.[1];
  if (key !== undefined) return parsePath(`.${key}`); // so a dot needs its backslash here too
  return [elementsOf(text === '*' ? ':' : text)];
}

function elementsOf(text: string): Step {
  const found = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (!found) throw new JsonPathError(`invalid array index ${text}`);
  const [, from, to, step] = found;
  if (to === undefined) return { kind: 'index', at: boundOf(from) ?? 0 };
  return { kind: 'slice', from: boundOf(from), to: boundOf(to.slice(1)), step: boundOf(step?.slice(1)) };
}

function boundOf(text: string | undefined): Bound {
  if (text === undefined || text === '') return undefined;
  if (text === '-') throw new JsonPathError('array index - is not a number');
  return Number(text);
}

/** `[?(@.a == "b")]`, or without a comparison: what has it. */
export function readFilter(cursor: Cursor, parsePath: ParsePath): Filter {
  cursor.at += '[?('.length;
  const begin = cursor.at;
  const end = endOfFilter(cursor);
  cursor.at = end + 1;
  if (take(cursor, /\]/y) === undefined) throw new JsonPathError('unclosed array expect ]');
  const text = cursor.text.slice(begin, end);
  const [, left, operator, right] = /^([^!<>=]+)([!<>=]+)(.+)$/.exec(text) ?? [];
  if (left === undefined || operator === undefined || right === undefined)
    return { kind: 'filter', test: 'exists', left: parsePath(text) };
  const [leftPath, rightPath] = [parsePath(left), parsePath(right)];
  const test = COMPARISONS.find((each) => each === operator);
  if (test === undefined) throw new JsonPathError(`unrecognized filter operator ${operator}`);
  return { kind: 'filter', test, left: leftPath, right: rightPath };
}

/** Where its parenthesis closes. One inside of quotes does not close it, but there is one pair of quotes only. */
function endOfFilter({ text, at: begin }: Cursor): number {
  let quote: string | undefined;
  let isClosed = false;
  for (let at = begin; at < text.length && text[at] !== '\n'; at += 1) {
    const character = text[at];
    if (character === ')' && (quote !== undefined) === isClosed) return at;
    if (character !== '"' && character !== "'") continue;
    if (quote === undefined) quote = character;
    else if (character === quote && text[at - 1] !== '\\') isClosed = true;
  }
  throw new JsonPathError('unterminated filter');
}
