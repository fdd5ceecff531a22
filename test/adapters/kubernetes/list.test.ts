import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { Cluster } from '../../../src/deps.ts';
import { AccessError, type AccessFailure } from '../../../src/errors.ts';
import { type Answer, type Answering, type ApiServer, startPlain, startTls } from './api-server.ts';
import { atHome, kubeconfig } from './in-folder.ts';
import { Pki, type Signed } from './pki.ts';

let pki: Pki;
let serving: Signed;
let client: Signed;
let server: ApiServer | undefined;
let cluster: Cluster | undefined;

beforeAll(() => {
  pki = new Pki();
  serving = pki.sign('server', '/CN=kube-apiserver', 'IP:127.0.0.1,DNS:localhost');
  client = pki.sign('client', '/CN=alice', 'DNS:alice');
});
afterAll(() => pki.remove());
afterEach(async () => {
  cluster?.close();
  await server?.close();
});

/** A cluster on a server that answers so, seen by a user with a certificate. */
async function open(
  answering: Answering,
  options: { allowHTTP2?: boolean; variables?: Record<string, string>; user?: object } = {},
) {
  server = await startTls({ ...serving, ca: pki.ca.cert, allowHTTP2: options.allowHTTP2 ?? true }, answering);
  const entry = { server: `https://127.0.0.1:${server.port}`, 'certificate-authority': pki.ca.certFile };
  const certificate = { 'client-certificate': client.certFile, 'client-key': client.keyFile };
  return await openWith(kubeconfig(entry, options.user ?? certificate), options.variables);
}

async function openWith(file: object, variables: Record<string, string> = {}): Promise<Cluster> {
  const { home, environment } = atHome({ '.kube/config': file }, variables);
  cluster = await openCluster({}, environment, join(home, 'account'));
  return cluster;
}

const names = (answer: string, ...found: readonly string[]): Answer => ({
  body: {
    kind: 'List',
    metadata: { resourceVersion: '1', continue: answer },
    items: found.map((name) => ({ metadata: { name } })),
  },
});
const nameOf = (object: { metadata?: { name?: string } }) => object.metadata?.name;
const EVERYWHERE = { namespace: undefined };
const urls = () => server?.seen.map(({ url }) => url);

describe.each([
  ['HTTP/2', true, '2.0', 1],
  ['HTTP/1.1', false, '1.1', 3],
] as const)('over %s', (_, allowHTTP2, httpVersion, connections) => {
  test('lists that start together share what can be shared, and the server sees who asks', async () => {
    const { list } = await open(({ url }) => names('', url), { allowHTTP2 });
    const resources = ['nodes', 'services', 'endpointslices'] as const;
    const all = () => Promise.all(resources.map((resource) => list(resource, EVERYWHERE, nameOf)));
    const paths = [
      '/api/v1/nodes?limit=500',
      '/api/v1/services?limit=500',
      '/apis/discovery.k8s.io/v1/endpointslices?limit=500',
    ];
    expect(await all()).toEqual(paths.map((path) => [path]));
    expect(await all()).toEqual(paths.map((path) => [path]));
    expect(server?.connections()).toBe(connections);
    expect(server?.seen.map((seen) => [seen.httpVersion, seen.client])).toEqual(Array(6).fill([httpVersion, 'alice']));
  });

  test('a server that cuts the connection off is asked once more', async () => {
    let isFirst = true;
    const { list } = await open(
      () => {
        if (!isFirst) return names('', 'web');
        isFirst = false;
        throw new Error('cut off');
      },
      { allowHTTP2 },
    );
    expect(await list('services', EVERYWHERE, nameOf)).toEqual(['web']);
    expect(server?.connections()).toBe(2);
  });
});

test('a proxy that breaks HTTP/2 can be got round with the variable of client-go', async () => {
  const { list } = await open(() => names(''), { variables: { DISABLE_HTTP2: '1' } });
  await list('nodes', EVERYWHERE, nameOf);
  expect(server?.seen.map(({ httpVersion }) => httpVersion)).toEqual(['1.1']);
});

