import { InputError } from '../../src/input/input-error.ts';
import { type FileFacts, readFileFacts } from '../../src/input/read-file.ts';

export function read(text: string): FileFacts {
  return readFileFacts(new TextEncoder().encode(text), 'paste.txt');
}

export function sentenceFor(text: string | Uint8Array, name = 'paste.txt'): string {
  try {
    readFileFacts(typeof text === 'string' ? new TextEncoder().encode(text) : text, name);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no error';
}
