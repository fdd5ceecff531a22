import { readBrackets, readFilter } from './brackets.ts';
import { type Cursor, isAt, take } from './cursor.ts';
import { readQuoted } from './quoted.ts';
import { JsonPathError, type Path, type Step } from './syntax.ts';

/** What stands inside braces, up to the closing one, which is then behind the cursor. */
export function readPath(cursor: Cursor): { readonly path: Path; readonly keyword: Keyword | undefined } {
  const path: Step[] = [];
  let keyword: Keyword | undefined;
  while (take(cursor, /\}/y) === undefined) {
    const word = take(cursor, /(?:range|end)(?=[ \t\r\n.,[\]$@{}])/y);
    if (word === 'range' || word === 'end') keyword = word;
    else path.push(...readSteps(cursor, path.at(-1)));
  }
  return { path, keyword };
}

type Keyword = 'range' | 'end';

/** A path of its own: the side of a comparison, one of a union, a column. */
export function parsePath(text: string): Path {
  const { path, keyword } = readPath({ text: `${text}}`, at: 0 });
  if (keyword !== undefined) throw new JsonPathError(`unrecognized identifier ${keyword}`);
  return path;
}

function readSteps(cursor: Cursor, last: Step | undefined): readonly Step[] {
  if (take(cursor, /[ @$]/y) !== undefined) return []; // each of them is «where we are»
  if (isAt(cursor, '[?(')) return [readFilter(cursor, parsePath)];
  if (isAt(cursor, '[')) return readBrackets(cursor, parsePath);
  if (isAt(cursor, '"') || isAt(cursor, "'")) return [{ kind: 'literal', value: readQuoted(cursor) }];
  if (take(cursor, /\.\./y) !== undefined) return readDescendants(cursor, last);
  if (take(cursor, /\./y) !== undefined) return [readField(cursor)];
  const number = take(cursor, /(?=[-+\d])[-+]?[.\d]*/y);
  if (number !== undefined) return [{ kind: 'literal', value: parseNumber(number) }];
  const word = take(cursor, /(?=[\p{L}\p{Nd}_])[^ \t\r\n.,[\]$@{}]*/uy);
  if (word === 'true' || word === 'false') return [{ kind: 'literal', value: word === 'true' }];
  throw new JsonPathError(word === undefined ? strangeCharacter(cursor) : `unrecognized identifier ${word}`);
}

function readDescendants(cursor: Cursor, last: Step | undefined): readonly Step[] {
  if (last?.kind === 'descendants') throw new JsonPathError('invalid multiple recursive descent');
  const isNamed = /^[\p{L}\p{Nd}_]/u.test(cursor.text.slice(cursor.at));
  return [{ kind: 'descendants' }, ...(isNamed ? [readField(cursor)] : [])];
}

function readField(cursor: Cursor): Step {
  const name = take(cursor, /(?:\\[\s\S]?|[^ \t\r\n.,[\]$@{}\\])*/y) ?? '';
  return name === '*' ? { kind: 'children' } : { kind: 'field', name: name.replaceAll('\\', '') };
}

function parseNumber(text: string): number {
  if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text);
  throw new JsonPathError(`cannot parse number ${text}`);
}

function strangeCharacter({ text, at }: Cursor): string {
  const code = text.codePointAt(at);
  if (code === undefined || text[at] === '\n' || text[at] === '\r') return 'unclosed action';
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  const shown = /[\p{C}\p{Z}]/u.test(String.fromCodePoint(code)) ? '' : ` '${String.fromCodePoint(code)}'`;
  return `unrecognized character in action: U+${hex}${shown}`;
}