test('a namespace and a selector are part of the path; nodes have no namespace', async () => {
  const { list } = await open(() => names(''));
  const scope = { namespace: 'shop', selector: 'app in (web,api)' };
  await list('services', scope, nameOf);
  await list('endpointslices', scope, nameOf);
  await list('nodes', scope, nameOf);
  const query = 'labelSelector=app%20in%20(web%2Capi)&limit=500';
  expect(urls()).toEqual([
    `/api/v1/namespaces/shop/services?${query}`,
    `/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices?${query}`,
    `/api/v1/nodes?${query}`,
  ]);
});

test('a selector of fields goes beside that of labels', async () => {
  const { list } = await open(() => names(''));
  await list('services', { namespace: 'shop', selector: 'app', fieldSelector: 'spec.type!=ClusterIP' }, nameOf);
  const query = 'labelSelector=app&fieldSelector=spec.type!%3DClusterIP&limit=500';
  expect(urls()).toEqual([`/api/v1/namespaces/shop/services?${query}`]);
});

test.each([
  ['services', { selector: 'a in' }, '"/v1, Resource=services" that match label selector "a in", field selector ""'],
  ['services', { fieldSelector: 'x' }, '"/v1, Resource=services" that match label selector "", field selector "x"'],
  [
    'deployments',
    { selector: '"' },
    '"apps/v1, Resource=deployments" that match label selector "\\"", field selector ""',
  ],
] as const)('a selector of %s that the server does not understand: %j', async (resource, selectors, words) => {
  const body = { kind: 'Status', status: 'Failure', reason: 'BadRequest', message: "found ''", code: 400 };
  const { list } = await open(() => ({ status: 400, body }));
  await expect(list(resource, { namespace: 'shop', ...selectors }, nameOf)).rejects.toEqual(
    new AccessError('bad-selector', `Error from server (BadRequest): Unable to find ${words}: found ''`),
  );
});

test('a program that understands no request at all says nothing of the selector', async () => {
  const headers = { 'content-type': 'text/plain' };
  const { list } = await open(() => ({
    status: 400,
    headers,
    body: 'Client sent an HTTP request to an HTTPS server.',
  }));
  await expect(list('services', { namespace: 'shop', selector: 'app' }, nameOf)).rejects.toMatchObject({
    reason: 'refused-by-server',
  });
});

test.each([
  ['deployments', '/apis/apps/v1/namespaces/shop/deployments'],
  ['configmaps', '/api/v1/namespaces/shop/configmaps'],
  ['networkpolicies', '/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies'],
  ['ingresses', '/apis/networking.k8s.io/v1/namespaces/shop/ingresses'],
  ['httproutes', '/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes'],
] as const)('%s have their own path', async (resource, path) => {
  const { list } = await open(() => names(''));
  await list(resource, { namespace: 'shop', name: 'web' }, nameOf);
  expect(urls()).toEqual([`${path}?fieldSelector=metadata.name%3Dweb&limit=500`]);
});

test('a path before the API, as Rancher has it, is kept', async () => {
  server = await startPlain(() => names(''));
  const { list } = await openWith(kubeconfig({ server: `http://127.0.0.1:${server.port}/k8s/clusters/c-1/` }));
  await list('nodes', EVERYWHERE, nameOf);
  expect(urls()).toEqual(['/k8s/clusters/c-1/api/v1/nodes?limit=500']);
});

