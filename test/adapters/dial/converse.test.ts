import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Speech } from '../../../src/domain/speech.ts';
import { Pki, type Signed } from '../kubernetes/pki.ts';
import type { Conversation } from './converse-program.ts';
import {
  answers,
  answersInTls,
  grpc,
  http,
  https,
  httpsThatExplains,
  inTls,
  type MakeServer,
  mariadb,
  plain,
  speaksFirst,
} from './speaking-servers.ts';

const PROGRAM = fileURLToPath(new URL('converse-program.ts', import.meta.url));
const BUN = resolve('node_modules/bun/bin/bun.exe');
const LIMIT_MS = 1_500;

interface Case extends Pick<Partial<Conversation>, 'limitMs' | 'path'> {
  readonly how: string;
  /** It shows its certificate. */
  readonly isInTls?: boolean;
  readonly guess: string;
  readonly server: MakeServer;
  readonly speech: Speech | Record<string, unknown>;
  readonly connections: number;
  /** Of all connections, the first words that came in each; hexadecimal where it is no text. */
  readonly heard?: readonly string[];
}

const afterMs = expect.any(Number);
const MARIADB = { kind: 'greeted', scheme: 'mysql', server: 'MariaDB 10.11.19', afterMs };
const NGINX = { kind: 'http', scheme: 'http', status: 200, server: 'nginx/1.27.3', head: 'dated', afterMs };
const CADDY = { kind: 'http', scheme: 'https', status: 401, server: 'Caddy', head: 'dated', afterMs };
const REDIS = {
  'GET ': "-ERR wrong number of arguments for 'get' command\r\n",
  PING: '-NOAUTH Authentication required.\r\n',
};
const POSTGRESQL = { '\0\0\0\x08\x04\xd2\x16\x2f': 'N' };
const MONGODB = 'It looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n';

