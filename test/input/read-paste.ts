import { InputError } from '../../src/input/input-error.ts';
import { type FileFacts, readFileFacts } from '../../src/input/read-file.ts';

export function read(text: string): FileFacts {
  return readFiles({ 'paste.txt': text });
}

/** By their names. */
export function readFiles(texts: Readonly<Record<string, string | Uint8Array>>): FileFacts {
  return readFileFacts(
    Object.entries(texts).map(([name, text]) => ({
      name,
      bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    })),
  );
}

export function sentenceFor(text: string | Uint8Array, name = 'paste.txt'): string {
  return sentenceForFiles({ [name]: text });
}

export function sentenceForFiles(texts: Parameters<typeof readFiles>[0]): string {
  try {
    readFiles(texts);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no error';
}
