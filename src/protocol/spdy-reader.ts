import { CONTROL_TYPES, FLAG_FIN, FRAME_HEADER_LENGTH } from './spdy-frames.ts';

/** What a peer says, frame by frame; the bytes of a long data frame come in the parts in which they arrive. */
export interface SpdyEvents {
  /** A view of what was pushed. */
  data(stream: number, bytes: Uint8Array): void;
  /** The peer sends no more on this stream. */
  ended(stream: number): void;
  reset(stream: number, status: number): void;
  pinged(id: number): void;
  /** The peer opens no more streams, and takes none. */
  leaving(): void;
}

/** The content of a control frame is short; a longer one is no SPDY. */
const LONGEST_CONTROL = 64 * 1024;

/**
 * Takes bytes as they arrive and tells what they mean. The headers of answers are skipped: a port-forward says nothing
 * in them, and so no decompressor is needed.
 */
export class SpdyReader {
  readonly #events: SpdyEvents;
  /** The part of a header or of a control frame that has arrived. */
  #held: Uint8Array = EMPTY;
  /** Of the data frame that is under way. */
  #stream = 0;
  #left = 0;
  #isLast = false;

  constructor(events: SpdyEvents) {
    this.#events = events;
  }

  /** Throws on what is no SPDY. */
  push(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) rest = this.#left > 0 ? this.#takeData(rest) : this.#takeFrame(rest);
  }

  #takeData(bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, this.#left);
    this.#left -= part.length;
    this.#events.data(this.#stream, part);
    if (this.#left === 0 && this.#isLast) this.#events.ended(this.#stream);
    return bytes.subarray(part.length);
  }

  #takeFrame(bytes: Uint8Array): Uint8Array {
    const known = this.#held.length === 0 ? bytes : joined(this.#held, bytes.subarray(0, missingIn(this.#held)));
    const taken = known === bytes ? 0 : known.length - this.#held.length;
    this.#held = EMPTY;
    if (missingIn(known) > 0) {
      this.#held = new Uint8Array(known); // what was pushed belongs to somebody else; a slice of a Buffer is a view
      return known === bytes ? EMPTY : bytes.subarray(taken);
    }
    const length = neededFor(known);
    if (isControl(known)) this.#control(known.subarray(0, length));
    else this.#beginData(known);
    return known === bytes ? bytes.subarray(length) : bytes.subarray(taken);
  }

  #beginData(header: Uint8Array): void {
    const view = viewOf(header);
    this.#stream = view.getUint32(0);
    this.#left = view.getUint32(4) & 0xff_ffff;
    this.#isLast = (view.getUint8(4) & FLAG_FIN) !== 0;
    if (this.#left === 0 && this.#isLast) this.#events.ended(this.#stream);
  }

  #control(frame: Uint8Array): void {
    const view = viewOf(frame);
    const subject = frame.length >= FRAME_HEADER_LENGTH + 4 ? view.getUint32(FRAME_HEADER_LENGTH) : 0;
    switch (view.getUint16(2)) {
      case CONTROL_TYPES.synReply:
        if ((view.getUint8(4) & FLAG_FIN) !== 0) this.#events.ended(subject);
        return;
      case CONTROL_TYPES.rstStream:
        this.#events.reset(subject, frame.length >= 16 ? view.getUint32(12) : 0);
        return;
      case CONTROL_TYPES.ping:
        this.#events.pinged(subject);
        return;
      case CONTROL_TYPES.goAway:
        this.#events.leaving();
        return;
    }
  }
}

const EMPTY = new Uint8Array();

/** How much is still to come before a frame can be read. */
function missingIn(part: Uint8Array): number {
  return Math.max(0, (part.length < FRAME_HEADER_LENGTH ? FRAME_HEADER_LENGTH : neededFor(part)) - part.length);
}

/** How much has to be there before a frame can be read: all of a control frame, the header of the others. */
function neededFor(header: Uint8Array): number {
  if (!isControl(header)) return FRAME_HEADER_LENGTH;
  const view = viewOf(header);
  const length = view.getUint32(4) & 0xff_ffff;
  const isKnown = view.getUint16(0) === 0x8003 && length <= LONGEST_CONTROL;
  if (!isKnown) throw new SpdyError('the connection carries something else than SPDY/3.1');
  return FRAME_HEADER_LENGTH + length;
}

/** What came is not what the protocol allows. */
export class SpdyError extends Error {
  override readonly name = 'SpdyError';
}

function isControl([first = 0]: Uint8Array): boolean {
  return first >= 0x80;
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
