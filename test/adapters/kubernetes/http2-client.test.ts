import { once } from 'node:events';
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, expect, test } from 'vitest';
import { GoTimeout } from '../../../src/adapters/kubernetes/failures.ts';
import { http2Client } from '../../../src/adapters/kubernetes/http2-client.ts';
import { Pki } from './pki.ts';

const pki = new Pki();
const { cert, key } = pki.sign('server', '/CN=server', 'IP:127.0.0.1');
const PATIENCE = { pingEveryMs: 100, answerWithinMs: 400 };
let server: Http2SecureServer;
/** The network between, which can be cut. */
let relay: Server;
let sockets: readonly Socket[] = [];

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  relay.close();
  server.close();
});

afterAll(() => pki.remove());

test('a connection whose other end hears nothing any more is given up', async () => {
  const client = await clientOf(cutNetwork);
  await expect(client.get('/', {})).rejects.toEqual(new GoTimeout('http2: client connection lost'));
  expect(client.isUsable()).toBe(false);
});

test('a server that is slow, and there, is waited for', async () => {
  const client = await clientOf((stream) => setTimeout(() => stream.end('late'), 1_200));
  expect((await client.get('/', {})).body).toBe('late');
  expect(client.isUsable()).toBe(true);
  client.close();
});

async function clientOf(answer: (stream: ServerHttp2Stream) => void) {
  server = createSecureServer({ cert, key });
  server.on('stream', answer);
  const behind = await portOf(server.listen(0, '127.0.0.1'));
  relay = createServer((near) => {
    const far = connect(behind, '127.0.0.1');
    sockets = [near, far];
    for (const socket of sockets) socket.on('error', () => undefined); // a test has ended
    near.pipe(far).pipe(near);
  });
  const port = await portOf(relay.listen(0, '127.0.0.1'));
  const socket: TLSSocket = connectTls({ host: '127.0.0.1', port, ca: pki.ca.cert, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  return http2Client(socket, `127.0.0.1:${port}`, PATIENCE);
}

async function portOf(listening: Server | Http2SecureServer): Promise<number> {
  await once(listening, 'listening');
  return (listening.address() as AddressInfo).port;
}

function cutNetwork(): void {
  for (const socket of sockets) socket.unpipe().pause();
}
