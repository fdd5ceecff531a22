import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createProber } from '../../../src/adapters/dial/prober.ts';
import { parsePort } from '../../../src/domain/port.ts';
import type { Dial } from '../../../src/domain/probe.ts';

const ABORTED = { outcome: 'not-tried', because: 'another-route-answered' };
const ANSWERED = { outcome: 'answered', afterMs: expect.any(Number) };
const DENIED = Buffer.from('0a000002ff15042332383030304e', 'hex');
// Recorded from MariaDB 10.11.19.
const GREETING = Buffer.from(
  '640000000a352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531000e0000007a52673365272e5000fef7080200ff81150000000000001d0000002b2268674b22655a7045466e006d7973716c5f6e61746976655f70617373776f726400',
  'hex',
);

const NEVER = new AbortController().signal;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test('a dial that is aborted ends at once and closes its connection', async () => {
  const closed = Promise.withResolvers<void>();
  const port = await listen((socket) => socket.on('close', () => closed.resolve()));
  const controller = new AbortController();
  const result = probe({ port, watchMs: 60_000 }, controller.signal);
  setTimeout(() => controller.abort(), 50);
  expect(await result).toEqual(ABORTED);
  await closed.promise;
});

test('a dial that was aborted before it began is not made', async () => {
  let connections = 0;
  const port = await listen(() => (connections += 1));
  expect(await probe({ port }, AbortSignal.abort())).toEqual(ABORTED);
  expect(connections).toBe(0);
});

test('256 connections are open at a time, the others wait in line, and may leave it', async () => {
  let accepted = 0;
  const port = await listen(() => (accepted += 1));
  const { probe } = createProber();
  const inFront = Array.from({ length: 300 }, () => probe(dial({ port, watchMs: 400 }), NEVER));
  const last = probe(dial({ port }), AbortSignal.timeout(200));
  expect(await last).toEqual(ABORTED);
  expect(accepted).toBe(256);
  expect(await Promise.all(inFront)).toEqual(inFront.map(() => ANSWERED));
  expect(accepted).toBe(300);
});

test('a server that greets as MySQL gets a login, and its end is waited for', async () => {
  const { port, heard } = await listenAndHear((socket) => {
    socket.write(GREETING.subarray(0, 30));
    setTimeout(() => socket.write(GREETING.subarray(30)), 20);
    socket.once('data', () => setTimeout(() => socket.end(DENIED), 20));
  });
  expect(await probe({ port, speaks: 'mysql' })).toEqual({ ...ANSWERED, greeting: new Uint8Array(GREETING) });
  expect(await heard).toContain('\0nodeport-probe\0');
});

test.each([
  [
    'a server that greets otherwise',
    Buffer.from('SSH-2.0-OpenSSH_9.2p1\r\n'),
    (socket: Socket, words: Buffer) => socket.write(words),
  ],
  [
    'a server that closes after its greeting was broken off',
    GREETING.subarray(0, 9),
    (socket: Socket, words: Buffer) => socket.end(words),
  ],
  ['a server that waits to be spoken to', undefined, () => {}],
])('%s has answered, and is told nothing where it should speak MySQL', async (_, greeting, behave) => {
  const { port, heard } = await listenAndHear((socket) => behave(socket, greeting ?? Buffer.of()));
  const answered = greeting === undefined ? ANSWERED : { ...ANSWERED, greeting: new Uint8Array(greeting) };
  expect(await probe({ port, speaks: 'mysql', watchMs: 25, timeoutMs: 100 })).toEqual(answered);
  expect(await heard).toEqual('');
});

test('a proxy with no MySQL behind it has dropped the connection', async () => {
  const port = await listen((socket) => socket.end());
  const result = await probe({ port, speaks: 'mysql', watchMs: 25 });
  expect(result).toEqual({ outcome: 'dropped', afterMs: expect.any(Number) });
});

test('loopback stays near, a name that does not resolve goes nowhere', async () => {
  const { routeTo } = createProber();
  const hosts = ['127.0.0.1', '127.9.9.9', '::1', 'localhost', 'no..name'];
  expect(await Promise.all(hosts.map(routeTo))).toEqual(['local', 'local', 'local', 'local', 'none']);
});

function probe(partial: Partial<Dial>, signal = NEVER) {
  return createProber().probe(dial(partial), signal);
}

function dial(partial: Partial<Dial>): Dial {
  const usual = { host: '127.0.0.1', timeoutMs: 1_000, watchMs: 0, speaks: 'nothing', stays: 'local' } as const;
  return { ...usual, port: parsePort(1)!, ...partial };
}

async function listen(behave: (socket: Socket) => void) {
  const server = createServer((socket) => behave(socket.on('error', () => {}))).listen(0, '127.0.0.1', 1_024);
  servers.push(server);
  await once(server, 'listening');
  return parsePort((server.address() as AddressInfo).port)!;
}

/** `heard`: what the first client said until it left. */
async function listenAndHear(behave: (socket: Socket) => void) {
  const { promise: heard, resolve } = Promise.withResolvers<string>();
  const port = await listen((socket) => {
    let words = '';
    socket.on('data', (bytes) => (words += bytes.toString('latin1')));
    socket.on('close', () => resolve(words));
    behave(socket);
  });
  return { port, heard };
}
