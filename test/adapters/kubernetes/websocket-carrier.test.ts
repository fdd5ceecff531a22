import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { webSocketCarrier } from '../../../src/adapters/kubernetes/websocket-carrier.ts';

let server: Server;
let carrier: Duplex;
/** The client's end of the connection, and the server's. */
let ours: Socket;
let theirs: Socket;
/** What has come to the server, frame by frame: its first byte and, unmasked, its text. */
let frames: (readonly [string, string])[];

beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  ours = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(ours, 'connect');
  [theirs] = await accepted;
  frames = [];
  theirs.on('error', () => undefined).on('data', (bytes) => frames.push(...framesIn(Buffer.from(bytes))));
  carrier = webSocketCarrier(ours);
});
afterEach(() => {
  carrier.destroy();
  server.close();
});

/** Short ones, which came together. RFC 6455, 5.2. */
function framesIn(bytes: Buffer): (readonly [string, string])[] {
  if (bytes.length === 0) return [];
  const [length, mask] = [bytes.readUInt8(1) & 0x7f, bytes.subarray(2, 6)];
  expect(bytes.readUInt8(1) & 0x80).toBe(0x80); // a client's are masked
  const text = bytes.subarray(6, 6 + length).map((byte, index) => byte ^ mask.readUInt8(index % 4));
  return [[bytes.toString('hex', 0, 1), Buffer.from(text).toString()], ...framesIn(bytes.subarray(6 + length))];
}

const frame = (first: number, text: string) =>
  Buffer.concat([Buffer.of(first, text.length), Buffer.from(text, 'latin1')]);
const settled = (check: () => void) => vi.waitFor(check, { interval: 5 });

test('bytes go in messages, each whole and masked', async () => {
  carrier.write('hello');
  carrier.write(', pod');
  await settled(() =>
    expect(frames).toEqual([
      ['82', 'hello'],
      ['82', ', pod'],
    ]),
  );
});

test('messages are bytes, however they are cut', async () => {
  const heard: string[] = [];
  carrier.on('data', (bytes) => heard.push(String(bytes)));
  const all = Buffer.concat([frame(0x82, 'one '), frame(0x02, 'two '), frame(0x80, 'three '), frame(0x82, 'four')]);
  for (const byte of all) {
    theirs.write(Uint8Array.of(byte));
    await new Promise(setImmediate);
  }
  await settled(() => expect(heard.join('')).toBe('one two three four'));
});

test('a ping is answered', async () => {
  theirs.write(frame(0x89, 'still there?'));
  await settled(() => expect(frames).toEqual([['8a', 'still there?']]));
});

test.each([
  ['a farewell', () => theirs.write(frame(0x88, '\u0003\u00e9')), 'end'],
  ['the end of the connection', () => theirs.end(), 'end'],
  ['its loss', () => theirs.resetAndDestroy(), 'error'],
] as const)('%s is told', async (_, happens, event) => {
  const told = new Promise((resolve) => carrier.once(event, resolve));
  carrier.on('error', () => undefined).resume();
  happens();
  await told;
  carrier.destroy();
  await settled(() => expect(ours.destroyed).toBe(true));
});

test.each([
  ['after the end', () => theirs.end()],
  ['after a farewell and the end', () => theirs.end(frame(0x88, '\u0003\u00e9'))],
] as const)('a reader that is held has all of it %s', async (_, ends) => {
  const heard: string[] = [];
  carrier.on('data', (bytes) => heard.push(String(bytes)));
  carrier.pause();
  theirs.write(frame(0x82, 'all of it'));
  ends();
  await settled(() => expect(ours.closed).toBe(true));
  expect(heard).toEqual([]);
  const ended = once(carrier, 'end');
  carrier.resume();
  await ended;
  expect(heard).toEqual(['all of it']);
});

test('what is no WebSocket is an error, and the end', async () => {
  const failed = once(carrier, 'error');
  theirs.write('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  expect(await failed).toMatchObject([{ code: expect.stringMatching(/^WS_ERR_/) }]);
  await settled(() => expect(ours.destroyed).toBe(true));
});

test('what nobody reads is left where it is', async () => {
  const most = 64 * 1024;
  const head = Buffer.from('827e0000', 'hex');
  head.writeUInt16BE(most - 1, 2);
  for (let part = 0; part < 400; part += 1) theirs.write(Buffer.concat([head, Buffer.alloc(most - 1)]));
  await sleep(300);
  expect(carrier.readableLength).toBeLessThan(1024 * 1024);
  let length = 0;
  carrier.on('data', (bytes) => {
    length += bytes.length;
  });
  await vi.waitFor(() => expect(length).toBe(400 * (most - 1)), { timeout: 3_000 });
});
