import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PodSession, PodStream, PodStreamEvents } from '../../../src/adapters/tunnel/pod-session.ts';
import { createSessionPool, type SessionPool } from '../../../src/adapters/tunnel/session-pool.ts';
import { startSession } from '../../../src/adapters/tunnel/spdy-session.ts';
import { AccessError } from '../../../src/errors.ts';
import { type SpdyPeer, serveSpdy } from './spdy-server.ts';

/** Limits at which a test can watch; what a test is not about does not happen in it. */
const LIMITS = { mostSessions: 3, mostAlone: 2, idleMs: 60_000, checkAfterMs: 60_000, checkLimitMs: 50 };

let server: Server;
let pool: SessionPool<string>;
/** Those of each connection to the API server, in their order. */
let peers: SpdyPeer[];
let lost: (readonly [string, string])[];
/** How old each was that was lost. */
let livedMs: number[];
let refusal: AccessError | undefined;
let isPassing: boolean;

beforeEach(async () => {
  [peers, lost, livedMs, refusal, isPassing] = [[], [], [], undefined, false];
  server = createServer((socket) => peers.push(serveSpdy(socket, {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  vi.useRealTimers();
  pool.close();
  server.close();
});

function start(limits: Partial<typeof LIMITS> = {}): void {
  pool = createSessionPool<string>({
    keyOf: (pod) => pod,
    async connect() {
      if (refusal) throw refusal;
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      await once(socket, 'connect');
      return startSession(socket, () => {});
    },
    lost(pod, because, ms) {
      lost.push([pod, because]);
      livedMs.push(ms);
    },
    sharing: { isOn: () => isPassing },
    limits: { ...LIMITS, ...limits },
  });
}

const NOTHING: PodStreamEvents = { data() {}, ended() {}, failed() {}, unconnected() {}, drained() {} };

const open = (pod = 'web-1'): Promise<PodStream> => pool.open(pod, 80, NOTHING, []);
const openMany = (count: number): Promise<PodStream[]> => Promise.all(Array.from({ length: count }, () => open()));
const settled = (check: () => void) => vi.waitFor(check, { timeout: 2_000, interval: 5 });
/** That the server has so many in the end. */
async function hasConnections(expected: number): Promise<void> {
  const count = () => new Promise((resolve) => server.getConnections((_, connections) => resolve(connections)));
  await vi.waitFor(async () => expect(await count()).toBe(expected), { timeout: 2_000, interval: 5 });
}

/** How many connections to the pod each session has had. */
const shares = () => peers.map(({ connections }) => connections.length);

test('a connection to the API server is used again by the next', async () => {
  start();
  for (let times = 0; times < 3; times += 1) (await open()).cancel();
  await settled(() => expect(shares()).toEqual([3]));
});

test('those that go on at the same time have one each, up to a number, and then share evenly', async () => {
  start();
  for (let times = 0; times < 9; times += 1) await open();
  await settled(() => expect(shares()).toEqual([3, 3, 3]));
});

test('no more are made when they all come at once', async () => {
  start();
  await openMany(9);
  await settled(() => expect(shares().reduce((sum, each) => sum + each, 0)).toBe(9));
  expect(shares()).toHaveLength(3);
});

test('where all that were seen came and went, few are alone', async () => {
  start();
  isPassing = true;
  for (let times = 0; times < 6; times += 1) await open();
  await settled(() => expect(shares().reduce((sum, each) => sum + each, 0)).toBe(6));
  expect(shares()).toHaveLength(2);
});

test('each pod has its own', async () => {
  start();
  await open('web-1');
  await open('web-2');
  await settled(() => expect(shares()).toEqual([1, 1]));
});

test('what was warmed is used; who connects finds it there', async () => {
  start();
  await pool.warm('web-1');
  await pool.warm('web-1');
  await settled(() => expect(shares()).toEqual([0]));
  await open();
  await settled(() => expect(shares()).toEqual([1]));
});

test('a server that refuses is told, to who warms and to who connects', async () => {
  start();
  refusal = new AccessError('forbidden', 'no');
  await expect(pool.warm('web-1')).rejects.toBe(refusal);
  await expect(open()).rejects.toBe(refusal);
  const all = await Promise.allSettled([open(), open(), open(), open(), open()]);
  expect(all.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  refusal = undefined;
  await open();
});

test('a server that refuses more of them: those that there are are shared', async () => {
  start();
  await open();
  refusal = new AccessError('refused-by-server', 'too many');
  await openMany(3);
  await settled(() => expect(shares()).toEqual([4]));
});

test('a session that ends is told once, and no more used', async () => {
  start();
  await openMany(2);
  await settled(() => expect(shares()).toEqual([1, 1]));
  peers[0]?.destroy();
  await settled(() => expect(lost).toEqual([['web-1', 'the API server ended the connection']]));
  await openMany(2);
  await settled(() => expect(shares()).toEqual([1, 1, 1, 1]));
  expect(lost).toHaveLength(1);
});

test('those that end together have each been there for as long as they were', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  start();
  await open();
  vi.setSystemTime(Date.now() + 5_000);
  await open();
  vi.setSystemTime(Date.now() + 300);
  for (const peer of peers) peer.destroy();
  while (livedMs.length < 2) await sleep(5); // `settled` would let time pass
  expect(livedMs.toSorted((a, b) => a - b)).toEqual([300, 5_300]);
});

test('on a clock that was put back it has been there for long', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  start();
  await open();
  vi.setSystemTime(Date.now() - 60_000);
  for (const peer of peers) peer.destroy();
  while (livedMs.length < 1) await sleep(5);
  expect(livedMs).toEqual([Number.POSITIVE_INFINITY]);
});

test('one that a server wants to leave is no more used', async () => {
  start();
  (await open()).cancel();
  await settled(() => expect(shares()).toEqual([1]));
  peers[0]?.goAway();
  await sleep(30);
  await open();
  await settled(() => expect(shares()).toEqual([1, 1]));
  expect(lost).toEqual([]);
});

test('one that has been idle is asked first; one that answers is used', async () => {
  start({ checkAfterMs: 0 });
  await pool.warm('web-1');
  await sleep(10);
  await open();
  await settled(() => expect(shares()).toEqual([1]));
  expect(peers[0]?.pings).toEqual([1]);
});

test.each([
  ['of which the machine has slept', 60_000],
  ['in which the clock was put back', -60_000],
])('also after a time %s', async (_, ms) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  start();
  await pool.warm('web-1');
  vi.setSystemTime(Date.now() + ms);
  await open();
  await settled(() => expect(shares()).toEqual([1]));
  expect(peers[0]?.pings).toEqual([1]);
});

test('one that a server leaves while it is asked is waited for by nobody, and ends', async () => {
  const closed: string[] = [];
  const sessions = ['first', 'second'].map((name) => sessionThat(() => closed.push(name)));
  let made = 0;
  pool = createSessionPool<string>({
    keyOf: (pod) => pod,
    connect: async () => sessions[made++] ?? expect.unreachable(),
    lost: () => {},
    sharing: { isOn: () => false },
    limits: { ...LIMITS, checkAfterMs: 0 },
  });
  await pool.warm('web-1');
  await sleep(10);
  await open();
  await pool.warm('web-1');
  expect([made, closed]).toEqual([2, ['first']]);
});

/** One with nothing on it, which its server leaves when it is asked for a sign of life. */
function sessionThat(close: () => void): PodSession {
  const session = {
    ...{ count: 0, isEmpty: true, isOccupied: () => false, isUsable: true, close },
    open: () => ({ send: () => true, end() {}, cancel() {}, keeps() {} }),
    async check() {
      session.isUsable = false;
    },
    ended: new Promise<undefined>(() => {}),
  };
  return session;
}

test('one that has been idle and does not answer is told, and another one made', async () => {
  start({ checkAfterMs: 0 });
  await pool.warm('web-1');
  await settled(() => expect(peers).toHaveLength(1));
  if (peers[0]) peers[0].answersPings = false;
  await sleep(10);
  await open();
  await settled(() => expect(shares()).toEqual([0, 1]));
  expect(lost).toEqual([['web-1', 'no answer within 50 ms']]);
});

test('one that is in use is not asked', async () => {
  start({ checkAfterMs: 0, mostSessions: 1 });
  await open();
  await settled(() => expect(shares()).toEqual([1]));
  const { length } = peers[0]?.pings ?? [];
  await openMany(2);
  await settled(() => expect(shares()).toEqual([3]));
  expect(peers[0]?.pings).toHaveLength(length);
});

test('those that nobody uses end after a time, but one to the pod of the moment', async () => {
  start({ idleMs: 100 });
  await pool.warm('web-2');
  const streams = await openMany(3);
  (await open('web-2')).cancel();
  await settled(() => expect(peers).toHaveLength(4));
  for (const stream of streams) stream.cancel();
  await hasConnections(1);
  await sleep(250);
  await hasConnections(1);
  (await open('web-2')).cancel();
  expect([peers.length, lost]).toEqual([4, []]);
});

test('another pod of the moment: who is in use goes on, who is idle ends', async () => {
  start();
  const [stream] = [await open('web-1')];
  await pool.warm('web-2');
  await settled(() => expect(shares()).toEqual([1, 0]));
  stream.send(Buffer.from('still here'));
  await settled(() => expect(peers[0]?.connections[0]?.heard()).toBe('still here'));
  stream.cancel();
  await pool.warm('web-2');
  await hasConnections(1);
});

test('when it is closed nothing is left and nothing is told, whatever is under way', async () => {
  start();
  await open();
  const opening = open();
  pool.close();
  await opening;
  await hasConnections(0);
  expect(lost).toEqual([]);
});
