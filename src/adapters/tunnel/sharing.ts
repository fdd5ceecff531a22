/** What one connection was, when it is over. */
export interface Life {
  readonly ms: number;
  /** That the pod has sent. */
  readonly bytes: number;
}

/** Beyond these a connection is neither short nor small: others are not to depend on how its client reads. */
const LONGEST_SHORT_MS = 1_000;
const MOST_SMALL_BYTES = 256 * 1024;

/** So many in a row are a habit. */
const HABIT = 32;

export function isPassing({ ms, bytes }: Life): boolean {
  return ms <= LONGEST_SHORT_MS && bytes <= MOST_SMALL_BYTES;
}

/**
 * Whether new connections may share a session. The server has no windows: who reads slowly holds up everybody on the
 * same session, so that each connection gets one of its own. But a session of its own costs every hop more than it brings
 * to those that come and go by the hundred (recorded: 50 at a time, one session takes 1.5 times as many as 50 do); when
 * only such have been seen lately, they share.
 */
export class Sharing {
  #passedInRow = 0;

  seen(life: Life): void {
    this.#passedInRow = isPassing(life) ? this.#passedInRow + 1 : 0;
  }

  isOn(): boolean {
    return this.#passedInRow >= HABIT;
  }
}
