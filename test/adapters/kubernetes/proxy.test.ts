import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import { proxyFor } from '../../../src/adapters/kubernetes/proxy.ts';
import { parseServerUrl } from '../../../src/adapters/kubernetes/server-url.ts';
import { AccessError } from '../../../src/errors.ts';
import { type ApiServer, startTls } from './api-server.ts';
import { atHome, kubeconfig } from './in-folder.ts';
import { Pki, type Signed } from './pki.ts';

const PROXY = 'http://proxy:3128';

// [situation, the server, the variables, what Go chooses]
const CHOICES: readonly [string, string, Readonly<Record<string, string>>, string | undefined][] = [
  [
    'https takes HTTPS_PROXY',
    'https://k8s.corp',
    { HTTPS_PROXY: PROXY, HTTP_PROXY: 'http://other' },
    'http://proxy:3128/',
  ],
  [
    'http takes HTTP_PROXY',
    'http://k8s.corp',
    { HTTPS_PROXY: 'http://other', HTTP_PROXY: PROXY },
    'http://proxy:3128/',
  ],
  ['small letters do too', 'https://k8s.corp', { https_proxy: PROXY }, 'http://proxy:3128/'],
  ['a proxy without a scheme speaks http', 'https://k8s.corp', { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
  ['a scheme in capitals is one', 'https://k8s.corp', { HTTPS_PROXY: 'HTTP://proxy:3128' }, 'http://proxy:3128/'],
  ['loopback never goes through one', 'https://127.0.0.1:6443', { HTTPS_PROXY: PROXY }, undefined],
  ['nor does localhost', 'https://localhost:6443', { HTTPS_PROXY: PROXY }, undefined],
  ['nor does [::1]', 'https://[::1]:6443', { HTTPS_PROXY: PROXY }, undefined],
  ['NO_PROXY names the host', 'https://k8s.corp', { HTTPS_PROXY: PROXY, NO_PROXY: 'a, K8S.corp' }, undefined],
  ['NO_PROXY names the domain', 'https://k8s.corp', { HTTPS_PROXY: PROXY, NO_PROXY: 'corp' }, undefined],
  ['NO_PROXY names what lies below', 'https://k8s.corp', { HTTPS_PROXY: PROXY, NO_PROXY: '.corp' }, undefined],
  ['.corp is not corp itself', 'https://corp', { HTTPS_PROXY: PROXY, NO_PROXY: '.corp' }, 'http://proxy:3128/'],
  [
    'a part of a name is not its domain',
    'https://k8scorp',
    { HTTPS_PROXY: PROXY, NO_PROXY: 'corp' },
    'http://proxy:3128/',
  ],
  ['NO_PROXY names everything', 'https://k8s.corp', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, undefined],
  ['NO_PROXY names the port', 'https://k8s.corp:6443', { HTTPS_PROXY: PROXY, NO_PROXY: 'k8s.corp:6443' }, undefined],
  [
    'NO_PROXY names another port',
    'https://k8s.corp:6443',
    { HTTPS_PROXY: PROXY, NO_PROXY: 'k8s.corp:443' },
    'http://proxy:3128/',
  ],
  ['NO_PROXY holds the network', 'https://10.1.2.3', { HTTPS_PROXY: PROXY, NO_PROXY: '10.0.0.0/8' }, undefined],
  ['NO_PROXY holds the IPv6 network', 'https://[fd00::1]', { HTTPS_PROXY: PROXY, no_proxy: 'fd00::/8' }, undefined],
  [
    'NO_PROXY holds another network',
    'https://11.1.2.3',
    { HTTPS_PROXY: PROXY, NO_PROXY: '10.0.0.0/8' },
    'http://proxy:3128/',
  ],
  ['NO_PROXY names the address', 'https://[fd00::1]', { HTTPS_PROXY: PROXY, NO_PROXY: 'fd00::1' }, undefined],
];

test.each(CHOICES)('%s', (_, server, variables, chosen) => {
  const proxy = proxyFor(parseServerUrl(server), undefined, { variables });
  expect(proxy && `${proxy.kind}://${proxy.host}:${proxy.port}/`).toBe(chosen);
});

test('a proxy of another kind is not taken for the name of one', () => {
  const choose = () =>
    proxyFor(parseServerUrl('https://k8s.corp'), undefined, { variables: { HTTPS_PROXY: 'ftp://proxy' } });
  const words = 'error: invalid proxy URL: unsupported scheme "ftp", must be http, https, or socks5';
  expect(choose).toThrow(new AccessError('kubeconfig', words));
});

test("the cluster's own proxy beats the environment, for loopback too", () => {
  const proxy = proxyFor(parseServerUrl('https://127.0.0.1:1'), 'https://own:8443', {
    variables: { HTTPS_PROXY: PROXY },
  });
  expect(proxy).toEqual({ kind: 'https', host: 'own', port: 8443, login: undefined });
});

describe('through a proxy', () => {
  let pki: Pki;
  let serving: Signed;
  let server: ApiServer;
  let proxy: Server | undefined;

  beforeAll(async () => {
    pki = new Pki();
    serving = pki.sign('server', '/CN=x', 'IP:127.0.0.1,DNS:k8s.corp');
    server = await startTls(serving, () => ({ body: { kind: 'List', items: [] } }));
  });
  afterAll(async () => {
    await server.close();
    pki.remove();
  });
  afterEach(() => {
    vi.useRealTimers();
    proxy?.close();
  });

  /** Answers every CONNECT so (`undefined`: not at all), and connects to the API server whatever was asked for. */
  async function start(
    answer: string | undefined,
    over: (met: (socket: Socket) => void) => Server = (met) => createServer(met),
  ): Promise<{ port: number; heads: string[] }> {
    const heads: string[] = [];
    const proxying = over((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (head) => {
          heads.push(head.toString());
          if (answer === undefined) return;
          socket.write(answer);
          if (!answer.includes(' 200 ')) return void socket.end();
          const onward = connect(server.port, '127.0.0.1').on('error', () => undefined);
          socket.pipe(onward).pipe(socket);
        });
    });
    proxy = proxying;
    await new Promise<void>((resolve) => proxying.listen(0, '127.0.0.1', resolve));
    return { port: (proxying.address() as AddressInfo).port, heads };
  }

  async function ask(proxyUrl: string, fields: object = {}): Promise<string[]> {
    const entry = {
      server: 'https://k8s.corp:6443',
      'proxy-url': proxyUrl,
      'certificate-authority': pki.ca.certFile,
      ...fields,
    };
    const { home, environment } = atHome({ '.kube/config': kubeconfig(entry, { token: 't' }) });
    const cluster = await openCluster({}, environment, join(home, 'account'));
    try {
      return await cluster.list('nodes', { namespace: undefined }, String);
    } finally {
      cluster.close();
    }
  }

  test('the server is asked for by name, with the login of the URL, and its certificate is still the one that counts', async () => {
    const { port, heads } = await start('HTTP/1.1 200 Connection established\r\n\r\n');
    expect(await ask(`http://me:pass%40word@127.0.0.1:${port}`)).toEqual([]);
    const login = Buffer.from('me:pass@word').toString('base64');
    expect(heads).toEqual([
      `CONNECT k8s.corp:6443 HTTP/1.1\r\nHost: k8s.corp:6443\r\nProxy-Authorization: Basic ${login}\r\n\r\n`,
    ]);
  });

  test.each([
    ['refuses', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'Proxy Authentication Required'],
    ['speaks something else', 'SSH-2.0-OpenSSH\r\n\r\n', 'proxy answered without HTTP'],
    ['hangs up', '', 'EOF'],
  ])('a proxy that %s', async (_, answer, words) => {
    const { port } = await start(answer);
    const failure = new AccessError('unreachable', `Unable to connect to the server: ${words}`);
    await expect(ask(`http://127.0.0.1:${port}`)).rejects.toEqual(failure);
  });

  test.each([
    ['http', 'context deadline exceeded'],
    ['socks5', 'socks connect tcp 127.0.0.1:PORT->k8s.corp:6443: context deadline exceeded'],
  ])('a proxy of %s that never answers is given a minute', async (scheme, words) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { port, heads } = await start(undefined);
    const asked = ask(`${scheme}://127.0.0.1:${port}`).catch((error: unknown) => error);
    await vi.waitUntil(() => heads.length > 0);
    await vi.advanceTimersByTimeAsync(60_000);
    const sentence = `Unable to connect to the server: ${words.replace('PORT', `${port}`)}`;
    expect(await asked).toEqual(new AccessError('unreachable', sentence));
  });

  test.each([
    ['the CA of the cluster', () => pki, {}, undefined],
    [
      'no CA, where nothing is verified',
      () => pki,
      { 'certificate-authority': undefined, 'insecure-skip-tls-verify': true },
      undefined,
    ],
    [
      'another CA',
      () => new Pki(),
      {},
      'proxyconnect tcp: tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    [
      'another name',
      () => pki,
      { 'tls-server-name': 'k8s.corp' },
      'proxyconnect tcp: tls: failed to verify certificate: x509: certificate is not valid for any names, but wanted to match k8s.corp',
    ],
  ])('a proxy of https is trusted by %s', async (_, authority, entry, words) => {
    const own = authority().sign('proxy', '/CN=x', 'IP:127.0.0.1');
    const { port } = await start('HTTP/1.1 200 OK\r\n\r\n', (met) =>
      createTlsServer(own, met).on('tlsClientError', () => undefined),
    );
    const asked = ask(`https://127.0.0.1:${port}`, entry);
    if (words === undefined) expect(await asked).toEqual([]);
    else
      await expect(asked).rejects.toEqual(new AccessError('unreachable', `Unable to connect to the server: ${words}`));
  });

  /** Answers each message of a client with the next of these, in two pieces, and connects when there are no more. */
  async function startSocks(answers: readonly string[]): Promise<{ port: number; messages: string[] }> {
    const messages: string[] = [];
    const proxying = createServer((socket) => {
      const left = [...answers];
      socket
        .on('error', () => undefined)
        .on('data', function answer(message) {
          messages.push(message.toString('hex'));
          const bytes = Buffer.from(left.shift() ?? '', 'hex');
          socket.write(bytes.subarray(0, 1));
          setImmediate(() => socket.write(bytes.subarray(1)));
          if (left.length > 0) return;
          socket.off('data', answer);
          socket.pipe(connect(server.port, '127.0.0.1').on('error', () => undefined)).pipe(socket);
        });
    });
    proxy = proxying;
    await new Promise<void>((resolve) => proxying.listen(0, '127.0.0.1', resolve));
    return { port: (proxying.address() as AddressInfo).port, messages };
  }

  const CONNECT = `050100030${'8'}${Buffer.from('k8s.corp').toString('hex')}192b`;

  test('a socks5 proxy is asked for the name, and told the login that it wants', async () => {
    const { port, messages } = await startSocks(['0502', '0100', '05000001000000000000']);
    expect(await ask(`socks5://me:p%40ss@127.0.0.1:${port}`)).toEqual([]);
    expect(messages).toEqual(['05020002', `01026d6504${Buffer.from('p@ss').toString('hex')}`, CONNECT]);
  });

  test.each([
    ['has no way there', ['0500', '05040001000000000000'], 'unknown error host unreachable'],
    ['does not know the login', ['0502', '0101'], 'username/password authentication failed'],
    ['takes no login', ['05ff'], 'no acceptable authentication methods'],
    ['is none', ['4854'], 'unexpected protocol version 72'],
  ])('a socks5 proxy that %s', async (_, answers, words) => {
    const { port } = await startSocks(answers);
    const sentence = `Unable to connect to the server: socks connect tcp 127.0.0.1:${port}->k8s.corp:6443: ${words}`;
    await expect(ask(`socks5://me:x@127.0.0.1:${port}`)).rejects.toEqual(new AccessError('unreachable', sentence));
  });

  test('a server that is refused behind a socks5 proxy is refused', async () => {
    const { port } = await startSocks(['0500', '05050001000000000000']);
    const sentence = 'The connection to the server k8s.corp:6443 was refused - did you specify the right host or port?';
    await expect(ask(`socks5://127.0.0.1:${port}`)).rejects.toEqual(new AccessError('unreachable', sentence));
  });

  const plainly = (body: string) =>
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const LIST = '{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[]}';
  const PLAIN = { server: 'http://k8s.corp:8080', 'certificate-authority': undefined };
  const LOGIN = `proxy-authorization: basic ${Buffer.from('me:x').toString('base64').toLowerCase()}`;

  test('an http:// server is asked for by its whole URL, as a proxy of plain HTTP wants it', async () => {
    const { port, heads } = await start(plainly(LIST));
    expect(await ask(`http://me:x@127.0.0.1:${port}`, PLAIN)).toEqual([]);
    const [head = ''] = heads;
    expect(head.split('\r\n')[0]).toBe('GET http://k8s.corp:8080/api/v1/nodes?limit=500 HTTP/1.1');
    expect(head.toLowerCase()).toContain(LOGIN);
  });

  test('and so is a watch of it', async () => {
    const { port, heads } = await start(plainly(LIST));
    const entry = { ...PLAIN, 'proxy-url': `http://me:x@127.0.0.1:${port}` };
    const { home, environment } = atHome({ '.kube/config': kubeconfig(entry) });
    const cluster = await openCluster({}, environment, join(home, 'account'));
    const end = new AbortController();
    const watcher = { changed: () => undefined, lost: () => undefined };
    const over = cluster.watch('services', { namespace: 'shop' }, String, watcher, end.signal);
    await vi.waitUntil(() => heads.length > 1);
    end.abort();
    await over;
    cluster.close();
    const [, head = ''] = heads;
    expect(head.split('\r\n')[0]).toBe(
      'GET http://k8s.corp:8080/api/v1/namespaces/shop/services?watch=1&allowWatchBookmarks=true&resourceVersion=7 HTTP/1.1',
    );
    expect(head.toLowerCase()).toContain(LOGIN);
  });
});
