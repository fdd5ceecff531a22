import type { Duplex } from 'node:stream';
import { CANCEL, dataHeader, endFrame, inFrames, ping, rstStream, synStream } from '../../protocol/spdy-frames.ts';
import { SpdyError, type SpdyEvents, SpdyReader } from '../../protocol/spdy-reader.ts';
import { Kept } from './kept.ts';
import { isNotConnected } from './not-connected.ts';
import { Pair } from './pair.ts';
import { Passing } from './passing.ts';
import { Pings } from './pings.ts';
import type { PodSession, PodStream, PodStreamEvents } from './pod-session.ts';
import { isPassing, type Life } from './sharing.ts';
import { writeData } from './write-data.ts';

/**
 * Nothing is waited for: streams are opened, and bytes sent, without the answer to the one before; so a new connection
 * costs one round trip. The server has no windows (moby/spdystream), so holding one stream holds the session. `over` is
 * told of each connection when its client has ended, or it is over.
 */
export function startSession(carrier: Duplex, over: (life: Life) => void): PodSession {
  const pairs = new Map<number, Pair>();
  const errorStreams = new Map<number, number>();
  /** Whose client has ended is mostly gone: containerd lets a second go by before it says that the pod has ended too. */
  const inUse = new Set<Pair>();
  const kept = new Kept();
  const { promise: ended, resolve: tellEnd } = Promise.withResolvers<string | undefined>();
  const pings = new Pings();
  let nextId = 1;
  let nextRequest = 0;
  let isLeaving = false;
  let isOver = false;

  const events: SpdyEvents = {
    data(stream, bytes) {
      const ofError = errorStreams.get(stream);
      if (ofError === undefined) hear(stream, bytes);
      else pairs.get(ofError)?.hearError(bytes);
    },
    ended(stream) {
      const ofError = errorStreams.get(stream);
      if (ofError === undefined) hearEnd(stream);
      else hearErrorEnd(ofError);
    },
    reset(stream, status) {
      const id = errorStreams.get(stream) ?? stream;
      fail(id, pairs.get(id)?.said || `the node reset the connection (status ${status})`);
    },
    pinged(id) {
      if (id % 2 === 0) carrier.write(ping(id));
      pings.answered(id);
    },
    leaving() {
      isLeaving = true;
      finishIfLeft();
    },
  };
  const reader = new SpdyReader(events);
  let whole = new Passing(new Uint8Array());

  carrier.on('data', (bytes: Buffer) => {
    whole = new Passing(bytes);
    try {
      reader.push(bytes);
      whole.letGo();
    } catch (error) {
      if (!(error instanceof SpdyError)) throw error;
      finish(error.message);
    }
  });
  carrier.on('drain', () => {
    for (const { events: its } of pairs.values()) its.drained();
  });
  carrier.on('error', (error) => finish(error.message));
  carrier.once('end', () => finish('the API server ended the connection'));
  carrier.once('close', () => finish('the connection was closed'));

  return {
    open,
    check: (limitMs) =>
      pings.ask(
        (id) => carrier.write(ping(id)),
        limitMs,
        () => finish(`no answer within ${limitMs} ms`),
      ),
    ended,
    get count() {
      return inUse.size;
    },
    isOccupied: () => kept.isSome() || [...inUse].some((pair) => !isPassing(pair.life())),
    get isUsable() {
      return !isOver && !isLeaving;
    },
    get isEmpty() {
      return pairs.size === 0;
    },
    close: () => finish(undefined),
  };

  function open(port: number, its: PodStreamEvents, first: readonly Uint8Array[]): PodStream {
    const [errorStream, id] = [nextId, nextId + 2];
    nextId += 4;
    const headers = { port: String(port), requestid: String(nextRequest++) };
    const isFirst = errorStream === 1;
    carrier.write(
      Buffer.concat([
        synStream(errorStream, { streamtype: 'error', ...headers }, { isFirst, isLast: true }),
        synStream(id, { streamtype: 'data', ...headers }, { isFirst: false, isLast: false }),
        ...first.flatMap(inFrames).flatMap((bytes) => [dataHeader(id, bytes.length), bytes]),
      ]),
    );
    const pair = new Pair(its, errorStream);
    for (const bytes of first) pair.sent(bytes.length);
    pairs.set(id, pair);
    inUse.add(pair);
    errorStreams.set(errorStream, id);
    hold(); // two may keep more than one
    if (isOver) queueMicrotask(() => fail(id, 'the connection is over'));
    return {
      send: (bytes, sent) => send(id, bytes, sent),
      end: () => endOurs(id),
      cancel() {
        if (pairs.get(id)?.hasBytesLeft()) isLeaving = true;
        if (pairs.has(id)) carrier.write(rstStream(id, CANCEL));
        forget(id);
      },
      keeps: (bytes) => keep(id, bytes),
    };
  }

  function send(id: number, bytes: Uint8Array, sent: (() => void) | undefined): boolean {
    const pair = pairs.get(id);
    // Nobody would take it from the stream, and a server's worker would wait for that for ever.
    if (pair === undefined || pair.isEndedByPod) return true;
    pair.sent(bytes.length);
    return writeData(carrier, id, bytes, sent);
  }

  function endOurs(id: number): void {
    const pair = pairs.get(id);
    if (pair === undefined || pair.isEndedByUs()) return;
    over(pair.life());
    pair.end();
    inUse.delete(pair);
    carrier.write(endFrame(id));
    if (pair.isEndedByPod) forget(id);
  }

  function hear(id: number, bytes: Uint8Array): void {
    const pair = pairs.get(id);
    if (pair === undefined) return;
    pair.heard(bytes.length);
    inUse.add(pair); // also one that has half closed, and still listens
    pair.events.data(bytes, whole);
  }

  function hearEnd(id: number): void {
    const pair = pairs.get(id);
    if (pair === undefined || pair.isEndedByPod) return;
    // A node that could not connect ends the stream first, and then says why.
    pair.isEndHeld = !pair.hasHeard() && !pair.isErrorEnded;
    if (pair.said !== '') fail(id, pair.said);
    else if (!pair.isEndHeld) endOfPod(id, pair);
  }

  function hearErrorEnd(id: number): void {
    const pair = pairs.get(id);
    if (pair === undefined) return;
    pair.isErrorEnded = true;
    if (pair.said !== '') fail(id, pair.said);
    else if (pair.isEndHeld) endOfPod(id, pair);
  }

  function endOfPod(id: number, pair: Pair): void {
    pair.isEndedByPod = true;
    if (pair.isEndedByUs()) forget(id);
    else if (pair.hasBytesOnTheWay()) isLeaving = true;
    pair.events.ended();
  }

  /** What the pod has sent to its end is whole, whatever becomes of the stream: containerd resets it a second later. */
  function fail(id: number, because: string): void {
    const pair = pairs.get(id);
    isLeaving ||= pair?.hasBytesLost() === true;
    forget(id);
    if (pair === undefined || pair.isEndedByPod) return;
    if (!pair.hasHeard() && isNotConnected(because)) pair.events.unconnected(because);
    else pair.events.failed(because);
  }

  function forget(id: number): void {
    const pair = pairs.get(id);
    if (pair === undefined) return;
    pairs.delete(id);
    inUse.delete(pair);
    if (!pair.isEndedByUs()) over(pair.life());
    errorStreams.delete(pair.errorStream);
    keep(id, 0);
    finishIfLeft();
  }

  function finishIfLeft(): void {
    if (isLeaving && pairs.size === 0) finish(undefined); // nobody can use it any more
  }

  function keep(id: number, bytes: number): void {
    if (kept.set(id, pairs.has(id) ? bytes : 0)) hold();
  }

  function hold(): void {
    const isHeld = kept.isTooMuch({ isShared: pairs.size > 1 });
    if (isHeld !== carrier.isPaused()) carrier[isHeld ? 'pause' : 'resume']();
  }

  function finish(because: string | undefined): void {
    if (isOver) return;
    isOver = true;
    carrier.destroy();
    for (const id of [...pairs.keys()]) fail(id, because ?? 'closed');
    pings.fail(because ?? 'closed');
    tellEnd(because);
  }
}
