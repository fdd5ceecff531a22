import { readFile } from 'node:fs/promises';
import { TargetError } from '../errors.ts';

/** The bytes of a file, or of standard input for `-`, as kubectl's `-f` takes them. Its sentences are kubectl's. */
export async function readInputFile(path: string, standardInput: () => AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (path === '-') return readAll(standardInput());
  try {
    return await readFile(path);
  } catch (error) {
    const sentence = error instanceof Error && 'code' in error ? sentenceOf(path, String(error.code)) : undefined;
    if (sentence === undefined) throw error;
    throw new TargetError(sentence, { cause: error });
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sentenceOf(path: string, code: string): string | undefined {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `error: the path "${path}" does not exist`;
    case 'EISDIR':
      return `error: the path "${path}" is a directory`;
    case 'EACCES':
    case 'EPERM':
      return `error: open ${path}: permission denied`;
    case 'ENAMETOOLONG':
      return `error: the path "${path}" is too long`;
    case 'ERR_FS_FILE_TOO_LARGE':
      return `error: the path "${path}" is too large to be read`;
    default:
      return undefined;
  }
}
