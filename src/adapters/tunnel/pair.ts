import type { PodStreamEvents } from './pod-session.ts';
import type { Life } from './sharing.ts';

/**
 * moby/spdystream hands frames to five workers, by their stream. One that has to wait for somebody to read a stream takes
 * no other frame, a reset neither: if nobody ever does, each fifth connection hangs. So a session takes no new one where
 * the pod may have ended, or been left, with bytes on the way: more than its kernel surely takes, or a moment ago.
 */
const SURELY_TAKEN = 64 * 1024;
const ON_THE_WAY_MS = 500;

/** A node says in one line why it could not connect. */
const MOST_SAID = 4_096;

/** The two streams that make one connection. Source: client-go tools/portforward/portforward.go. */
export class Pair {
  readonly events: PodStreamEvents;
  readonly errorStream: number;
  /** On the error stream: why the node could not connect. */
  said = '';
  isEndedByPod = false;
  /** The node has said all that it has to say of the connection. */
  isErrorEnded = false;
  /** The pod's end has come, before it was known whether there was a pod at all. */
  isEndHeld = false;
  readonly #openedAt = performance.now();
  #endedAt: number | undefined;
  /** That the pod has sent. */
  #heard = 0;
  /** That we have sent since then, and when we did last. */
  #sentSince = 0;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(events: PodStreamEvents, errorStream: number) {
    this.events = events;
    this.errorStream = errorStream;
  }

  sent(bytes: number): void {
    this.#sentSince += bytes;
    if (bytes > 0) this.#sentAt = performance.now();
  }

  heard(bytes: number): void {
    this.#heard += bytes;
    this.#sentSince = 0;
  }

  hearError(bytes: Uint8Array): void {
    if (this.said.length < MOST_SAID) this.said += new TextDecoder().decode(bytes);
  }

  /** We send no more. */
  end(): void {
    this.#endedAt = performance.now();
  }

  isEndedByUs(): boolean {
    return this.#endedAt !== undefined;
  }

  hasHeard(): boolean {
    return this.#heard > 0;
  }

  /** Until now, or until our end: how long the pod then takes says nothing of the client. */
  life(): Life {
    return { ms: (this.#endedAt ?? performance.now()) - this.#openedAt, bytes: this.#heard };
  }

  /** Whether a pod that has just ended may not have read all that we sent. */
  hasBytesOnTheWay(): boolean {
    return this.#sentSince > 0 && performance.now() - this.#sentAt < ON_THE_WAY_MS;
  }

  /** Whether nobody may ever read what was sent: the node has given up. */
  hasBytesLost(): boolean {
    return this.#sentSince > 0;
  }

  /** Whether a pod that we leave may not have read all that we sent. */
  hasBytesLeft(): boolean {
    return this.#sentSince > SURELY_TAKEN;
  }
}
