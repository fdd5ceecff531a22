import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { webSocketCarrier } from '../../../src/adapters/kubernetes/websocket-carrier.ts';
import type { PodSession, PodStream, PodStreamEvents } from '../../../src/adapters/tunnel/pod-session.ts';
import { startSession } from '../../../src/adapters/tunnel/spdy-session.ts';
import { inMessages } from '../kubernetes/forwarding-server.ts';
import { type Behaviour, ECHO, type PodConnection, type SpdyPeer, serveSpdy } from './spdy-server.ts';

const PORT = 8080;

let server: Server;
let session: PodSession;
let peer: SpdyPeer;
/** The bytes of each connection that was over, in their order. */
let lives: number[];

afterEach(() => {
  session.close();
  server.close();
});

const same = (socket: Socket): Duplex => socket;

const CARRIERS = [
  ['the connection itself', same, same],
  ['a WebSocket', webSocketCarrier, inMessages],
] as const;

async function start(
  behaviour: Behaviour,
  [ours, theirs]: readonly [(socket: Socket) => Duplex, (socket: Socket) => Duplex] = [same, same],
): Promise<void> {
  server = createServer((socket) => {
    peer = serveSpdy(theirs(socket), behaviour);
  });
  const socket = await connected();
  lives = [];
  session = startSession(ours(socket), ({ bytes }) => lives.push(bytes));
  await vi.waitFor(() => expect(peer).toBeDefined());
}

async function connected(): Promise<Socket> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const accepted = once(server, 'connection');
  await Promise.all([once(socket, 'connect'), accepted]);
  return socket;
}

/** A stream, with all that was told of it; what belongs together is put together. */
function open(first: readonly string[] = []): { readonly stream: PodStream; readonly told: readonly string[] } {
  const told: string[] = [];
  const events: PodStreamEvents = {
    data(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      const last = told.at(-1);
      if (last?.startsWith('data ')) told.splice(-1, 1, last + text);
      else told.push(`data ${text}`);
    },
    ended: () => told.push('ended'),
    failed: (because) => told.push(`failed: ${because}`),
    unconnected: (because) => told.push(`unconnected: ${because}`),
    drained: () => told.push('drained'),
  };
  const stream = session.open(
    PORT,
    events,
    first.map((text) => Buffer.from(text)),
  );
  return { stream, told };
}

const settled = (check: () => void) => vi.waitFor(check, { timeout: 3_000, interval: 5 });

/** Long enough for what was to come to have come. */
const pause = () => sleep(60);