describe('pages', () => {
  test('are asked for until no more is announced; one of them may be empty', async () => {
    const pages: Record<string, Answer> = {
      '/api/v1/services?limit=500': names('x/1=', 'a'),
      '/api/v1/services?limit=500&continue=x%2F1%3D': names('2'),
      '/api/v1/services?limit=500&continue=2': names('', 'b', 'c'),
    };
    const { list } = await open(({ url }) => pages[url] ?? { status: 500, body: '' });
    expect(await list('services', EVERYWHERE, nameOf)).toEqual(['a', 'b', 'c']);
  });

  test('that expired on the way are replaced by one whole list, without what was read before', async () => {
    const { list } = await open(({ url }) => {
      if (url.endsWith('limit=500')) return names('old', 'a', 'b');
      return url.includes('continue') ? { status: 410, body: status(410, 'Expired', 'too old') } : names('', 'b', 'c');
    });
    expect(await list('services', EVERYWHERE, nameOf)).toEqual(['b', 'c']);
    expect(urls()?.at(-1)).toBe('/api/v1/services');
  });

  test('that expire in one piece too are given up', async () => {
    const { list } = await open(({ url }) =>
      url.includes('continue=') ? { status: 410, body: status(410, 'Expired', 'too old') } : names('next', 'a'),
    );
    const sentence = 'Error from server (Expired): too old';
    await expect(list('services', EVERYWHERE, nameOf)).rejects.toEqual(new AccessError('refused-by-server', sentence));
    expect(server?.seen).toHaveLength(4);
  });

  test('of which the same comes again and again are given up', async () => {
    const { list } = await open(() => names('next', 'a'));
    const sentence = 'error: the server did not answer with the next page but with the same';
    await expect(list('services', EVERYWHERE, nameOf)).rejects.toEqual(new AccessError('refused-by-server', sentence));
    expect(server?.seen).toHaveLength(2);
  });

  test('without objects may be written as null', async () => {
    const { list } = await open(() => ({ body: { kind: 'ServiceList', metadata: {}, items: null } }));
    expect(await list('services', EVERYWHERE, nameOf)).toEqual([]);
  });
});

test('an http server gets the request without credentials, over HTTP/1.1', async () => {
  server = await startPlain(() => names('', 'a'));
  const { list } = await openWith(
    kubeconfig({ server: `http://127.0.0.1:${server.port}` }, { token: 'secret', as: 'bob' }),
  );
  expect(await list('nodes', EVERYWHERE, nameOf)).toEqual(['a']);
  expect(server.seen[0]?.headers).not.toHaveProperty('authorization');
  expect(server.seen[0]?.headers).toMatchObject({ 'impersonate-user': 'bob', host: `127.0.0.1:${server.port}` });
});

test.each([
  ['a token', { token: 't' }, 'Bearer t'],
  ['a name and a password', { username: 'u', password: 'p' }, 'Basic dTpw'],
])('%s is sent as a header', async (_, user, authorization) => {
  const { list } = await open(() => names(''), { user });
  await list('nodes', EVERYWHERE, nameOf);
  expect(server?.seen[0]?.headers.authorization).toBe(authorization);
});

test('a token file wins over a token and is trimmed; who acts as another says so in headers', async () => {
  server = await startTls(serving, () => names(''));
  const entry = { server: `https://127.0.0.1:${server.port}`, 'certificate-authority': pki.ca.certFile };
  const user = {
    tokenFile: 'token',
    token: 'old',
    as: 'bob',
    'as-uid': '7',
    'as-groups': ['dev', 'ops'],
    'as-user-extra': { 'Some/Key': ['v'] },
  };
  const { home, environment } = atHome({ '.kube/config': kubeconfig(entry, user), '.kube/token': 'fresh\n' });
  cluster = await openCluster({}, environment, join(home, 'account'));
  await cluster.list('nodes', EVERYWHERE, nameOf);
  expect(server.seen[0]?.headers).toMatchObject({
    authorization: 'Bearer fresh',
    'impersonate-user': 'bob',
    'impersonate-uid': '7',
    'impersonate-group': 'dev, ops',
    'impersonate-extra-some%2fkey': 'v',
  });
});

