import { InputError, STANDARD_INPUT } from './input-error.ts';

/** Bytes of a file as text: UTF-8, or UTF-16 as PowerShell's `>` writes it. How many they may be its reader decides. */
export function decodeText(bytes: Uint8Array, file: string): string {
  const text = decode(bytes);
  const nul = text.indexOf('\u0000');
  if (nul >= 0) throw new InputError({ file, line: lineOf(text, nul), says: 'not a text: it holds a NUL byte' });
  if (!/\S/.test(text)) {
    throw new InputError({ file, says: file === STANDARD_INPUT ? 'nothing was read' : 'the file is empty' });
  }
  const plain = text.replaceAll('\u00a0', ' '); // web pages put no-break spaces where a table has blanks
  return /^(?:> ?){1,9}NAME/m.test(plain) ? plain.replace(/^(?:> ?){1,9}/gm, '') : plain; // an answer to a mail quotes it
}

function decode(bytes: Uint8Array): string {
  switch (encodingOf(bytes)) {
    case 'utf-16le':
      return new TextDecoder('utf-16le').decode(bytes);
    case 'utf-16be':
      return new TextDecoder('utf-16le').decode(swapped(bytes));
    case 'utf-8':
      return new TextDecoder().decode(bytes); // drops a byte order mark
  }
}

/** By the byte order mark; where that is lost, by the NUL that every other byte of Latin letters is. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const begin = bytes.subarray(0, 64);
  if (begin.length < 2) return 'utf-8';
  if (begin.every((byte, index) => (byte === 0) === (index % 2 === 1))) return 'utf-16le';
  return begin.every((byte, index) => (byte === 0) === (index % 2 === 0)) ? 'utf-16be' : 'utf-8';
}

/** Not every runtime decodes big-endian UTF-16. */
function swapped(bytes: Uint8Array): Uint8Array {
  const even = bytes.length - (bytes.length % 2);
  return Uint8Array.from(bytes.subarray(0, even), (_, index) => bytes[index ^ 1] ?? 0);
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