describe.each(CARRIERS)('over %s', (_, ours, theirs) => {
  test('what is said is heard at the port that was asked for, and each direction ends by itself', async () => {
    await start(ECHO, [ours, theirs]);
    const { stream, told } = open(['hel', 'lo']);
    stream.send(Buffer.from(', pod'));
    await settled(() => expect(told).toEqual(['data hello, pod']));
    const [connection] = peer.connections;
    expect([connection?.port, connection?.heard(), connection?.end]).toEqual(['8080', 'hello, pod', 'none']);
    stream.end();
    await settled(() => expect(told).toEqual(['data hello, pod', 'ended']));
    expect([session.count, session.isUsable, lives]).toEqual([0, true, [10]]);
  });

  test('a pod that ends first is told, and hears our end', async () => {
    const opened = (connection: PodConnection) => {
      connection.send('220 hello');
      connection.finish();
    };
    await start({ opened }, [ours, theirs]);
    const { stream, told } = open();
    await settled(() => expect(told).toEqual(['data 220 hello', 'ended']));
    stream.end();
    await settled(() => expect(peer.connections[0]?.end).toBe('ended'));
    expect(session.count).toBe(0);
  });

  test('many streams at once do not mix', async () => {
    await start(ECHO, [ours, theirs]);
    const all = Array.from({ length: 200 }, (__, index) => open([`stream ${index}`]));
    for (const { stream } of all) stream.end();
    await settled(() =>
      expect(all.map(({ told }) => told)).toEqual(all.map((__, index) => [`data stream ${index}`, 'ended'])),
    );
    expect(session.count).toBe(0);
  });

  test('long words arrive whole and in order', async () => {
    await start(ECHO, [ours, theirs]);
    const words = Array.from({ length: 400_000 }, (__, index) => index.toString(36)).join();
    const { stream, told } = open([words]);
    stream.send(Buffer.from(words));
    stream.end();
    await settled(() => expect(told.filter((each) => each !== 'drained').join('')).toHaveLength(2 * words.length + 10));
    expect(told.filter((each) => each !== 'drained').join('') === `data ${words}${words}ended`).toBe(true);
  });

  test('a connection that is lost: every stream fails, once', async () => {
    await start({}, [ours, theirs]);
    const all = [open(['a']), open(['b'])];
    await settled(() => expect(peer.connections).toHaveLength(2));
    peer.destroy();
    const because = await session.ended;
    expect(because).toMatch(/^(the API server ended the connection|the connection was closed)$/);
    await pause();
    expect(all.map(({ told }) => told)).toEqual([[`failed: ${because}`], [`failed: ${because}`]]);
    expect([session.count, session.isUsable]).toEqual([0, false]);
  });

  test('the pod is held while a client takes nothing, and goes on when it does', async () => {
    let sent = 0;
    const flood = (connection: PodConnection) => {
      const more = () => {
        if (sent === 200) return connection.finish();
        sent += 1;
        connection.send('x'.repeat(64 * 1024));
        setTimeout(more, 1);
      };
      more();
    };
    await start({ opened: flood }, [ours, theirs]);
    let heard = 0;
    let hasEnded = false;
    const events = {
      data: (bytes: Uint8Array) => (heard += bytes.length),
      ended: () => (hasEnded = true),
      failed: expect.unreachable,
      unconnected: expect.unreachable,
      drained: () => {},
    };
    const stream = session.open(PORT, events, []);
    await settled(() => expect(heard).toBeGreaterThan(0));
    stream.keeps(257 * 1024);
    await settled(() => expect(sent).toBe(200));
    const held = heard;
    await pause();
    expect([heard, hasEnded]).toEqual([held, false]);
    stream.keeps(0);
    await settled(() => expect(hasEnded).toBe(true));
    expect(heard).toBe(200 * 64 * 1024);
  });
});

// [what the node says, what is told]
const WORDS: readonly (readonly [string, 'unconnected' | 'failed'])[] = [
  [
    'error forwarding port 8080 to pod 5f0, uid : failed to execute portforward in network namespace "/var/run/netns/cni-1": failed to connect to localhost:8080 inside namespace "5f0", IPv4: dial tcp4 127.0.0.1:8080: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found ',
    'unconnected',
  ],
  [
    'error forwarding port 8080 to pod 5f0, uid : failed to execute portforward in network namespace "/var/run/netns/cni-1": network namespace for sandbox "5f0" is closed',
    'unconnected',
  ],
  [
    'error forwarding port 8080 to pod 5f0, uid : failed to find sandbox "5f0" in store: an error occurred when try to find sandbox: not found',
    'unconnected',
  ],
  ['error forwarding port 8080 to pod 5f0, uid : unable to do port forwarding: socat not found', 'unconnected'],
  [
    'error forwarding port 8080 to pod 5f0, uid : read tcp 127.0.0.1:1->127.0.0.1:2: connection reset by peer',
    'failed',
  ],
  ['error forwarding port 8080 to pod 5f0, uid : write: broken pipe', 'failed'],
];

