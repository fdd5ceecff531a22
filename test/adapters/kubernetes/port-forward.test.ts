import { execFile } from 'node:child_process';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { Cluster } from '../../../src/deps.ts';
import { AccessError, type AccessFailure } from '../../../src/errors.ts';
import { bundle } from '../../support/bundle.ts';
import { ECHO } from '../tunnel/spdy-server.ts';
import type { Answer } from './api-server.ts';
import { type Asked, type ForwardingServer, startForwarding, type Upgrading } from './forwarding-server.ts';
import { heardOn } from './heard-on.ts';
import { atHome, kubeconfig } from './in-folder.ts';
import { Pki, type Signed } from './pki.ts';

const PROGRAM = fileURLToPath(new URL('forward-program.ts', import.meta.url));
const BUN = resolve('node_modules/bun/bin/bun.exe');
const POD = { namespace: 'shop', name: 'web-1' };
/** A ping, which an SPDY server answers with itself. */
const PING = '800300060000000400000001';
const URL_OF_POD = '/api/v1/namespaces/shop/pods/web-1/portforward';

let pki: Pki;
let serving: Signed;
let client: Signed;
let server: ForwardingServer;
let proxy: Server | undefined;

beforeAll(async () => {
  pki = new Pki();
  serving = pki.sign('server', '/CN=kube-apiserver', 'IP:127.0.0.1,DNS:k8s.corp');
  client = pki.sign('client', '/CN=alice', 'DNS:alice');
  await bundle(PROGRAM, join(pki.folder, 'forward.cjs'));
});
afterAll(() => pki.remove());
afterEach(async () => {
  proxy?.close();
  await server.close();
});

async function start(upgrading: Upgrading): Promise<void> {
  server = await startForwarding({ ...serving, ca: pki.ca.cert }, upgrading);
}

interface User {
  readonly entry?: object;
  readonly user?: object;
  readonly files?: Readonly<Record<string, string>>;
}

function homeOf({ entry = {}, user = { token: 't' }, files = {} }: User) {
  const trusted = { server: `https://127.0.0.1:${server.port}`, 'certificate-authority': pki.ca.certFile };
  const config = kubeconfig({ ...trusted, ...entry }, user);
  return atHome({ '.kube/config': config, ...files }, { PATH: '/usr/bin:/bin' });
}

async function openAt(user: User): Promise<Cluster> {
  const { home, environment } = homeOf(user);
  return openCluster({}, environment, join(home, 'account'));
}

/** What came back for a ping, or why nothing did. */
async function forwardByNode(user: User): Promise<unknown> {
  const cluster = await openAt(user);
  try {
    return { heard: await pinged(cluster) };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return { reason: error.reason, message: error.message };
  } finally {
    cluster.close();
  }
}

async function pinged(cluster: Cluster): Promise<string> {
  const carrier = await cluster.forward(POD);
  carrier.write(Buffer.from(PING, 'hex'));
  return (await heardOn(carrier, PING.length / 2)).toString('hex');
}

async function forwardByBun(user: User): Promise<unknown> {
  const { home, environment } = homeOf(user);
  const { stdout } = await promisify(execFile)(BUN, [join(pki.folder, 'forward.cjs'), PING], {
    env: { ...environment.variables, HOME: home },
  });
  return JSON.parse(stdout);
}

const status = (code: number, reason: string, message: string): Answer => ({
  status: code,
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
});
const page = (code: number): Answer => ({
  status: code,
  headers: { 'content-type': 'text/html' },
  body: `<b>${code}</b>`,
});
const onlyWebSockets =
  (refusal: Answer): Upgrading =>
  ({ headers }) =>
    headers.upgrade === 'websocket' ? ECHO : refusal;
const FORBIDDEN = 'pods "web-1" is forbidden: User "bob" cannot create resource "pods/portforward" in API group ""';
const upgrades = () => server.asked.map(({ headers }) => headers.upgrade);

