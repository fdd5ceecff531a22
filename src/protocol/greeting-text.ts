/** Who spoke first, and what it says it is. */
export interface Greeting {
  readonly scheme: string;
  readonly server: string;
}

/** How much of what a server says of itself is kept. */
export const MOST_SHOWN = 120;

/** The bytes as text of one byte a character, as far as a greeting matters. */
export function latin1(bytes: Uint8Array, most = 4_096): string {
  let text = '';
  for (const byte of bytes.subarray(0, most)) text += String.fromCharCode(byte);
  return text;
}

/** The first line, without what a terminal would obey, and not too long. It is still what a stranger says. */
export function firstLine(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  return line
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, MOST_SHOWN);
}