describe.each(['ends', 'says'] as const)('a node that first %s', (first) => {
  test.each(WORDS)('«%s»', async (words, kind) => {
    await start({ opened: (connection) => connection.fail(words, first) });
    const { told } = open(['hello']);
    await settled(() => expect(told).toEqual([`${kind}: ${words}`]));
    await pause();
    // What was sent stands in the way of others there, as nobody will ever read it.
    expect([told.length, session.count, session.isUsable]).toEqual([1, 0, false]);
  });
});

test('what comes after an answer is a failure, whatever its words', async () => {
  await start({
    opened(connection) {
      connection.send('half an ans');
      connection.fail('dial tcp4 127.0.0.1:8080: connect: connection refused', 'says');
    },
  });
  const { told } = open();
  await settled(() =>
    expect(told).toEqual(['data half an ans', 'failed: dial tcp4 127.0.0.1:8080: connect: connection refused']),
  );
});

test.each([
  [
    'a reset without a word',
    (connection: PodConnection) => connection.reset(3),
    ['failed: the node reset the connection (status 3)'],
  ],
  [
    'a reset after half an answer',
    (connection: PodConnection) => {
      connection.send('half');
      connection.reset(5);
    },
    ['data half', 'failed: the node reset the connection (status 5)'],
  ],
  [
    'a reset after the whole answer is none: containerd does so',
    (connection: PodConnection) => {
      connection.send('whole');
      connection.finish();
      connection.reset(5);
    },
    ['data whole', 'ended'],
  ],
  [
    'words on the error stream after the whole answer are none',
    (connection: PodConnection) => {
      connection.send('whole');
      connection.finish();
      connection.fail('error forwarding port 8080: connection refused');
    },
    ['data whole', 'ended'],
  ],
  ['an end without a word', (connection: PodConnection) => connection.finish(), ['ended']],
])('%s', async (_, opened, expected) => {
  await start({ opened });
  const { told } = open();
  await settled(() => expect(told).toEqual(expected));
  await pause();
  expect([told, session.isUsable]).toEqual([expected, true]);
});

test('whom nobody listens to any more is told so, and tells nothing', async () => {
  await start({ heard: (connection) => void connection.send('too late') });
  const { stream, told } = open();
  await settled(() => expect(peer.connections).toHaveLength(1));
  stream.send(Buffer.from('hello'));
  stream.cancel();
  stream.cancel();
  stream.end();
  expect(stream.send(Buffer.from('more'))).toBe(true);
  await settled(() => expect(peer.connections[0]?.end).toBe('reset'));
  await pause();
  expect([told, session.count, session.isUsable, peer.connections[0]?.heard()]).toEqual([[], 0, true, 'hello']);
});

test("a server's ping is answered; its answer to nobody's is nothing", async () => {
  await start({});
  peer.ping(2);
  peer.ping(77);
  await settled(() => expect(peer.pings).toEqual([2]));
  expect(session.isUsable).toBe(true);
});

test('a sign of life is asked for and given, several at once', async () => {
  await start({});
  expect(await Promise.all([session.check(1_000), session.check(1_000)])).toEqual([undefined, undefined]);
  expect(peer.pings).toEqual([1, 3]);
});

test('where none is given in time, all of it is over', async () => {
  await start({});
  peer.answersPings = false;
  const { told } = open();
  await expect(session.check(50)).rejects.toEqual(new Error('no answer within 50 ms'));
  expect(await session.ended).toBe('no answer within 50 ms');
  expect([told, session.isUsable]).toEqual([['failed: no answer within 50 ms'], false]);
});

test('a connection that ends meanwhile is known at once', async () => {
  await start({});
  peer.answersPings = false;
  const check = session.check(60_000);
  session.close();
  await expect(check).rejects.toEqual(new Error('closed'));
});

test('of one that is over already too', async () => {
  await start({});
  session.close();
  await expect(session.check(60_000)).rejects.toEqual(new Error('closed'));
});

test('a server that leaves while nobody is there has left', async () => {
  await start({});
  peer.goAway();
  expect(await session.ended).toBeUndefined();
  await settled(() => expect(peer.isClosed).toBe(true));
});