test.each([
  ['a name is told to the server before the handshake', { 'tls-server-name': 'localhost' }, 'localhost'],
  ['an address is not', {}, undefined],
])('%s', async (_, entry, serverName) => {
  server = await startTls(serving, () => names(''));
  const trusted = { server: `https://127.0.0.1:${server.port}`, 'certificate-authority': pki.ca.certFile };
  const { list } = await openWith(kubeconfig({ ...trusted, ...entry }));
  await list('nodes', EVERYWHERE, nameOf);
  expect(server.seen.map((seen) => seen.serverName)).toEqual([serverName]);
});

test('a compressed answer is read', async () => {
  const body = gzipSync(JSON.stringify(names('', 'a').body));
  const { list } = await open(() => ({ headers: { 'content-encoding': 'gzip' }, body }));
  expect(await list('nodes', EVERYWHERE, nameOf)).toEqual(['a']);
});

test('a server that asks us to wait is asked again', async () => {
  const answers: Answer[] = [
    { status: 429, headers: { 'retry-after': '0' }, body: status(429, 'TooManyRequests', 'later') },
    { status: 503, headers: { 'retry-after': '0' }, body: 'later' },
    names('', 'a'),
  ];
  const { list } = await open(() => answers.shift() ?? names('', 'never'));
  expect(await list('nodes', EVERYWHERE, nameOf)).toEqual(['a']);
});

test('a server that only ever asks us to wait is given up', async () => {
  const { list } = await open(() => ({
    status: 429,
    headers: { 'retry-after': '0' },
    body: status(429, 'TooManyRequests', 'Too many requests, please try again later.'),
  }));
  const sentence = 'Error from server (TooManyRequests): Too many requests, please try again later.';
  await expect(list('nodes', EVERYWHERE, nameOf)).rejects.toEqual(new AccessError('refused-by-server', sentence));
  expect(server?.seen).toHaveLength(11);
});

const forbidden =
  'services is forbidden: User "bob" cannot list resource "services" in API group "" at the cluster scope';

const UNLISTED = 'Unable to list "/v1, Resource=services"';

