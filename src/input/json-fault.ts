/** Where a JSON text stops being one, and how. The parsers of some runtimes do not say where. */
export interface Fault {
  readonly offset: number;
  /** A clause that follows «the document». */
  readonly because: string;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

const BLANKS = /[ \t\r\n]*/y;
const ATOM = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null/iy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-f]{4})/iy;

/** `undefined`: nothing is wrong with it. */
export function faultIn(json: string): Fault | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (let offset = skip(BLANKS, json, 0); offset < json.length; offset = skip(BLANKS, json, offset)) {
    const character = json[offset] ?? '';
    const after = tokenEnd(json, offset, expected);
    if (after === undefined) return { offset, because: 'is not valid here' };
    if (after > json.length) break;
    if (character === '{' || character === '[') {
      open.push(character);
      expected = character === '{' ? 'key or }' : 'value or ]';
    } else if (character === '}' || character === ']') {
      if (open.pop() !== (character === '}' ? '{' : '[')) return { offset, because: 'is not valid here' };
      expected = open.length > 0 ? ', or end' : 'nothing';
    } else if (character === ',') {
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (character === ':') {
      expected = 'value';
    } else if (expected === 'key' || expected === 'key or }') {
      expected = ':';
    } else {
      expected = open.length > 0 ? ', or end' : 'nothing';
    }
    offset = after;
  }
  return expected === 'nothing' ? undefined : { offset: json.length, because: 'ends too early' };
}

/** Behind the token that begins here; beyond the text where it is cut off; `undefined` where none of the expected does. */
function tokenEnd(json: string, offset: number, expected: Expected): number | undefined {
  const character = json[offset] ?? '';
  const isPunctuation = BEGINNINGS[expected].includes(character);
  if (isPunctuation && character !== '"') return offset + 1;
  if (character === '"') return isPunctuation ? stringEnd(json, offset) : undefined;
  if (expected !== 'value' && expected !== 'value or ]') return undefined;
  const after = skip(ATOM, json, offset);
  return after > offset ? after : undefined;
}

const BEGINNINGS: Readonly<Record<Expected, string>> = {
  value: '{["',
  'value or ]': '{["]',
  key: '"',
  'key or }': '"}',
  ':': ':',
  ', or end': ',}]',
  nothing: '',
};

function stringEnd(json: string, begin: number): number | undefined {
  let offset = begin + 1;
  while (offset < json.length) {
    const character = json[offset] ?? '';
    if (character === '"') return offset + 1;
    if (character < ' ') return undefined;
    const after: number = character === '\\' ? skip(ESCAPE, json, offset) : offset + 1;
    if (after === offset) return undefined;
    offset = after;
  }
  return json.length + 1;
}

function skip(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  const length = pattern.exec(text)?.[0].length ?? 0;
  return offset + length;
}
