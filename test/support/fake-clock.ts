import { setImmediate } from 'node:timers/promises';

interface Timer {
  readonly dueMs: number;
  readonly ring: () => void;
}

/** Turns of the event loop until all that was to come of what has happened has come. */
const TURNS = 20;

/** Time that passes when nothing else is left to happen, and then at once. */
export class FakeClock {
  #nowMs = Date.parse('2026-11-22T10:00:00Z');
  /** How far it has been put back. */
  #behindMs = 0;
  readonly #timers = new Set<Timer>();

  now(): Date {
    return new Date(this.#nowMs - this.#behindMs);
  }

  /** Timers know nothing of it. */
  putBack(ms: number): void {
    this.#behindMs += ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const ring = () => {
        this.#timers.delete(timer);
        resolve();
      };
      const timer = { dueMs: this.#nowMs + ms, ring };
      this.#timers.add(timer);
      signal.addEventListener('abort', ring, { once: true });
    });
  }

  /** Lets time pass until this has ended. */
  async runUntil(ended: Promise<unknown>): Promise<void> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    ended.then(over, over);
    while (!isOver) {
      await settled();
      if (!isOver) this.#ringNext(Number.POSITIVE_INFINITY);
    }
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settled();
    while (this.#ringNext(untilMs)) await settled();
    this.#nowMs = untilMs;
  }

  #ringNext(untilMs: number): boolean {
    const [next] = [...this.#timers].toSorted((a, b) => a.dueMs - b.dueMs);
    if (!next || next.dueMs > untilMs) return false;
    this.#nowMs = Math.max(this.#nowMs, next.dueMs);
    next.ring();
    return true;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
}
