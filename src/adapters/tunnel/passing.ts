/** Smaller ones are not worth it. */
const LEAST = 16 * 1024;

/**
 * Bytes that came in one piece and go on in parts. When the last part has gone, their memory is given back at once: a
 * garbage collector lets tens of MiB of them pile up before it looks. Where nobody says so, the collector comes.
 */
export class Passing {
  readonly #bytes: Uint8Array;
  /** The parts that are still somewhere, and whoever makes parts of them. */
  #holders = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** One more part is somewhere, until what this returns is called. */
  hold(): () => void {
    this.#holders += 1;
    return this.letGo;
  }

  readonly letGo = (): void => {
    this.#holders -= 1;
    if (this.#holders === 0) giveBack(this.#bytes);
  };
}

/** A buffer that others have parts of stays as it is. */
function giveBack(bytes: Uint8Array): void {
  if (bytes.length < LEAST) return; // asked first: JavaScriptCore makes a short one's buffer only when it is asked for
  const { buffer, length } = bytes;
  if (length === buffer.byteLength && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