// [situation, what the server answers, the kind of failure, what kubectl 1.33 prints for it (html and JSON: ours)]
const ANSWERS: readonly [string, Answer, AccessFailure, string][] = [
  [
    'forbidden',
    { status: 403, body: status(403, 'Forbidden', forbidden) },
    'forbidden',
    `Error from server (Forbidden): ${forbidden}`,
  ],
  [
    'not logged in',
    { status: 401, body: status(401, 'Unauthorized', 'Unauthorized') },
    'unauthorized',
    'error: You must be logged in to the server (Unauthorized)',
  ],
  [
    'a login page',
    { status: 401, headers: { 'content-type': 'text/html' }, body: '<b>login</b>' },
    'unauthorized',
    'error: You must be logged in to the server (the server has asked for the client to provide credentials (get services))',
  ],
  [
    'no such API',
    { status: 404, body: status(404, 'NotFound', 'the server could not find the requested resource') },
    'not-found',
    `Error from server (NotFound): ${UNLISTED}: the server could not find the requested resource`,
  ],
  [
    'another program',
    { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' },
    'not-found',
    `Error from server (NotFound): ${UNLISTED}: the server could not find the requested resource (get services)`,
  ],
  [
    'a request that cannot be meant',
    { status: 400, body: status(400, 'BadRequest', 'unable to parse requirement') },
    'refused-by-server',
    `Error from server (BadRequest): ${UNLISTED}: unable to parse requirement`,
  ],
  [
    'a first page that expired',
    { status: 410, body: status(410, 'Expired', 'too old') },
    'refused-by-server',
    'Error from server (Expired): too old',
  ],
  [
    'an internal error',
    { status: 500, body: status(500, 'InternalError', 'etcd is gone') },
    'refused-by-server',
    'Error from server (InternalError): etcd is gone',
  ],
  [
    'an error without a reason',
    { status: 500, body: status(500, '', 'rpc error') },
    'refused-by-server',
    'Error from server: rpc error',
  ],
  [
    'a proxy whose server is away',
    { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>502 Bad Gateway</h1><hr>nginx' },
    'refused-by-server',
    'Error from server (InternalError): an error on the server ("502 Bad Gateway nginx") has prevented the request from succeeding (get services)',
  ],
  [
    'a server that is starting',
    { status: 503, body: '' },
    'refused-by-server',
    'Error from server (ServiceUnavailable): the server is currently unable to handle the request (get services)',
  ],
  [
    'a captive portal',
    { headers: { 'content-type': 'text/html' }, body: '<html>Welcome' },
    'refused-by-server',
    'error: the server did not answer with a list but with 13 characters of text/html: Welcome',
  ],
  [
    'JSON that breaks off',
    { body: '{"items":[{"metad' },
    'refused-by-server',
    'error: the server did not answer with a list but with broken JSON',
  ],
  [
    'JSON that is no list',
    { body: { hello: 'world' } },
    'refused-by-server',
    'error: the server did not answer with a list but with 17 characters of application/json',
  ],
  [
    'a list of something else',
    { body: { kind: 'PodList', items: [{ metadata: { name: 'web' } }] } },
    'refused-by-server',
    'error: the server did not answer with a list but with a "PodList"',
  ],
  [
    'a list of words',
    { body: { kind: 'ServiceList', items: ['web'] } },
    'refused-by-server',
    'error: the server did not answer with a list but with one whose items are no objects',
  ],
  [
    'nothing at all',
    { body: '' },
    'refused-by-server',
    'error: the server did not answer with a list but with nothing',
  ],
  [
    'an error that is called a success',
    { body: status(403, 'Forbidden', forbidden) },
    'forbidden',
    `Error from server (Forbidden): ${forbidden}`,
  ],
  [
    'a way to a login page, with a secret in it',
    { status: 302, headers: { location: 'https://me:pw@sso.corp/login?state=secret#x' }, body: '' },
    'refused-by-server',
    'Error from server: it sends to https://sso.corp/login (302), which is not followed (get services)',
  ],
  [
    'a media type that is not taken',
    { status: 415, headers: { 'content-type': 'text/plain' }, body: 'only this' },
    'refused-by-server',
    'Error from server (UnsupportedMediaType): only this (get services)',
  ],
  [
    'words that would steer the terminal',
    { status: 403, body: status(403, 'Forbidden', 'no\u001b[2Jway\u202e') },
    'forbidden',
    'Error from server (Forbidden): no\ufffd[2Jway\ufffd',
  ],
];

test('what was looked for is said with a bad request', async () => {
  const { list } = await open(() => ({ status: 400, body: status(400, 'BadRequest', 'found a comma') }));
  const sentence =
    'Error from server (BadRequest): Unable to find "discovery.k8s.io/v1, Resource=endpointslices" that match label selector "a==,,", field selector "metadata.name=web": found a comma';
  await expect(list('endpointslices', { namespace: 'shop', selector: 'a==,,', name: 'web' }, nameOf)).rejects.toEqual(
    new AccessError('bad-selector', sentence),
  );
});

test('the time for a request is that of all its tries, and there are none afterwards', async () => {
  server = await startPlain(() => ({ status: 503, headers: { 'retry-after': '1' }, body: '' }));
  const { home, environment } = atHome({});
  const flags = { server: `http://127.0.0.1:${server.port}`, requestTimeoutMs: 50 };
  cluster = await openCluster(flags, environment, join(home, 'account'));
  const sentence =
    'Unable to connect to the server: context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
  await expect(cluster.list('nodes', EVERYWHERE, nameOf)).rejects.toEqual(new AccessError('unreachable', sentence));
  await sleep(1_200);
  expect(server.seen).toHaveLength(1);
});

test.each(ANSWERS)('%s', async (_, answer, failure, sentence) => {
  const { list } = await open(() => answer);
  await expect(list('services', EVERYWHERE, nameOf)).rejects.toEqual(new AccessError(failure, sentence));
});

function status(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}
