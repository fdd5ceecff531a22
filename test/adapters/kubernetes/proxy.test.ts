import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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
  expect(proxy && 'url' in proxy ? proxy.url.href : undefined).toBe(chosen);
});

test("the cluster's own proxy beats the environment, for loopback too", () => {
  const proxy = proxyFor(parseServerUrl('https://127.0.0.1:1'), 'https://own:8443', {
    variables: { HTTPS_PROXY: PROXY },
  });
  expect(proxy && 'url' in proxy ? [proxy.kind, proxy.url.href] : undefined).toEqual(['https', 'https://own:8443/']);
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
  afterEach(() => proxy?.close());

  /** Answers every CONNECT so, and connects to the API server whatever was asked for. */
  async function start(
    answer: string,
    over: (met: (socket: Socket) => void) => Server = (met) => createServer(met),
  ): Promise<{ port: number; heads: string[] }> {
    const heads: string[] = [];
    const proxying = over((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (head) => {
          heads.push(head.toString());
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

  async function ask(proxyUrl: string): Promise<string[]> {
    const entry = { server: 'https://k8s.corp:6443', 'proxy-url': proxyUrl, 'certificate-authority': pki.ca.certFile };
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

  test('a proxy whose own certificate the system does not know is not trusted', async () => {
    const { port } = await start('HTTP/1.1 200 OK\r\n\r\n', (met) =>
      createTlsServer(serving, met).on('tlsClientError', () => undefined),
    );
    const words = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
    const failure = new AccessError('unreachable', `Unable to connect to the server: ${words}`);
    await expect(ask(`https://127.0.0.1:${port}`)).rejects.toEqual(failure);
  });

  test('socks5 is known and cannot be used yet', async () => {
    const failure = new AccessError(
      'kubeconfig',
      'error: a socks5 proxy cannot be used yet; an http or https proxy can',
    );
    await expect(ask('socks5://127.0.0.1:1')).rejects.toEqual(failure);
  });
});
