import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { join, type OpenStream } from '../../../src/adapters/tunnel/join.ts';
import { Passing } from '../../../src/adapters/tunnel/passing.ts';
import type { PodStream, PodStreamEvents } from '../../../src/adapters/tunnel/pod-session.ts';

/** A connection to the pod as a test plays it: what it was asked for, and what it can tell. */
interface Played {
  /** What was said, and `end`, `cancel`. */
  readonly asked: string[];
  readonly kept: number[];
  /** Each that was to be told of when it has gone. `isWhole`: a buffer of its own, and long enough to be given back. */
  readonly sends: { readonly bytes: Uint8Array; readonly isWhole: boolean; readonly sent: () => void }[];
  readonly events: PodStreamEvents;
  /** Whether more may be sent at once. */
  takes: boolean;
}

let server: Server;
let client: Socket;
let heard: string;
/** How the client's connection ended. */
let clientEnd: string;
let streams: Played[];
let refused: string[];
let joined: Promise<void>;

beforeEach(async () => {
  [streams, refused, heard, clientEnd] = [[], [], '', 'open'];
  server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  client.resetAndDestroy();
  await joined; // at the latest at the next try
  server.close();
});

/** Joins a client with streams that the test plays. */
async function start(openStream: OpenStream = async (events, first) => play(events, first)): Promise<void> {
  client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('data', (bytes) => {
    heard += bytes.toString('latin1');
  });
  client.on('end', () => {
    clientEnd = 'ended';
  });
  client.on('error', (error) => {
    clientEnd = 'code' in error ? String(error.code) : error.message;
  });
  const [socket]: Socket[] = await once(server, 'connection');
  if (socket) joined = join(socket, openStream, (because) => refused.push(because));
}

function play(events: PodStreamEvents, first: readonly Uint8Array[]): PodStream {
  const played: Played = { asked: [], kept: [], sends: [], events, takes: true };
  streams.push(played);
  const say = (bytes: Uint8Array) => played.asked.push(Buffer.from(bytes).toString('latin1'));
  first.forEach(say);
  return {
    send(bytes, sent) {
      say(bytes);
      const isWhole = bytes.length >= 16 * 1024 && bytes.length === bytes.buffer.byteLength;
      if (sent) played.sends.push({ bytes, isWhole, sent });
      return played.takes;
    },
    end: () => void played.asked.push('end'),
    cancel: () => void played.asked.push('cancel'),
    keeps: (bytes) => void played.kept.push(bytes),
  };
}

/** All that was said on a stream. */
const said = (index: number) => streams[index]?.asked.join('');
const tell = (text: string) => Buffer.from(text);
const settled = (check: () => void) => vi.waitFor(check, { timeout: 3_000, interval: 5 });
function podSays(stream: number, bytes: Uint8Array): void {
  streams[stream]?.events.data(bytes, new Passing(bytes));
}

const REFUSED = 'dial tcp4 127.0.0.1:80: connect: connection refused';

test('what a client says at once goes out with the opening, and the rest after it', async () => {
  await start();
  client.write('hello');
  await settled(() => expect(said(0)).toBe('hello'));
  client.write(', pod');
  await settled(() => expect(said(0)).toBe('hello, pod'));
  expect(streams).toHaveLength(1);
});

test('who waits for the pod is heard too', async () => {
  await start();
  await settled(() => expect(streams).toHaveLength(1));
  podSays(0, tell('220 hello'));
  await settled(() => expect(heard).toBe('220 hello'));
  client.write('EHLO');
  await settled(() => expect(said(0)).toBe('EHLO'));
});

test('each direction ends by itself, the client first', async () => {
  await start();
  client.end('question');
  await settled(() => expect(streams[0]?.asked).toEqual(['question', 'end']));
  podSays(0, tell('answer'));
  await settled(() => expect(heard).toBe('answer'));
  podSays(0, tell(', and more'));
  streams[0]?.events.ended();
  await joined;
  await settled(() => expect([heard, clientEnd]).toEqual(['answer, and more', 'ended']));
});

test('each direction ends by itself, the pod first', async () => {
  await start();
  await settled(() => expect(streams).toHaveLength(1));
  podSays(0, tell('bye'));
  streams[0]?.events.ended();
  await settled(() => expect([heard, clientEnd]).toEqual(['bye', 'ended']));
  client.end();
  await joined;
  expect(streams[0]?.asked[0]).toBe('end');
});

