/**
 * The frames of SPDY/3.1 that a port-forward needs, as bytes. Source: the draft «SPDY Protocol, Draft 3.1», sections
 * 2.2 and 2.6, and what moby/spdystream v0.5 reads.
 */

export const CONTROL_TYPES = { synStream: 1, synReply: 2, rstStream: 3, ping: 6, goAway: 7 } as const;

/** The last frame of its sender on this stream. */
export const FLAG_FIN = 0x01;

/** What a stream is reset with when its other end is gone. */
export const CANCEL = 5;

/** Bytes in front of every frame's content. */
export const FRAME_HEADER_LENGTH = 8;

/** A frame's length has 24 bits; a server holds a whole frame in memory, so ours stay far below. */
const MOST_IN_A_FRAME = 512 * 1024;

const CONTROL_VERSION_3 = 0x8003;

/**
 * Opens a stream. The names of headers are lower-case on the wire. `isFirst`: of the session, whose header blocks are
 * one zlib stream from its beginning to its end; so frames go out in the order in which they are made.
 */
export function synStream(
  id: number,
  headers: Readonly<Record<string, string>>,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Uint8Array {
  const block = zlibStored(headerBlock(headers), isFirst);
  const content = new Uint8Array(10 + block.length); // stream, associated stream, priority, slot
  new DataView(content.buffer).setUint32(0, id);
  content.set(block, 10);
  return control(CONTROL_TYPES.synStream, isLast ? FLAG_FIN : 0, content);
}

export function rstStream(id: number, status: number): Uint8Array {
  return control(CONTROL_TYPES.rstStream, 0, words(id, status));
}

export function ping(id: number): Uint8Array {
  return control(CONTROL_TYPES.ping, 0, words(id));
}

/** Views of the bytes, each fit for a frame. */
export function inFrames(bytes: Uint8Array): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / MOST_IN_A_FRAME);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * MOST_IN_A_FRAME, (index + 1) * MOST_IN_A_FRAME),
  );
}

/** What goes before so many bytes, as many as fit in a frame, on a stream. */
export function dataHeader(id: number, length: number): Uint8Array {
  return words(id, length);
}

/** Says that we send no more on this stream; we still listen. */
export function endFrame(id: number): Uint8Array {
  return words(id, FLAG_FIN << 24);
}

function control(type: number, flags: number, content: Uint8Array): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER_LENGTH + content.length);
  const view = new DataView(frame.buffer);
  view.setUint16(0, CONTROL_VERSION_3);
  view.setUint16(2, type);
  view.setUint32(4, ((flags << 24) | content.length) >>> 0);
  frame.set(content, FRAME_HEADER_LENGTH);
  return frame;
}

function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(4 * index, value >>> 0);
  return bytes;
}

function headerBlock(headers: Readonly<Record<string, string>>): Uint8Array {
  const texts = Object.entries(headers)
    .flat()
    .map((text) => new TextEncoder().encode(text));
  const parts = texts.flatMap((text) => [words(text.length), text]);
  return concatenated([words(texts.length / 2), ...parts]);
}

/** RFC 1950: deflate, window of 32 KiB, no preset dictionary, fastest. */
const ZLIB_HEADER = Uint8Array.of(0x78, 0x01);

/** An empty stored block: what a sync flush ends with. Without it Go's inflate looks for the next block, and gives up. */
const FLUSH = Uint8Array.of(0, 0, 0, 0xff, 0xff);

/**
 * A stored block of deflate (RFC 1951, 3.2.4), not the last. Compressing 60 bytes is not worth a compressor, and the
 * dictionary of SPDY is needed only by what compresses.
 */
function zlibStored(bytes: Uint8Array, isFirst: boolean): Uint8Array {
  const stored = Uint8Array.of(0, bytes.length & 0xff, bytes.length >> 8, ~bytes.length & 0xff, ~bytes.length >> 8);
  return concatenated([...(isFirst ? [ZLIB_HEADER] : []), stored, bytes, FLUSH]);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