const PLAIN: Asked = {
  method: 'POST',
  url: URL_OF_POD,
  headers: {
    'user-agent': 'kubectl-nodeport',
    authorization: 'Bearer t',
    connection: 'Upgrade',
    upgrade: 'SPDY/3.1',
    'x-stream-protocol-version': 'portforward.k8s.io',
    'content-length': '0',
  },
};
const WEB_SOCKET: Asked = {
  method: 'GET',
  url: URL_OF_POD,
  headers: {
    'user-agent': 'kubectl-nodeport',
    authorization: 'Bearer t',
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io',
  },
};

// [situation, what the server does, the failure, the sentence, how often it was asked]
const REFUSALS: readonly (readonly [string, Upgrading, AccessFailure, string, readonly string[]])[] = [
  [
    'who may not forward is told so, and it is not tried by another way',
    () => status(403, 'Forbidden', FORBIDDEN),
    'forbidden',
    `Error from server (Forbidden): ${FORBIDDEN}`,
    ['SPDY/3.1'],
  ],
  [
    'a pod that is gone',
    () => status(404, 'NotFound', 'pods "web-1" not found'),
    'not-found',
    'Error from server (NotFound): pods "web-1" not found',
    ['SPDY/3.1'],
  ],
  [
    'a token that is not taken, the second time neither',
    () => status(401, 'Unauthorized', 'Unauthorized'),
    'unauthorized',
    'error: You must be logged in to the server (Unauthorized)',
    ['SPDY/3.1', 'SPDY/3.1'],
  ],
  [
    'a proxy that lets no upgrade through: its first word counts',
    ({ headers }) => (headers.upgrade === 'websocket' ? page(502) : page(403)),
    'forbidden',
    'Error from server (Forbidden): 403 (get pods/web-1)',
    ['SPDY/3.1', 'websocket'],
  ],
  [
    'a node that cannot be reached',
    () => status(500, 'InternalError', 'error dialing backend: dial tcp 10.0.0.7:10250: i/o timeout'),
    'refused-by-server',
    'Error from server (InternalError): error dialing backend: dial tcp 10.0.0.7:10250: i/o timeout',
    ['SPDY/3.1', 'websocket'],
  ],
  [
    'a captive portal',
    () => page(200),
    'refused-by-server',
    'Error from server: the server responded with the status code 200 but did not return more information (get pods/web-1)',
    ['SPDY/3.1', 'websocket'],
  ],
  [
    'a way to a login page',
    () => ({ status: 302, headers: { location: 'https://sso.corp/login?state=secret' }, body: '' }),
    'refused-by-server',
    'Error from server: it sends to https://sso.corp/login (302), which is not followed (get pods/web-1)',
    ['SPDY/3.1', 'websocket'],
  ],
  ['a server that hangs up', () => 'hang-up', 'unreachable', 'Unable to connect to the server: EOF', ['SPDY/3.1']],
];

describe.each([
  ['Node', forwardByNode],
  ['Bun', forwardByBun],
] as const)('by %s', (_, forward) => {
  test('a pod is asked for by the plain upgrade, and then the connection is ours', async () => {
    await start(() => ECHO);
    expect(await forward({})).toEqual({ heard: PING });
    expect(server.asked).toEqual([PLAIN]);
  });

  test('where a proxy refuses that, by a WebSocket', async () => {
    await start(onlyWebSockets(page(400)));
    expect(await forward({})).toEqual({ heard: PING });
    expect(server.asked).toEqual([PLAIN, WEB_SOCKET]);
  });

  test.each(REFUSALS)('%s', async (__, upgrading, reason, message, asked) => {
    await start(upgrading);
    expect(await forward({})).toEqual({ reason, message });
    expect(upgrades()).toEqual(asked);
  });

  test('who acts as another says so, behind a path too', async () => {
    await start(() => ECHO);
    const url = `https://127.0.0.1:${server.port}/k8s/clusters/c-1`;
    const user = { token: 't', as: 'bob', 'as-groups': ['dev', 'ops'] };
    expect(await forward({ entry: { server: url }, user })).toEqual({ heard: PING });
    const headers = { ...PLAIN.headers, 'impersonate-user': 'bob', 'impersonate-group': 'dev, ops' };
    expect(server.asked).toEqual([{ ...PLAIN, url: `/k8s/clusters/c-1${URL_OF_POD}`, headers }]);
  });

  test.each([
    ['the plain upgrade', () => ECHO],
    ['a WebSocket', onlyWebSockets(page(400))],
  ] as const)('%s shows the certificate', async (__, upgrading) => {
    await start(upgrading);
    const user = { 'client-certificate': client.certFile, 'client-key': client.keyFile };
    expect(await forward({ user })).toEqual({ heard: PING });
    expect(server.asked.at(-1)?.client).toBe('alice');
  });

  test('through a proxy that connects', async () => {
    await start(() => ECHO);
    const heads: string[] = [];
    const entry = { server: 'https://k8s.corp:6443', 'proxy-url': `http://127.0.0.1:${await connecting(heads)}` };
    expect(await forward({ entry })).toEqual({ heard: PING });
    expect(heads).toEqual(['CONNECT k8s.corp:6443 HTTP/1.1']);
  });

  test('an http server gets it without credentials', async () => {
    server = await startForwarding(undefined, () => ECHO);
    const entry = { server: `http://127.0.0.1:${server.port}`, 'certificate-authority': undefined };
    expect(await forward({ entry })).toEqual({ heard: PING });
    const { authorization: __, ...headers } = PLAIN.headers;
    expect(server.asked).toEqual([{ ...PLAIN, headers }]);
  });

  test('nobody there', async () => {
    await start(() => ECHO);
    await server.close();
    const message = `The connection to the server 127.0.0.1:${server.port} was refused - did you specify the right host or port?`;
    expect(await forward({})).toEqual({ reason: 'unreachable', message });
  });
});

