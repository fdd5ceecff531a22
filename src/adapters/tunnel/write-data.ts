import type { Duplex } from 'node:stream';
import { dataHeader, inFrames } from '../../protocol/spdy-frames.ts';

/** Copying what is longer costs more than a write, and a write more than copying what is shorter. */
const LONG = 8 * 1024;

/** Writes bytes of a stream, in as many frames as they need. False: they wait to go out. `written`: they have. */
export function writeData(carrier: Duplex, stream: number, bytes: Uint8Array, written?: () => void): boolean {
  let isTaken = true;
  for (const part of inFrames(bytes)) {
    const header = dataHeader(stream, part.length);
    const isShort = part.length < LONG;
    const isLast = part.byteOffset + part.length === bytes.byteOffset + bytes.length;
    if (!isShort) carrier.write(header);
    isTaken = carrier.write(isShort ? Buffer.concat([header, part]) : part, isLast ? written : undefined);
  }
  return isTaken;
}
