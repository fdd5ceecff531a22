import type { Duplex } from 'node:stream';

/** What is heard on a socket, from now on. */
export class Line {
  readonly #socket: Duplex;
  #heard: Uint8Array = new Uint8Array();
  #isOver = false;
  #since = performance.now();
  #firstAt: number | undefined;
  #look = (): void => {};

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('data', this.#hear);
    socket.on('error', () => this.#end());
    socket.on('end', () => this.#end());
    socket.on('close', () => this.#end());
  }

  get heard(): Uint8Array {
    return this.#heard;
  }

  /** Ended by the other side, or broken. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** From the last word of ours, or from the beginning, to the first byte; 0 where none came. */
  get afterMs(): number {
    return this.#firstAt === undefined ? 0 : Math.round(this.#firstAt - this.#since);
  }

  /** Says something new, to which an answer is heard from here on. */
  ask(words: Uint8Array): void {
    this.#heard = new Uint8Array();
    this.#firstAt = undefined;
    this.#since = performance.now();
    this.say(words);
  }

  say(words: Uint8Array): void {
    if (words.length > 0 && !this.#isOver) this.#socket.write(words);
  }

  /** Until enough is heard, or the other side ends, or the time is over. `isEnough` is asked whenever something came. */
  async until(isEnough: (heard: Uint8Array) => boolean, limitMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#look = () => {
      if (this.#isOver || this.#heard.length >= MOST_HEARD || isEnough(this.#heard)) resolve();
    };
    // What has arrived while the program was busy goes first.
    const timer = setTimeout(() => setImmediate(resolve), Math.max(0, limitMs));
    this.#look();
    await promise;
    clearTimeout(timer);
    this.#look = () => {};
  }

  /** Hands the socket over to somebody else who reads it. */
  leave(): void {
    this.#socket.off('data', this.#hear);
    this.#socket.pause();
  }

  readonly #hear = (bytes: Uint8Array): void => {
    this.#firstAt ??= performance.now();
    this.#heard = new Uint8Array([...this.#heard, ...bytes.subarray(0, MOST_HEARD)]);
    this.#look();
  };

  #end(): void {
    this.#isOver = true;
    this.#look();
  }
}

/** Bytes. What goes on talking has said enough to be known. */
const MOST_HEARD = 16_384;