const CASES: readonly Case[] = [
  { how: 'HTTP, as it says', guess: 'http', server: http, speech: NGINX, connections: 1 },
  { how: 'HTTP on a port called https', guess: 'https', server: http, speech: NGINX, connections: 2 },
  { how: 'HTTP of which nothing is said', guess: 'tcp', server: http, speech: NGINX, connections: 1 },
  { how: 'HTTP on a port of Redis', guess: 'redis', server: http, speech: NGINX, connections: 2 },
  { how: 'HTTP on a port of SSH', guess: 'ssh', server: http, speech: NGINX, connections: 2 },
  { how: 'HTTPS, as it says', isInTls: true, guess: 'https', server: https, speech: CADDY, connections: 1 },
  { how: 'HTTPS on a port called http', isInTls: true, guess: 'http', server: https, speech: CADDY, connections: 2 },
  {
    how: 'HTTPS that tells plain HTTP so',
    isInTls: true,
    guess: 'http',
    server: httpsThatExplains,
    speech: CADDY,
    connections: 2,
  },
  {
    how: 'HTTPS on a port of PostgreSQL',
    isInTls: true,
    guess: 'postgresql',
    server: httpsThatExplains,
    speech: CADDY,
    connections: 2,
  },
  {
    how: 'HTTPS for clients with a certificate',
    isInTls: true,
    guess: 'https',
    server: inTls({ requestCert: true, rejectUnauthorized: true }, () => {}),
    speech: { kind: 'tls', scheme: 'https', afterMs },
    connections: 1,
  },
  {
    how: 'TLS 1.2 for clients with a certificate, on a port called http',
    guess: 'http',
    server: inTls({ requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' }, () => {}),
    speech: { kind: 'tls', scheme: 'tls', afterMs },
    connections: 2,
  },
  {
    how: 'a path that is not there',
    guess: 'http',
    server: answers({ 'GET ': 'HTTP/1.1 404 Not Found\r\nserver: nginx/1.27.3\r\ndate: today\r\n\r\n' }),
    path: '/a b\r\nX: y#z',
    speech: { ...NGINX, status: 404 },
    connections: 1,
    heard: ['GET /a%20b%0D%0AX:%20y HTTP/1.1'],
  },
  {
    how: 'MariaDB on a port called http',
    guess: 'http',
    server: mariadb(),
    speech: MARIADB,
    connections: 1,
    heard: ['a login'],
  },
  {
    how: 'MariaDB, as it says',
    guess: 'mysql',
    server: mariadb(),
    speech: MARIADB,
    connections: 1,
    heard: ['a login'],
  },
  {
    how: 'MariaDB that waits for a name server',
    guess: 'mysql',
    server: mariadb(1_000),
    speech: MARIADB,
    connections: 1,
    heard: ['a login'],
  },
  {
    how: 'a silent port of MySQL',
    guess: 'mysql',
    server: plain(() => {}),
    limitMs: 300,
    speech: { kind: 'unsettled', scheme: 'mysql' },
    connections: 1,
    heard: [''],
  },
  {
    how: 'SSH on port 443',
    guess: 'https',
    server: speaksFirst('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
    speech: { kind: 'greeted', scheme: 'ssh', server: 'OpenSSH_9.2p1', afterMs },
    connections: 1,
    heard: [''],
  },
  {
    how: 'IMAP inside TLS, on a port of IMAP',
    isInTls: true,
    guess: 'imap',
    server: inTls({}, (socket) => socket.write('* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n')),
    speech: { kind: 'greeted', scheme: 'imaps', server: 'Dovecot ready.', afterMs },
    connections: 1,
  },
  {
    how: 'Redis, as it says',
    guess: 'redis',
    server: answers(REDIS),
    speech: { kind: 'recognised', scheme: 'redis', afterMs },
    connections: 1,
    heard: ['PING'],
  },
  {
    how: 'Redis on a port called http',
    guess: 'http',
    server: answers(REDIS),
    speech: { kind: 'recognised', scheme: 'redis', afterMs },
    connections: 1,
  },
  {
    how: 'Redis inside TLS, on a port of Redis',
    isInTls: true,
    guess: 'redis',
    server: answersInTls({ PING: '+PONG\r\n' }),
    speech: { kind: 'recognised', scheme: 'rediss', afterMs },
    connections: 2,
  },
  {
    how: 'PostgreSQL, as it says',
    guess: 'postgresql',
    server: answers(POSTGRESQL),
    speech: { kind: 'recognised', scheme: 'postgresql', afterMs },
    connections: 1,
  },
  {
    how: 'PostgreSQL on port 8080, which closes at what it cannot read',
    guess: 'http',
    server: answers(POSTGRESQL),
    speech: { kind: 'recognised', scheme: 'postgresql', afterMs },
    connections: 3,
  },
  {
    how: 'MongoDB on a port called web',
    guess: 'http',
    server: answers({ 'GET ': `HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Length: 85\r\n\r\n${MONGODB}` }),
    speech: { kind: 'recognised', scheme: 'mongodb', afterMs },
    connections: 1,
  },
  {
    how: 'RabbitMQ on a port called http',
    guess: 'http',
    server: answers({ 'GET ': 'AMQP\0\0\x09\x01' }),
    speech: { kind: 'recognised', scheme: 'amqp', afterMs },
    connections: 1,
  },
  {
    how: 'gRPC on a port called http',
    guess: 'http',
    server: grpc,
    speech: { kind: 'greeted', scheme: 'grpc', server: 'HTTP/2', afterMs },
    connections: 1,
  },
  {
    how: 'gRPC inside TLS',
    isInTls: true,
    guess: 'grpc',
    server: inTls({ ALPNProtocols: ['h2'] }, () => {}),
    speech: { kind: 'tls', scheme: 'grpcs', afterMs },
    connections: 2,
  },
  {
    how: 'MQTT inside TLS, which closes at what it cannot read',
    isInTls: true,
    guess: 'mqtt',
    server: inTls({}, (socket) => socket.once('data', () => socket.end())),
    speech: { kind: 'tls', scheme: 'mqtts', afterMs },
    connections: 2,
  },
  {
    how: 'silence on a port called http',
    guess: 'http',
    server: plain(() => {}),
    speech: { kind: 'unsettled', scheme: 'http' },
    connections: 3,
  },
  {
    how: 'a proxy with nothing behind it',
    guess: 'http',
    server: plain((socket) => socket.end()),
    speech: { kind: 'unsettled', scheme: 'http' },
    connections: 1,
  },
  {
    how: 'a language that is not known, spoken first',
    guess: 'kafka',
    server: speaksFirst('HELLO THERE\r\n'),
    speech: { kind: 'unsettled', scheme: 'kafka' },
    connections: 1,
    heard: [''],
  },
  {
    how: 'a server that never stops talking',
    guess: 'http',
    server: plain((socket) => {
      const timer = setInterval(() => socket.write('x'.repeat(10_000)), 1);
      socket.on('close', () => clearInterval(timer));
    }),
    speech: { kind: 'unsettled', scheme: 'http' },
    connections: 1,
  },
];

let pki: Pki;
let signed: Signed;

beforeAll(() => {
  pki = new Pki();
  signed = pki.sign('server', '/CN=server', 'IP:127.0.0.1');
});
afterAll(() => pki.remove());

describe.each([
  ['Node', process.execPath],
  ['Bun', BUN],
])('spoken with by %s', (_, runtime) => {
  const held = new Map<Case, Held>();

  beforeAll(async () => {
    const listening = await Promise.all(CASES.map(({ server }) => listen(server(signed))));
    const conversations = CASES.map(({ guess, path, limitMs = LIMIT_MS }, index) => {
      return { port: listening[index]!.port, guess, limitMs, path };
    });
    const { stdout } = await promisify(execFile)(runtime, [PROGRAM, JSON.stringify(conversations)]);
    const results: readonly Omit<Held, 'connections'>[] = JSON.parse(stdout);
    for (const [index, peer] of listening.entries()) {
      await peer.close();
      held.set(CASES[index]!, { ...results[index]!, connections: peer.connections });
    }
  }, 30_000);

  test.each(CASES)('$how', (its) => {
    const { speech, connections, tookMs } = held.get(its)!;
    const expected = its.isInTls ? { ...its.speech, certificate: fingerprintOf(signed) } : its.speech;
    expect({ speech, connections: connections.length }).toEqual({ speech: expected, connections: its.connections });
    if (its.heard !== undefined) expect(connections).toEqual(its.heard);
    expect(tookMs).toBeLessThan((its.limitMs ?? LIMIT_MS) + 300);
  });
});

function fingerprintOf({ cert }: Signed): string {
  return new X509Certificate(cert).fingerprint256;
}

interface Held {
  readonly speech: Speech;
  readonly tookMs: number;
  /** The first words that came in each. */
  readonly connections: readonly string[];
}

async function listen(server: Server) {
  const sockets: Socket[] = [];
  const connections: string[] = [];
  server.on('connection', (socket: Socket) => {
    const index = connections.push('') - 1;
    sockets.push(socket);
    hear(socket, (words) => (connections[index] ||= words));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((closed) => server.close(closed));
  };
  return { port: (server.address() as AddressInfo).port, connections, close };
}

/** Reads along: who else listens to the socket reads it too. */
function hear(socket: Socket, tell: (words: string) => void): void {
  const emit = socket.emit.bind(socket);
  socket.emit = (event: string | symbol, ...args: readonly unknown[]) => {
    const [bytes] = args;
    if (event === 'data' && Buffer.isBuffer(bytes)) {
      const text = bytes.toString('latin1');
      tell(text.includes('\0nodeport-probe\0') ? 'a login' : (text.split('\r\n', 1)[0] ?? ''));
    }
    return Reflect.apply(emit, socket, [event, ...args]);
  };
}

test('nobody listens', async () => {
  const { port, close } = await listen(plain(() => {})(signed));
  await close();
  const conversation = { port, guess: 'https', limitMs: LIMIT_MS };
  const { stdout } = await promisify(execFile)(BUN, [PROGRAM, JSON.stringify([conversation])]);
  expect(JSON.parse(stdout)).toEqual([{ speech: { kind: 'unsettled', scheme: 'https' }, tookMs: expect.any(Number) }]);
});
