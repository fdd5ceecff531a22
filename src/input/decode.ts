import { InputError } from './input-error.ts';

const LARGEST_BYTES = 256 * 1024 * 1024;

/** Bytes of a file as text: UTF-8, or what PowerShell's `>` writes (UTF-16 with a byte order mark). */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes.length > LARGEST_BYTES) throw new InputError({ file, says: 'larger than 256 MiB' });
  const text = decode(bytes);
  const nul = text.indexOf('\u0000');
  if (nul >= 0) throw new InputError({ file, line: lineOf(text, nul), says: 'not a text: it holds a NUL byte' });
  if (!/\S/.test(text)) throw new InputError({ file, says: 'empty' });
  const plain = text.replaceAll('\u00a0', ' '); // web pages put no-break spaces where a table has blanks
  return /^(?:> ?){1,9}NAME/m.test(plain) ? plain.replace(/^(?:> ?){1,9}/gm, '') : plain; // an answer to a mail quotes it
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16le').decode(swapped(bytes));
  return new TextDecoder().decode(bytes); // drops a byte order mark
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
