import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BUN, compile } from '../../../scripts/compile.ts';
import { startTls } from './api-server.ts';
import { atHome, kubeconfig } from './in-folder.ts';
import { Pki, type Signed } from './pki.ts';

const PROGRAM = fileURLToPath(new URL('ask-program.ts', import.meta.url));

let pki: Pki;
let right: Signed;
let client: Signed;
const servers: Server[] = [];

beforeAll(async () => {
  pki = new Pki();
  right = pki.sign('right', '/CN=x', 'IP:127.0.0.1');
  client = pki.sign('client', '/CN=alice', 'DNS:alice');
  await compileProgram();
}, 60_000);
afterAll(() => pki.remove());
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const tls = (options: () => TlsOptions) => () => createHttpsServer(options()).on('tlsClientError', () => undefined);
const tcp = (met: (socket: Socket) => void) => () => createServer((socket) => met(socket.on('error', () => undefined)));
const UNVERIFIED = 'tls: failed to verify certificate: x509:';

// [situation, the server, kubectl 1.33's words after «Unable to connect to the server: », what the cluster entry adds]
const ROWS: readonly [string, () => Server, string, object?][] = [
  [
    'a CA that did not sign it',
    tls(() => right),
    `${UNVERIFIED} certificate signed by unknown authority`,
    { 'certificate-authority': undefined },
  ],
  [
    'an IP that is not in it',
    tls(() => pki.sign('a', '/CN=x', 'DNS:kubernetes,IP:10.96.0.1')),
    `${UNVERIFIED} certificate is valid for 10.96.0.1, not 127.0.0.1`,
  ],
  [
    'no IP in it',
    tls(() => pki.sign('b', '/CN=x', 'DNS:kubernetes')),
    `${UNVERIFIED} cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
  ],
  [
    'a tls-server-name that is not in it',
    tls(() => pki.sign('c', '/CN=x', 'DNS:kubernetes,DNS:kubernetes.default')),
    `${UNVERIFIED} certificate is valid for kubernetes, kubernetes.default, not other`,
    { 'tls-server-name': 'other' },
  ],
  [
    'only a common name',
    tls(() => pki.sign('d', '/CN=kubernetes', '')),
    `${UNVERIFIED} certificate relies on legacy Common Name field, use SANs instead`,
    { 'tls-server-name': 'kubernetes' },
  ],
  [
    'one that has run out',
    tls(() => pki.sign('e', '/CN=x', 'IP:127.0.0.1', ['-days', '-1'])),
    `${UNVERIFIED} certificate has expired or is not yet valid`,
  ],
  [
    'a server that wants a certificate (1.3)',
    tls(() => ({ ...right, ca: pki.ca.cert, requestCert: true })),
    'remote error: tls: certificate required',
  ],
  [
    'a server that wants a certificate (1.2)',
    tls(() => ({ ...right, ca: pki.ca.cert, requestCert: true, maxVersion: 'TLSv1.2' })),
    'remote error: tls: handshake failure',
  ],
  [
    'a server of the last century',
    tls(() => ({ ...right, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })),
    'remote error: tls: protocol version not supported',
  ],
  [
    'a server that speaks plain HTTP',
    tcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    'http: server gave HTTP response to HTTPS client',
  ],
  [
    'a server that says something else inside TLS',
    () => createTlsServer(right, (socket) => socket.on('error', () => undefined).end('SSH-2.0-x\r\n')),
    'net/http: HTTP/1.x transport connection broken: malformed HTTP response "SSH-2.0-x"',
  ],
  [
    'a server that says half of HTTP',
    () =>
      createTlsServer(right, (socket) =>
        socket.on('error', () => undefined).end('HTTP/1.1 200 OK\r\nno header\r\n\r\n'),
      ),
    'net/http: HTTP/1.x transport connection broken: malformed HTTP response (Invalid header token)',
  ],
  ['a server that hangs up', tcp((socket) => socket.end()), 'EOF'],
  [
    'a server that resets',
    tcp((socket) => socket.once('data', () => socket.resetAndDestroy())),
    'read: connection reset by peer',
  ],
];

// The codes behind the sentences are the runtime's: both runtimes are asked.
describe.each(['node', 'executable'] as const)('asked by the %s', (by) => {
  const unreachable = (message: string) => ({ reason: 'unreachable', message });

  test.each(ROWS)('%s', async (_, start, words, entry = {}) => {
    expect(await ask(by, await listen(start()), entry)).toEqual(
      unreachable(`Unable to connect to the server: ${words}`),
    );
  });

  test('a port where nobody listens is refused, in the words of kubectl', async () => {
    const port = await listen(createServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const sentence = `The connection to the server 127.0.0.1:${port} was refused - did you specify the right host or port?`;
    expect(await ask(by, port, {})).toEqual(unreachable(sentence));
  });

  test('a certificate whose key is another', async () => {
    const other = pki.sign('other', '/CN=y', '');
    const user = { 'client-certificate': right.certFile, 'client-key': other.keyFile };
    const sentence = 'Unable to connect to the server: tls: private key does not match public key';
    expect(await ask(by, await listen(createServer()), {}, user)).toEqual(unreachable(sentence));
  });

  test.each([
    [
      'without verification any certificate will do',
      { 'certificate-authority': undefined, 'insecure-skip-tls-verify': true },
    ],
    ['an address may be the name that is looked for', { 'tls-server-name': '127.0.0.1' }],
  ])('%s', async (_, entry) => {
    const listing = createHttpsServer({ ...right }, (__, response) => response.end('{"kind":"List","items":[]}'));
    expect(await ask(by, await listen(listing), entry)).toEqual({ listed: 0 });
  });

  test.each([
    ['HTTP/2', true],
    ['HTTP/1.1', false],
  ])('a server of %s sees who asks', async (_, allowHTTP2) => {
    const page = { body: { kind: 'List', items: [{}, {}] } };
    const server = await startTls({ ...right, ca: pki.ca.cert, allowHTTP2 }, () => page);
    const user = { 'client-certificate': client.certFile, 'client-key': client.keyFile };
    expect(await ask(by, server.port, {}, user)).toEqual({ listed: 2 });
    // Bun's own client, which is asked first, is one of HTTP/1.1.
    const httpVersion = allowHTTP2 && by === 'node' ? '2.0' : '1.1';
    expect(server.seen.map((seen) => [seen.httpVersion, seen.client])).toEqual([[httpVersion, 'alice']]);
    await server.close();
  });

  // What Bun's own client would do otherwise than kubectl does.
  test('a common name is no name', async () => {
    const server = createHttpsServer(pki.sign('localhost', '/CN=localhost', ''), list);
    const entry = { server: `https://localhost:${await listen(server)}` };
    expect(await ask(by, 0, entry)).toEqual(
      unreachable(
        `Unable to connect to the server: ${UNVERIFIED} certificate relies on legacy Common Name field, use SANs instead`,
      ),
    );
  });

  test('a name is compared with the names', async () => {
    const server = createHttpsServer(pki.sign('named', '/CN=x', 'DNS:localhost'), list);
    expect(await ask(by, 0, { server: `https://localhost:${await listen(server)}` })).toEqual({ listed: 0 });
  });

  test('a CA that another variable names is not trusted', async () => {
    const variables = { NODE_EXTRA_CA_CERTS: pki.ca.certFile, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const other = new Pki();
    const port = await listen(createHttpsServer(right, list));
    expect(await ask(by, port, { 'certificate-authority': other.ca.certFile }, TOKEN, variables)).toEqual(
      unreachable(`Unable to connect to the server: ${UNVERIFIED} certificate signed by unknown authority`),
    );
    other.remove();
  });

  test.each([['HTTPS_PROXY'], ['ALL_PROXY']])('%s is not for loopback', async (variable) => {
    const port = await listen(createHttpsServer(right, list));
    expect(await ask(by, port, {}, TOKEN, { [variable]: 'http://127.0.0.1:1' })).toEqual({ listed: 0 });
  });

  test('several groups stay several', async () => {
    const groups: (string | undefined)[] = [];
    const server = createHttpsServer(right, (request, response) => {
      groups.push(...request.rawHeaders.filter((_, index, all) => /^impersonate-group$/i.test(all[index - 1] ?? '')));
      list(request, response);
    });
    const user = { ...TOKEN, as: 'alice', 'as-groups': ['a', 'b'] };
    expect(await ask(by, await listen(server), {}, user)).toEqual({ listed: 0 });
    expect(groups).toEqual(['a', 'b']);
  });

  test('a server that sends elsewhere is not followed', async () => {
    const server = createHttpsServer(right, (_, response) => response.writeHead(302, { location: '/x' }).end());
    expect(await ask(by, await listen(server), {})).toMatchObject({ reason: 'refused-by-server' });
  });

  test('half an answer is none', async () => {
    const server = createHttpsServer(right, (request, response) => {
      response.write('{"kind":"List","items":[]}');
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await ask(by, await listen(server), {})).toEqual(
      unreachable('error: unexpected error when reading response body. Please retry. Original error: unexpected EOF'),
    );
  });

  test('what is not compressed as it says is no answer, and nothing else is said', async () => {
    const server = createHttpsServer(right, (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain words'),
    );
    expect(await ask(by, await listen(server), {})).toEqual(
      unreachable(
        'error: unexpected error when reading response body. Please retry. Original error: gzip: invalid header',
      ),
    );
  });

  test('a connection that nothing comes of is made anew, in time', { timeout: 30_000 }, async () => {
    let met = 0;
    const server = createHttpsServer(right, (request, response) => {
      met += 1;
      if (met > 1 || by === 'node') list(request, response);
    });
    expect(await ask(by, await listen(server), {})).toEqual({ listed: 0 });
    server.closeAllConnections();
  });

  test("what Bun's own variables say is not printed", async () => {
    const port = await listen(createHttpsServer(right, list));
    expect(await ask(by, port, {}, TOKEN, { BUN_CONFIG_VERBOSE_FETCH: 'curl' })).toEqual({ listed: 0 });
  });
});

const TOKEN = { token: 't' };

/** Node tells that NODE_TLS_REJECT_UNAUTHORIZED is there, and obeys only where we say nothing. */
const NODE_WARNS = /^\(node:\d+\) Warning: .*\n.*\n/;

function list(_: unknown, response: ServerResponse): void {
  response.end('{"kind":"List","items":[]}');
}

/** What ask-program.ts prints. */
async function ask(
  by: 'node' | 'executable',
  port: number,
  entry: object,
  user: object = TOKEN,
  variables: Readonly<Record<string, string>> = {},
): Promise<object> {
  const file = { server: `https://127.0.0.1:${port}`, 'certificate-authority': pki.ca.certFile, ...entry };
  const { home } = atHome({ '.kube/config': kubeconfig(file, user) });
  const [command = '', ...args] = by === 'node' ? [process.execPath, PROGRAM] : [join(pki.folder, 'ask')];
  const { stdout, stderr } = await promisify(execFile)(command, args, { env: { HOME: home, ...variables } });
  expect(stderr.replace(NODE_WARNS, '')).toBe('');
  return JSON.parse(stdout);
}

/** As `scripts/build.ts` makes the plugin. */
async function compileProgram(): Promise<void> {
  const bundle = join(pki.folder, 'ask.cjs');
  const options = { bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node22.19' } as const;
  await build({ ...options, entryPoints: [PROGRAM], outfile: bundle, logLevel: 'error' });
  compile({ bundle, bun: BUN, outfile: join(pki.folder, 'ask') });
}