/** A proxy that connects to the API server whatever was asked for, and notes the first line. */
async function connecting(heads: string[]): Promise<number> {
  const proxying = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (head) => {
        heads.push(head.toString().split('\r\n')[0] ?? '');
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        const onward = connect(server.port, '127.0.0.1').on('error', () => undefined);
        socket.pipe(onward).pipe(socket);
      });
  });
  proxy = proxying;
  await new Promise<void>((listening) => proxying.listen(0, '127.0.0.1', listening));
  return (proxying.address() as AddressInfo).port;
}

test('what worked once is asked for at once from then on', async () => {
  await start(onlyWebSockets(page(400)));
  const cluster = await openAt({});
  expect([await pinged(cluster), await pinged(cluster)]).toEqual([PING, PING]);
  cluster.close();
  expect(upgrades()).toEqual(['SPDY/3.1', 'websocket', 'websocket']);
});

test('and by no other way, should it be refused later', async () => {
  let isFirst = true;
  await start(() => {
    const answer = isFirst ? ECHO : page(503);
    isFirst = false;
    return answer;
  });
  const cluster = await openAt({});
  expect(await pinged(cluster)).toBe(PING);
  await expect(cluster.forward(POD)).rejects.toMatchObject({ reason: 'refused-by-server' });
  cluster.close();
  expect(upgrades()).toEqual(['SPDY/3.1', 'SPDY/3.1']);
});

test('a token that has run out is made anew, once', async () => {
  await start(({ headers }) =>
    headers.authorization === 'Bearer 2' ? ECHO : status(401, 'Unauthorized', 'Unauthorized'),
  );
  const login =
    '#!/bin/sh\ncd "$(dirname "$0")"; echo >> runs; printf \'{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}\' "$(wc -l < runs)"';
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: './login',
    interactiveMode: 'Never',
  };
  const cluster = await openAt({ user: { exec }, files: { '.kube/login': login } });
  expect(await pinged(cluster)).toBe(PING);
  cluster.close();
  expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer 1', 'Bearer 2']);
});

test('no connection is left of what was refused', async () => {
  await start(() => page(403));
  const cluster = await openAt({});
  await expect(cluster.forward(POD)).rejects.toThrow();
  cluster.close();
  await vi.waitFor(() => expect(server.count()).toBe(0));
});

test('a name from the cluster stays one part of the path', async () => {
  await start(() => ECHO);
  const cluster = await openAt({});
  const carrier = await cluster.forward({ namespace: 'a/../b', name: 'web?x=1#y' });
  carrier.destroy();
  cluster.close();
  expect(server.asked.map(({ url }) => url)).toEqual([
    '/api/v1/namespaces/a%2F..%2Fb/pods/web%3Fx%3D1%23y/portforward',
  ]);
});
