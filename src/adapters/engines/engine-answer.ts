import { EngineFailure, NotServed } from './engine-failure.ts';

/** Throws for every status but 200; nobody is followed elsewhere. */
export function expectOk(status: number | undefined): void {
  if (status === 200) return;
  const words = `HTTP ${status}`;
  throw status === 400 || status === 404 ? new NotServed(words) : new EngineFailure(words);
}

/** Some thousand containers. JSON of this size that means harm becomes a third of a gigabyte, not more. */
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;

export async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > ANSWER_LIMIT_BYTES) throw new EngineFailure('answer too long');
    read.push(chunk);
  }
  return Buffer.concat(read).toString('utf8');
}

/** Throws a SyntaxError too. */
export function parseJson(text: string): unknown {
  // Bun takes 5 GB for 64 MB of opening brackets (1.4.5); an engine's own lists are seven deep.
  if (isNestedTooDeep(text)) throw new EngineFailure('not a container engine');
  return JSON.parse(text);
}

const DEPTH_LIMIT = 1_000;

/** Brackets inside of strings are counted too: those of JSON in a label come in pairs. */
function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length && depth <= DEPTH_LIMIT; index += 1) {
    const character = text[index];
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
  }
  return depth > DEPTH_LIMIT;
}