test('who goes on speaking after the end of the pod is broken off, with the whole answer', async () => {
  await start();
  await settled(() => expect(streams).toHaveLength(1));
  podSays(0, tell('bye'));
  streams[0]?.events.ended();
  await settled(() => expect(clientEnd).toBe('ended'));
  await sleep(20);
  client.write('but');
  await joined;
  client.write('still');
  await settled(() => expect(clientEnd).toMatch(/^(ECONNRESET|EPIPE)$/));
  expect(heard).toBe('bye');
});

test.each([
  ['the pod breaks off', () => streams[0]?.events.failed('reset')],
  [
    'the pod breaks off in the middle of an answer',
    () => {
      podSays(0, tell('half'));
      streams[0]?.events.failed('reset');
    },
  ],
])('when %s, so does the connection: nothing looks like an end', async (_, happens) => {
  await start();
  client.write('question');
  await settled(() => expect(said(0)).toBe('question'));
  happens();
  await joined;
  await settled(() => expect(clientEnd).toBe('ECONNRESET'));
  expect(refused).toEqual([]);
});

test('when the client breaks off, so does the stream', async () => {
  await start();
  client.write('question');
  await settled(() => expect(said(0)).toBe('question'));
  client.resetAndDestroy();
  await joined;
  expect(streams[0]?.asked).toEqual(['question', 'cancel']);
});

test('where no stream is to be had the client is broken off', async () => {
  await start(async () => undefined);
  client.write('question');
  await joined;
  await settled(() => expect(clientEnd).toBe('ECONNRESET'));
  expect(refused).toEqual([]);
});

test('a client that leaves while a stream is being opened leaves none', async () => {
  const opening = Promise.withResolvers<void>();
  let isAsked = false;
  await start(async (events, first) => {
    isAsked = true;
    await opening.promise;
    return play(events, first);
  });
  await settled(() => expect(isAsked).toBe(true));
  client.resetAndDestroy();
  await sleep(20);
  opening.resolve();
  await settled(() => expect(streams).toHaveLength(1));
  // A connection that is not read does not say that it was reset: that is seen by the first read.
  await joined;
  expect(streams[0]?.asked.at(-1)).toBe('cancel');
});

test('what nobody has heard is said again, and the end too', async () => {
  await start();
  client.end('question');
  await settled(() => expect(said(0)).toBe('questionend'));
  streams[0]?.events.unconnected(REFUSED);
  await settled(() => expect(said(1)).toBe('questionend'));
  streams[1]?.events.unconnected(REFUSED);
  await settled(() => expect(said(2)).toBe('questionend'));
  podSays(2, tell('answer'));
  streams[2]?.events.ended();
  await joined;
  await settled(() => expect([heard, clientEnd, refused]).toEqual(['answer', 'ended', []]));
});

test('all of it, in its order, however much is said meanwhile', async () => {
  await start();
  const words = Array.from({ length: 60_000 }, (_, index) => index.toString(36)).join();
  client.write(words.slice(0, 60_000));
  await settled(() => expect(streams).toHaveLength(1));
  streams[0]?.events.unconnected(REFUSED);
  const before = said(0) ?? '';
  client.write(words.slice(60_000));
  await settled(() => expect(streams).toHaveLength(2));
  expect(words.startsWith(before)).toBe(true);
  await settled(() => expect(said(1) === words).toBe(true));
});

test('what is said between two tries waits with the client', async () => {
  await start();
  client.write('question');
  await settled(() => expect(said(0)).toBe('question'));
  for (const index of [0, 1, 2, 3]) {
    await settled(() => expect(streams).toHaveLength(index + 1));
    streams[index]?.events.unconnected(REFUSED);
  }
  client.write(Buffer.alloc(8 * 1024 * 1024));
  await sleep(100);
  expect(client.writableLength).toBeGreaterThan(0);
});

test('much that was sent cannot be said again', async () => {
  await start();
  client.write('x'.repeat(40_000));
  await settled(() => expect(said(0)).toHaveLength(40_000));
  client.write('x'.repeat(40_000));
  await settled(() => expect(said(0)).toHaveLength(80_000));
  streams[0]?.events.unconnected(REFUSED);
  await joined;
  expect([streams.length, refused]).toEqual([1, [REFUSED]]);
});

