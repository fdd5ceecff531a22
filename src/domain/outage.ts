/** What a person is told of an API server that does not answer, each time once. */
export type OutageNews =
  | { readonly code: 'lost'; readonly why: string }
  /** `afterMs`: since it was first met. */
  | { readonly code: 'well'; readonly afterMs: number };

/** A list that fails a few times in a row is more than a connection that broke on the way. */
const FAILED_IN_A_ROW = 3;

/** Whether the API server answers, as those see it who watch several of its lists. */
export class Outage {
  /** How often each list has failed in a row. */
  readonly #failures = new Map<string, number>();
  #sinceMs = 0;
  #isTold = false;

  /** A list could not be made. */
  failed(list: string, why: string, nowMs: number): OutageNews | undefined {
    if (this.#failures.size === 0) this.#sinceMs = nowMs;
    const times = (this.#failures.get(list) ?? 0) + 1;
    this.#failures.set(list, times);
    if (this.#isTold || times < FAILED_IN_A_ROW) return undefined;
    this.#isTold = true;
    return { code: 'lost', why };
  }

  /** A list is as it is now. All is well when all of them are. */
  listed(list: string, nowMs: number): OutageNews | undefined {
    const isLast = this.#failures.delete(list) && this.#failures.size === 0;
    if (!isLast || !this.#isTold) return undefined;
    this.#isTold = false;
    return { code: 'well', afterMs: nowMs - this.#sinceMs };
  }
}
