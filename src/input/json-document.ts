import { InputError } from './input-error.ts';
import { faultIn } from './json-fault.ts';
import { type Place, placeAfter } from './lines.ts';

/** A document of a file, parsed and not looked at. */
export interface Document {
  readonly value: unknown;
  readonly begin: Place;
  readonly end: Place;
  /** Whether it stands to the right of the line's begin, as a part of something larger does. */
  readonly isIndented: boolean;
}

/** Deeper than any object of an API server; JSON.parse of some runtimes fails with a stack overflow far beyond. */
const DEEPEST = 200;

const BEGIN = /([^\S\n]*)(?:\{\s*["}]|\[\s*\{\s*")/y;

/** The JSON document that begins on this line, if one does. */
export function jsonAt(text: string, place: Place, file: string): Document | undefined {
  BEGIN.lastIndex = place.offset;
  const indent = BEGIN.exec(text)?.[1];
  if (indent === undefined) return undefined;
  const begin = { ...place, offset: place.offset + indent.length };
  const end = placeAfter(text, place, endOf(text, begin, file));
  return { value: parse(text.slice(begin.offset, end.offset), begin, file), begin, end, isIndented: indent !== '' };
}

/** Brackets are counted and not matched: what is wrong between them JSON.parse finds. */
function endOf(text: string, begin: Place, file: string): number {
  let depth = 0;
  for (let offset = begin.offset; offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '"') {
      offset = endOfString(text, offset);
    } else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > DEEPEST)
        throw new InputError({ file, line: placeAfter(text, begin, offset).line, says: 'nested too deeply' });
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return offset + 1;
    }
  }
  return cutOff(text, begin, file);
}

function endOfString(text: string, begin: number): number {
  for (let offset = begin + 1; offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '\\') offset += 1;
    else if (character === '"') return offset;
  }
  return text.length;
}

// A fault that comes before the end is the better answer: after a quote that is missing, everything seems cut off.
function cutOff(text: string, begin: Place, file: string): never {
  const fault = faultIn(text.slice(begin.offset)) ?? { offset: text.length, because: 'ends too early' };
  const { line } = placeAfter(text, begin, begin.offset + fault.offset);
  throw new InputError({ file, line, says: `the JSON document that begins in line ${begin.line} ${fault.because}` });
}

function parse(json: string, begin: Place, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fault = faultIn(json) ?? { offset: 0, because: 'is not JSON' };
    const { line } = placeAfter(json, { offset: 0, line: begin.line }, fault.offset);
    throw new InputError(
      { file, line, says: `the JSON document that begins in line ${begin.line} ${fault.because}` },
      { cause: error },
    );
  }
}