test('nothing is said again to a pod that has answered', async () => {
  await start();
  client.write('question');
  await settled(() => expect(said(0)).toBe('question'));
  podSays(0, tell('half'));
  streams[0]?.events.unconnected(REFUSED);
  await joined;
  await settled(() => expect(clientEnd).toBe('ECONNRESET'));
  expect([streams.length, refused]).toEqual([1, [REFUSED]]);
});

test('it is given up after a while, in which it was tried several times', async () => {
  const startedAt = performance.now();
  await start(async (events, first) => {
    setImmediate(() => events.unconnected(REFUSED));
    return play(events, first);
  });
  client.write('question');
  await joined;
  const tookMs = performance.now() - startedAt;
  expect(tookMs).toBeGreaterThan(700);
  expect(tookMs).toBeLessThan(4_000);
  expect(streams.length).toBeGreaterThan(5);
  expect(new Set(streams.map((_, index) => said(index)))).toEqual(new Set(['question']));
  await settled(() => expect(clientEnd).toBe('ECONNRESET'));
  expect(refused).toEqual([REFUSED]);
});

test('a client that leaves between two tries ends them', async () => {
  await start();
  client.write('question');
  await settled(() => expect(said(0)).toBe('question'));
  for (const index of [0, 1, 2]) {
    await settled(() => expect(streams).toHaveLength(index + 1));
    streams[index]?.events.unconnected(REFUSED);
  }
  client.resetAndDestroy();
  await joined;
  const { length } = streams;
  await sleep(250);
  expect([length, streams.length, refused]).toEqual([length, length, []]);
});

test('a client that reads slowly is told about until it has read', async () => {
  await start();
  client.pause();
  await settled(() => expect(streams).toHaveLength(1));
  const part = Buffer.alloc(64 * 1024, 'x');
  let sent = 0;
  for (; (streams[0]?.kept.length ?? 0) === 0; sent += part.length) podSays(0, part);
  expect(streams[0]?.kept[0]).toBeGreaterThan(0);
  client.resume();
  await settled(() => expect(streams[0]?.kept.at(-1)).toBe(0));
  await settled(() => expect(heard).toHaveLength(sent));
});

test('also after the end of the pod', async () => {
  await start();
  client.pause();
  await settled(() => expect(streams).toHaveLength(1));
  const part = Buffer.alloc(64 * 1024, 'x');
  while ((streams[0]?.kept.length ?? 0) === 0) podSays(0, part);
  streams[0]?.events.ended();
  await sleep(20);
  expect(streams[0]?.kept.at(-1)).toBeGreaterThan(0);
  client.resume();
  await settled(() => expect([clientEnd, streams[0]?.kept.at(-1)]).toEqual(['ended', 0]));
});

test("the memory of the pod's bytes is given back when the client has them", async () => {
  await start();
  await settled(() => expect(streams).toHaveLength(1));
  const bytes = new Uint8Array(64 * 1024);
  const whole = new Passing(bytes);
  streams[0]?.events.data(bytes, whole);
  whole.letGo(); // as a session does when it has told all parts
  await settled(() => expect(heard).toHaveLength(64 * 1024));
  await settled(() => expect(bytes).toHaveLength(0));
});

test("that of the client's when they have gone, once there is too much to be said again", async () => {
  await start();
  const length = 1024 * 1024;
  client.write('x'.repeat(length));
  await settled(() => expect(said(0)).toHaveLength(length));
  const whole = streams[0]?.sends.filter(({ isWhole }) => isWhole) ?? [];
  const before = whole.map(({ bytes }) => bytes.length);
  for (const { sent } of whole) sent();
  expect(before.length).toBeGreaterThan(0);
  expect(before).not.toContain(0);
  expect(whole.map(({ bytes }) => bytes.length)).toEqual(before.map(() => 0));
});

test('a client that sends fast waits until what it has sent is out', async () => {
  await start();
  client.write('a');
  await settled(() => expect(said(0)).toBe('a'));
  const [stream] = streams;
  if (stream) stream.takes = false;
  client.write('b');
  await settled(() => expect(said(0)).toBe('ab'));
  client.write('c');
  await sleep(50);
  expect(said(0)).toBe('ab');
  stream?.events.drained();
  await settled(() => expect(said(0)).toBe('abc'));
});
