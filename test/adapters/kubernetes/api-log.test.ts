import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { ApiLog, Cluster } from '../../../src/deps.ts';
import { AccessError } from '../../../src/errors.ts';
import { ECHO } from '../tunnel/spdy-server.ts';
import { type Answer, startTls } from './api-server.ts';
import { startForwarding } from './forwarding-server.ts';
import { atHome, kubeconfig } from './in-folder.ts';
import { Pki, type Signed } from './pki.ts';
import { startWatched } from './watched-server.ts';

let pki: Pki;
let serving: Signed;
let cluster: Cluster | undefined;
let server: { readonly port: number; close(): Promise<void> };

beforeAll(() => {
  pki = new Pki();
  serving = pki.sign('server', '/CN=kube-apiserver', 'IP:127.0.0.1');
});
afterAll(() => pki.remove());
afterEach(async () => {
  cluster?.close();
  await server.close();
});

const LIST: Answer = { body: { kind: 'List', metadata: { resourceVersion: '7' }, items: [] } };

interface Logged {
  readonly cluster: Cluster;
  /** `GET PATH 200`, or why there was no answer. */
  readonly told: string[];
  /** The headers of all requests, and those of the last answer. */
  readonly sent: string[];
  readonly received: string[];
}

/** A cluster, and what its log is told. */
async function open(): Promise<Logged> {
  const url = `https://127.0.0.1:${server.port}`;
  const entry = { server: `${url.replace('//', '//me:pw@')}/prefix`, 'certificate-authority': pki.ca.certFile };
  const { home, environment } = atHome({ '.kube/config': kubeconfig(entry, { token: 'secret' }) });
  const [told, sent, received]: [string[], string[], string[]] = [[], [], []];
  const lines = (headers: readonly (readonly string[])[]) => headers.map((header) => header.join(': '));
  const log: ApiLog = {
    warned: (text) => void told.push(`warning: ${text}`),
    requests: {
      asking: ({ headers }) => void sent.push(...lines(headers)),
      answered(request, answer) {
        const outcome = answer.kind === 'answered' ? answer.status : answer.because;
        told.push(`${request.method} ${request.url.replace(url, '')} ${outcome}`);
        received.splice(0, received.length, ...(answer.kind === 'answered' ? lines(answer.headers) : []));
        expect(answer.afterMs).toBeGreaterThanOrEqual(0);
      },
    },
  };
  cluster = await openCluster({}, environment, `${home}/account`, log);
  return { cluster, told, sent, received };
}

test('a list, and what is warned of with it', async () => {
  server = await startTls(serving, () => ({ ...LIST, headers: { warning: '299 - "old", 299 - "older"' } }));
  const { cluster, told, sent } = await open();
  await cluster.list('nodes', { namespace: undefined }, String);
  expect(told).toEqual(['GET /prefix/api/v1/nodes?limit=500 200', 'warning: old', 'warning: older']);
  expect(sent).toEqual(['Accept: application/json', 'Authorization: Basic <masked>', 'User-Agent: kubectl-nodeport']);
});

test('each try of one that is cut off', async () => {
  let isFirst = true;
  server = await startTls({ ...serving, allowHTTP2: false }, () => {
    if (!isFirst) return LIST;
    isFirst = false;
    throw new Error('cut off');
  });
  const { cluster, told } = await open();
  await cluster.list('nodes', { namespace: undefined }, String);
  expect(told).toEqual(['GET /prefix/api/v1/nodes?limit=500 EOF', 'GET /prefix/api/v1/nodes?limit=500 200']);
});

test('a watch, as soon as it has begun', async () => {
  server = await startWatched(serving, {
    list: () => LIST,
    watch: (watched) => watched.event('BOOKMARK', {}) as undefined,
  });
  const { cluster, told } = await open();
  const end = new AbortController();
  const watcher = { changed: () => undefined, lost: () => undefined };
  const over = cluster.watch('nodes', { namespace: undefined }, String, watcher, end.signal);
  await vi.waitFor(() =>
    expect(told).toEqual([
      'GET /prefix/api/v1/nodes?limit=500 200',
      'GET /prefix/api/v1/nodes?watch=1&allowWatchBookmarks=true&resourceVersion=7 200',
    ]),
  );
  end.abort();
  await over;
});

test('a port-forward, and one that is refused both ways', async () => {
  let isRefused = false;
  server = await startForwarding(serving, () => (isRefused ? { status: 502, body: 'no' } : ECHO));
  const { cluster, told, received } = await open();
  const path = '/prefix/api/v1/namespaces/shop/pods/web-1/portforward';
  (await cluster.forward({ namespace: 'shop', name: 'web-1' })).destroy();
  expect(told).toEqual([`POST ${path} 101`]);
  expect(received).toEqual([
    'Connection: Upgrade',
    'Upgrade: SPDY/3.1',
    'X-Stream-Protocol-Version: portforward.k8s.io',
  ]);
  isRefused = true;
  await expect(cluster.forward({ namespace: 'shop', name: 'web-1' })).rejects.toBeInstanceOf(AccessError);
  expect(told).toEqual([`POST ${path} 101`, `POST ${path} 502`]);
});
