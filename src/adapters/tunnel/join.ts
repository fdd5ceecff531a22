import type { Socket } from 'node:net';
import { Passing } from './passing.ts';
import type { PodStream, PodStreamEvents } from './pod-session.ts';

/** Opens the stream of a connection, with what is to be sent on it at once; undefined: there was none until the signal. */
export type OpenStream = (
  events: PodStreamEvents,
  first: readonly Uint8Array[],
  patience: AbortSignal,
) => Promise<PodStream | undefined>;

/** How long a client is kept waiting for a pod: a rollout, a restart of the API server. */
const PATIENCE_MS = 10_000;

/** What a client says before it is known that the pod's port has taken the connection, as far as it can be said again. */
const MOST_SAID_AGAIN = 64 * 1024;

/** Between tries. A pod that has just died is called ready for about a second, and another one may be there. */
const DELAYS_MS: readonly number[] = [20, 50, 100, 200, 400];

/** So often it is no pod that is just being replaced: it is said, while the client still waits. */
const TOLD_AT = 4;

/**
 * Joins a connection of this machine with one to the pod, until both directions have ended. Each direction ends by
 * itself (`nc -N`); what breaks off is broken off on both sides, so that half an answer never looks like a whole one.
 *
 * What a node could not connect nobody has heard: it is opened anew, and what the client has said until then is said
 * again. `refused`: a few times in vain.
 */
export function join(socket: Socket, openStream: OpenStream, refused: (because: string) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stream: PodStream | undefined;
  let said: Uint8Array[] | undefined = [];
  let saidBytes = 0;
  let tries = 0;
  let hasEnded = false;
  let hasPodEnded = false;
  let isOver = false;
  const patience = new AbortController();

  const events: PodStreamEvents = {
    data(bytes, whole) {
      said = undefined;
      if (!socket.write(bytes, whole.hold())) stream?.keeps(socket.writableLength);
    },
    ended() {
      hasPodEnded = true;
      socket.end(() => stream?.keeps(0)); // after this there is no `drain`
    },
    failed: breakOff,
    unconnected(because) {
      stream = undefined;
      socket.pause();
      const delayMs = DELAYS_MS[tries++];
      if (tries === TOLD_AT || said === undefined) refused(because);
      if (said !== undefined && delayMs !== undefined && !isOver) setTimeout(() => void begin(), delayMs);
      else breakOff();
    },
    drained() {
      socket.resume();
    },
  };

  socket.on('data', (bytes: Buffer) => {
    // As a closed port of the pod would: but not before the client can have all that it has sent.
    if (hasPodEnded && socket.writableFinished) return breakOff();
    remember(bytes);
    const sent = said === undefined ? new Passing(bytes).letGo : undefined;
    if (stream?.send(bytes, sent) === false) socket.pause();
  });
  socket.on('drain', () => stream?.keeps(0));
  socket.once('end', () => {
    hasEnded = true;
    stream?.end();
  });
  socket.on('error', finish);
  socket.once('close', finish);
  void firstWords(socket).then(begin);
  return promise;

  async function begin(): Promise<void> {
    if (isOver) return;
    socket.pause();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    const opened = await openStream(events, said ?? [], patience.signal);
    clearTimeout(timer);
    if (opened === undefined) return breakOff();
    if (isOver) return opened.cancel();
    stream = opened;
    if (hasEnded) opened.end();
    socket.resume();
  }

  function remember(bytes: Uint8Array): void {
    saidBytes += bytes.length;
    if (stream !== undefined && saidBytes > MOST_SAID_AGAIN) said = undefined; // without one it is still to be said
    said?.push(bytes);
  }

  function breakOff(): void {
    if (isOver) return;
    socket.resetAndDestroy();
    finish();
  }

  function finish(): void {
    if (isOver) return;
    isOver = true;
    patience.abort();
    stream?.cancel();
    resolve();
  }
}

/**
 * Most clients speak at once: what they say goes out together with the opening of the stream, in one write that every hop
 * on the way handles once. Who waits for the server loses a millisecond.
 */
const FIRST_WORDS_MS = 1;

function firstWords(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FIRST_WORDS_MS);
  for (const event of ['data', 'end', 'close'] as const) socket.once(event, () => resolve());
  socket.resume();
  return promise.finally(() => clearTimeout(timer));
}
