/** The questions of a session that wait for a sign of life of the other end. */
export class Pings {
  readonly #waiting = new Map<number, PromiseWithResolvers<void>>();
  #nextId = 1; // a client's are odd
  #failure: Error | undefined;

  /** Resolves when it is answered; rejects when the session has failed, as `late` makes it do after the time. */
  async ask(send: (id: number) => void, limitMs: number, late: () => void): Promise<void> {
    if (this.#failure) throw this.#failure;
    const id = this.#nextId;
    this.#nextId += 2;
    const answer = Promise.withResolvers<void>();
    this.#waiting.set(id, answer);
    const timer = setTimeout(late, limitMs);
    send(id);
    try {
      await answer.promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  answered(id: number): void {
    this.#waiting.get(id)?.resolve();
  }

  fail(because: string): void {
    this.#failure = new Error(because);
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
  }
}
