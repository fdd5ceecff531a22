/** What is kept for one slow client who has a session to himself, and for all who share one. */
const MOST_KEPT_ALONE = 256 * 1024;
const MOST_KEPT_SHARED = 4 * 1024 * 1024;

/** How many bytes the clients of a session have not taken yet, by its streams. */
export class Kept {
  readonly #bytes = new Map<number, number>();

  /** Whether that changed anything. */
  set(stream: number, bytes: number): boolean {
    if (bytes === 0) return this.#bytes.delete(stream);
    this.#bytes.set(stream, bytes);
    return true;
  }

  isSome(): boolean {
    return this.#bytes.size > 0;
  }

  isTooMuch({ isShared }: { readonly isShared: boolean }): boolean {
    const sum = [...this.#bytes.values()].reduce((total, each) => total + each, 0);
    return sum > (isShared ? MOST_KEPT_SHARED : MOST_KEPT_ALONE);
  }
}