test('a server that leaves gets no new streams, and goes on with those that it has', async () => {
  await start(ECHO);
  const { stream, told } = open(['before']);
  peer.goAway();
  await settled(() => expect(session.isUsable).toBe(false));
  stream.send(Buffer.from(' and after'));
  stream.end();
  await settled(() => expect(told).toEqual(['data before and after', 'ended']));
});

test('a stream that is opened too late fails in the next moment', async () => {
  await start(ECHO);
  session.close();
  const { stream, told } = open(['hello']);
  expect(told).toEqual([]);
  await Promise.resolve();
  expect(told).toEqual(['failed: the connection is over']);
  stream.end();
  stream.cancel();
  expect([told.length, session.count]).toEqual([1, 0]);
});

test('what is no SPDY ends it', async () => {
  await start({});
  const { told } = open();
  peer.write(Buffer.from('ff'.repeat(8), 'hex'));
  expect(await session.ended).toBe('the connection carries something else than SPDY/3.1');
  expect(told).toEqual(['failed: the connection carries something else than SPDY/3.1']);
});

test('one that shares a session may keep more, from the moment when it does', async () => {
  await start({ heard: (connection, bytes) => void connection.send(bytes) });
  const [slow] = [open()];
  slow.stream.keeps(300 * 1024);
  const other = open(['hello']);
  await settled(() => expect(other.told).toEqual(['data hello']));
  slow.stream.keeps(5 * 1024 * 1024);
  other.stream.send(Buffer.from(', again'));
  await pause();
  expect(other.told).toEqual(['data hello']);
  slow.stream.cancel();
  await settled(() => expect(other.told).toEqual(['data hello, again']));
});

test('who sends more than goes out is told so, and when it has gone', async () => {
  server = createServer({ pauseOnConnect: true });
  const accepted = once(server, 'connection');
  session = startSession(await connected(), () => {});
  const [socket]: Socket[] = await accepted;
  const { stream, told } = open();
  const words = Buffer.alloc(1024 * 1024);
  let sent = 1;
  while (stream.send(words) && sent < 100) sent += 1;
  expect(sent).toBeLessThan(100);
  expect(told).toEqual([]);
  socket?.resume();
  await settled(() => expect(told).toEqual(['drained']));
});

test('a session is no good after a client has left a pod with bytes on the way', async () => {
  await start({});
  const { stream } = open();
  stream.send(Buffer.alloc(1024 * 1024));
  stream.cancel();
  expect(session.isUsable).toBe(false);
});

describe('the memory of what has come is given back', () => {
  const LENGTH = 64 * 1024;
  let chunk: Buffer;
  let release: (() => void) | undefined;

  /** One chunk of the carrier, with one frame in it. */
  async function hear(data: PodStreamEvents['data']): Promise<void> {
    const carrier = new Duplex({ read() {}, write: (_chunk, _encoding, taken) => taken() });
    server = createServer();
    session = startSession(carrier, () => {});
    const none = () => {};
    session.open(PORT, { data, ended: none, failed: none, unconnected: none, drained: none }, []);
    chunk = Buffer.from(new ArrayBuffer(LENGTH));
    chunk.writeUInt32BE(3, 0); // the stream: 1 is that of its errors
    chunk.writeUInt32BE(LENGTH - 8, 4);
    carrier.push(chunk);
    await pause();
  }

  test('as soon as it was told', async () => {
    const told: number[] = [];
    await hear((bytes) => told.push(bytes.length));
    expect([told, chunk.length]).toEqual([[LENGTH - 8], 0]);
  });

  test('when whoever holds a part of it lets that go', async () => {
    await hear((_, whole) => {
      release = whole.hold();
    });
    const held = chunk.length;
    release?.();
    expect([held, chunk.length]).toEqual([LENGTH, 0]);
  });
});
