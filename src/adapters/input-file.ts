import { createReadStream } from 'node:fs';
import { TargetError } from '../errors.ts';

const STANDARD_INPUT = 'standard input';

/** Far more than a large cluster writes; a device or a pipe may have no end. */
const MOST_MEBIBYTES = 64;

/** The bytes of a file, or of standard input for `-`, as kubectl's `-f` takes them. Its sentences are kubectl's. */
export async function readInputFile(path: string, standardInput: () => AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const isPiped = path === '-';
  const name = isPiped ? STANDARD_INPUT : `the path "${path}"`;
  try {
    return await readAll(isPiped ? standardInput() : createReadStream(path), name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))) throw error;
    throw new TargetError(sentenceOf(isPiped ? name : path, String(error.code)), { cause: error });
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MOST_MEBIBYTES * 2 ** 20) {
      throw new TargetError(`error: ${name} is too large: more than ${MOST_MEBIBYTES} MiB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function sentenceOf(path: string, code: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `error: the path "${path}" does not exist`;
    case 'EISDIR':
      return `error: ${path === STANDARD_INPUT ? path : `the path "${path}"`} is a directory`;
    case 'EACCES':
    case 'EPERM':
      return `error: open ${path}: permission denied`;
    case 'ENAMETOOLONG':
      return `error: the path "${path}" is too long`;
    default:
      return `error: read ${path}: ${code}`;
  }
}
