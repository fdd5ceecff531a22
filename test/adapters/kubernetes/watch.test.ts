import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { BUN } from '../../../scripts/compile.ts';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { Cluster, Scope } from '../../../src/deps.ts';
import { AccessError } from '../../../src/errors.ts';
import { bundle } from '../../support/bundle.ts';
import type { Answer } from './api-server.ts';
import { atHome, kubeconfig } from './in-folder.ts';
import { Pki, type Signed } from './pki.ts';
import { type Answering, startWatched, type Watched, type WatchedServer } from './watched-server.ts';

const PROGRAM = fileURLToPath(new URL('watch-program.ts', import.meta.url));

let pki: Pki;
let serving: Signed;
let server: WatchedServer;
let cluster: Cluster;
let end: AbortController;

beforeAll(async () => {
  pki = new Pki();
  serving = pki.sign('server', '/CN=kube-apiserver', 'IP:127.0.0.1');
  await bundle(PROGRAM, join(pki.folder, 'watch.cjs'));
});
afterAll(() => pki.remove());
afterEach(async () => {
  end.abort();
  cluster.close();
  await server.close();
});

const named = (name: string, port = 0) => ({ metadata: { name, namespace: 'shop' }, spec: { ports: [{ port }] } });
const listed = (version: string, ...names: readonly string[]): Answer => ({
  body: { kind: 'List', metadata: { resourceVersion: version }, items: names.map((name) => named(name)) },
});
const status = (code: number, reason: string, message: string): Answer => ({
  status: code,
  body: { kind: 'Status', status: 'Failure', message, reason, code },
});
const EXPIRED = {
  kind: 'Status',
  status: 'Failure',
  reason: 'Expired',
  message: 'too old resource version',
  code: 410,
};
const forbidden = (verb: string) =>
  status(403, 'Forbidden', `services is forbidden: User "bob" cannot ${verb} resource "services" in API group ""`);
const SHOP: Scope = { namespace: 'shop' };

interface User {
  readonly entry?: (server: string) => object;
  readonly user?: object;
  readonly files?: Readonly<Record<string, string>>;
}

function homeOf({ entry = () => ({}), user = { token: 't' }, files = {} }: User) {
  const url = `https://127.0.0.1:${server.port}`;
  const config = kubeconfig({ server: url, 'certificate-authority': pki.ca.certFile, ...entry(url) }, user);
  return atHome({ '.kube/config': config, ...files }, { PATH: '/usr/bin:/bin' });
}

/** What a watcher was told: names with ports, or why it may be old. `over` settles when the watch does. */
interface Told {
  readonly told: (readonly string[] | string)[];
  readonly over: Promise<void>;
}

type Parse = (service: { metadata?: { name?: string }; spec?: { ports?: { port: number }[] } }) => string;

interface Watching {
  readonly scope?: Scope;
  readonly parse?: Parse;
  /** The server has gone before it is asked. */
  readonly isDown?: boolean;
}

const usualParse: Parse = ({ metadata, spec }) => `${metadata?.name}:${spec?.ports?.[0]?.port}`;

async function watch(
  answering: Answering,
  { scope = SHOP, parse = usualParse, isDown = false, ...user }: User & Watching = {},
): Promise<Told> {
  server = await startWatched(serving, answering);
  if (isDown) await server.close();
  end = new AbortController();
  const { home, environment } = homeOf(user);
  cluster = await openCluster({}, environment, join(home, 'account'));
  const told: Told['told'] = [];
  const watcher = {
    changed: (services: readonly string[]) => void told.push(services),
    lost: (error: AccessError) => void told.push(error.message),
  };
  return { told, over: cluster.watch('services', scope, parse, watcher, end.signal) };
}

/** Lists that follow each other; the last one again and again. */
function lists(...answers: readonly (Answer | 'silence')[]): Answering['list'] {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] ?? 'silence';
}

async function tells({ told }: Told, ...all: Told['told']): Promise<void> {
  await vi.waitFor(() => expect(told).toEqual(all), { timeout: 5_000, interval: 10 });
}

const stays = () => undefined;

test('what is there is listed, and then watched from that moment on', async () => {
  const told = await watch({ list: lists(listed('7', 'web', 'api')), watch: stays });
  await tells(told, ['web:0', 'api:0']);
  await vi.waitFor(() => expect(server.urls).toHaveLength(2));
  expect(server.urls).toEqual([
    '/api/v1/namespaces/shop/services?limit=500',
    '/api/v1/namespaces/shop/services?watch=1&allowWatchBookmarks=true&resourceVersion=7',
  ]);
});

test('one name, a selector, a path before the API and who acts as another are in both requests', async () => {
  const told = await watch(
    { list: lists(listed('7', 'web')), watch: stays },
    {
      scope: { namespace: 'shop', name: 'web', selector: 'app=web' },
      entry: (url) => ({ server: `${url}/k8s/clusters/c-1` }),
      user: { token: 't', as: 'bob', 'as-groups': ['dev', 'ops'] },
    },
  );
  await tells(told, ['web:0']);
  await vi.waitFor(() => expect(server.urls).toHaveLength(2));
  const path = '/k8s/clusters/c-1/api/v1/namespaces/shop/services?labelSelector=app%3Dweb';
  expect(server.urls).toEqual([
    `${path}&fieldSelector=metadata.name%3Dweb&limit=500`,
    `${path}&fieldSelector=metadata.name%3Dweb&watch=1&allowWatchBookmarks=true&resourceVersion=7`,
  ]);
  const who = {
    host: `127.0.0.1:${server.port}`,
    authorization: 'Bearer t',
    'impersonate-user': 'bob',
    'impersonate-group': 'dev, ops',
  };
  expect(server.headers).toEqual([expect.objectContaining(who), expect.objectContaining(who)]);
});

test('every change is told as all there is then; a bookmark and what is not known say nothing', async () => {
  const told = await watch({
    list: lists(listed('1', 'web', 'api')),
    watch(watched) {
      watched.event('ADDED', named('db'));
      watched.event('BOOKMARK', { metadata: { resourceVersion: '9' } });
      watched.event('MODIFIED', named('web', 80));
      watched.event('SYNC', named('nothing'));
      watched.write('{"type":"ADDED"}\n{"type":"ADDED","object":"web"}\n[]\n\n');
      watched.event('DELETED', named('api'));
      return undefined;
    },
  });
  await tells(told, ['web:0', 'api:0'], ['web:0', 'api:0', 'db:0'], ['web:80', 'api:0', 'db:0'], ['web:80', 'db:0']);
});

test('what reads as it did is the same value, in a new list too, and is told to nobody', async () => {
  const heartbeat = (version: string) => ({ metadata: { name: 'web', namespace: 'shop', resourceVersion: version } });
  let watches = 0;
  server = await startWatched(serving, {
    list: lists(listed('1', 'web', 'api'), listed('4', 'web', 'api')),
    watch(watched) {
      watches += 1;
      if (watches > 1) return undefined;
      watched.event('MODIFIED', heartbeat('2'));
      watched.event('MODIFIED', heartbeat('3'));
      watched.end();
      return undefined;
    },
  });
  end = new AbortController();
  const { home, environment } = homeOf({});
  cluster = await openCluster({}, environment, join(home, 'account'));
  const told: (readonly object[])[] = [];
  const watcher = { changed: (all: readonly object[]) => void told.push(all), lost: () => {} };
  const parse = ({ metadata }: Parameters<Parse>[0]) => ({ name: metadata?.name });
  void cluster.watch('services', SHOP, parse, watcher, end.signal);
  await vi.waitFor(() => expect(watches).toBe(2), { timeout: 5_000, interval: 10 });
  const [[web, api] = [], again] = told;
  expect([told.length, web, api, again?.[0] === web, again?.[1] === api]).toEqual([
    2,
    { name: 'web' },
    { name: 'api' },
    true,
    true,
  ]);
});

test('objects of one name in two namespaces are two', async () => {
  const told = await watch(
    {
      list: lists(listed('1', 'web')),
      watch(watched) {
        watched.event('ADDED', { metadata: { name: 'web', namespace: 'other' } });
        return undefined;
      },
    },
    { scope: { namespace: undefined } },
  );
  await tells(told, ['web:0'], ['web:0', 'web:undefined']);
});

test('an event may come in any number of pieces', async () => {
  const text = Buffer.from(`${JSON.stringify({ type: 'ADDED', object: named('grün-Ωμέγα-🚀') })}\n`);
  const told = await watch({
    list: lists(listed('1')),
    watch(watched) {
      void (async () => {
        for (const byte of text) {
          watched.write(Uint8Array.of(byte));
          await new Promise(setImmediate);
        }
      })();
      return undefined;
    },
  });
  await tells(told, [], ['grün-Ωμέγα-🚀:0']);
});

// [how the first watch ends, what is told of it between the lists]
const ENDS: readonly (readonly [string, (watched: Watched) => Answer | undefined, readonly string[]])[] = [
  [
    'its time is over',
    (watched) => {
      watched.end();
      return undefined;
    },
    [],
  ],
  [
    'an error is told: the version has expired',
    (watched) => {
      watched.event('ERROR', EXPIRED);
      watched.end();
      return undefined;
    },
    [],
  ],
  [
    'an error is told, and the connection stays',
    (watched) => {
      watched.event('ERROR', EXPIRED);
      return undefined;
    },
    [],
  ],
  [
    'a page comes instead of events',
    (watched) => {
      watched.write('<html>\n<p>please log in</p>\n"ADDED"\n</html>\n');
      watched.end();
      return undefined;
    },
    [],
  ],
  ['the version has expired before it began', () => status(410, 'Expired', 'too old resource version'), []],
  [
    'a line is cut off',
    (watched) => {
      watched.write('{"type":"ADDED","object":{"metadata":{"na');
      watched.end();
      return undefined;
    },
    [],
  ],
  ['the server has had enough', () => status(429, 'TooManyRequests', 'later'), []],
  ['the token has run out', () => status(401, 'Unauthorized', 'Unauthorized'), []],
  [
    'the server dies',
    (watched) => {
      watched.write('\n');
      setTimeout(watched.cut, 20);
      return undefined;
    },
    ['Unable to connect to the server: EOF'],
  ],
  [
    'the server hangs up without an answer',
    (watched) => {
      watched.cut();
      return undefined;
    },
    ['Unable to connect to the server: EOF'],
  ],
];

test.each(ENDS)('when %s, it is listed again', async (_, first, lost) => {
  let isFirst = true;
  const told = await watch({
    list: lists(listed('1', 'web'), listed('5', 'api')),
    watch(watched) {
      const answer = isFirst ? first(watched) : undefined;
      isFirst = false;
      return answer;
    },
  });
  await tells(told, ['web:0'], ...lost, ['api:0']);
  await vi.waitFor(() => expect(server.urls.at(-1)).toMatch(/resourceVersion=5$/));
});

test('who may not list is told so', async () => {
  const { told, over } = await watch({ list: lists(forbidden('list')), watch: stays });
  const sentence =
    'Error from server (Forbidden): services is forbidden: User "bob" cannot list resource "services" in API group ""';
  await expect(over).rejects.toEqual(new AccessError('forbidden', sentence));
  expect(told).toEqual([]);
});

test('who may list and not watch asks again and again, at leisure', async () => {
  const startedAt = performance.now();
  const told = await watch({ list: lists(listed('1', 'web'), listed('2', 'api')), watch: () => forbidden('watch') });
  await tells(told, ['web:0'], ['api:0']);
  expect(performance.now() - startedAt).toBeGreaterThan(1_990);
});

test('what was allowed once will be again: a server that has just started forbids', async () => {
  const told = await watch({
    list: lists(listed('1', 'web'), forbidden('list'), listed('2', 'api')),
    watch: (watched) => (server.urls.length < 4 ? void watched.end() : undefined),
  });
  await tells(told, ['web:0'], expect.stringMatching(/^Error from server \(Forbidden\)/), ['api:0']);
});

test('a server that goes away is asked again until it is back', async () => {
  const told = await watch({ list: lists(listed('1', 'web')), watch: stays });
  await tells(told, ['web:0']);
  await vi.waitFor(() => expect(server.urls).toHaveLength(2));
  const { port } = server;
  await server.close();
  const refused = `The connection to the server 127.0.0.1:${port} was refused - did you specify the right host or port?`;
  await vi.waitFor(() => expect(told.told.at(-1)).toBe(refused), { timeout: 3_000 });
  server = await startWatched(serving, { list: lists(listed('9', 'api')), watch: stays }, port);
  await vi.waitFor(() => expect(told.told.at(-1)).toEqual(['api:0']), { timeout: 3_000 });
});

test('so is one that has never been there', async () => {
  const told = await watch({ list: lists(listed('1', 'web')), watch: stays }, { isDown: true });
  await vi.waitFor(() => expect(told.told.length).toBeGreaterThan(2), { timeout: 3_000 });
  server = await startWatched(serving, { list: lists(listed('9', 'api')), watch: stays }, server.port);
  await vi.waitFor(() => expect(told.told.at(-1)).toEqual(['api:0']), { timeout: 3_000 });
});

test.each([
  ['does not watch', { list: lists(listed('1')), watch: () => status(500, 'InternalError', 'no') }],
  ['ends each watch at once', { list: lists(listed('1')), watch: (watched: Watched) => void watched.end() }],
  ['cannot be listed', { list: lists(status(500, 'InternalError', 'no')), watch: stays }],
] as const)('a server that %s is asked more and more seldom', async (_, answering) => {
  await watch(answering);
  await sleep(1_600); // at 0, 100, 300, 700 and 1500 ms
  const asked = server.urls.filter((url) => url.includes('limit=500')).length;
  expect(asked).toBeGreaterThanOrEqual(3);
  expect(asked).toBeLessThanOrEqual(5);
});

test('a token that was not taken is made anew', async () => {
  const login =
    '#!/bin/sh\ncd "$(dirname "$0")"; echo >> runs; printf \'{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}\' "$(wc -l < runs)"';
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: './login', interactiveMode: 'Never' };
  const told = await watch(
    {
      list: ({ headers }) =>
        headers.authorization === 'Bearer 2' ? listed('1', 'web') : status(401, 'Unauthorized', 'Unauthorized'),
      watch: stays,
    },
    { user: { exec }, files: { '.kube/login': login } },
  );
  await tells(told, 'error: You must be logged in to the server (Unauthorized)', ['web:0']);
});

test('what is thrown over an object ends the watch, and nothing else', async () => {
  const { over } = await watch(
    {
      list: lists(listed('1', 'web')),
      watch(watched) {
        watched.event('ADDED', named('strange'));
        return undefined;
      },
    },
    {
      parse(service) {
        if (service.metadata?.name === 'strange') throw new RangeError('strange');
        return 'web';
      },
    },
  );
  await expect(over).rejects.toEqual(new RangeError('strange'));
  await vi.waitFor(() => expect(server.count()).toBeLessThanOrEqual(1)); // that of the lists is kept
});

describe('the signal ends it', () => {
  // [when, lists, watches, how many connections there are then]
  test.each([
    ['while it watches', lists(listed('1', 'web')), stays, 2],
    ['between two tries', lists(status(500, 'InternalError', 'no')), stays, 1],
  ] as const)('%s, and no connection is left', async (_, list, watching, connections) => {
    const told = await watch({ list, watch: watching });
    await vi.waitFor(() => expect(server.urls).toHaveLength(connections));
    await vi.waitFor(() => expect(told.told).toHaveLength(1));
    const startedAt = performance.now();
    end.abort();
    await told.over;
    expect(performance.now() - startedAt).toBeLessThan(50);
    cluster.close();
    await vi.waitFor(() => expect(server.count()).toBe(0));
    expect(told.told).toHaveLength(1);
  });

  test('while it lists: nothing is told any more', async () => {
    const told = await watch({
      list() {
        end.abort();
        return listed('1', 'web');
      },
      watch: stays,
    });
    await told.over;
    expect([told.told, server.urls]).toEqual([[], ['/api/v1/namespaces/shop/services?limit=500']]);
  });

  test('in the middle of what has come: the rest of it is not told', async () => {
    server = await startWatched(serving, {
      list: lists(listed('1')),
      watch(watched) {
        watched.write(
          ['a', 'b', 'c'].map((name) => `${JSON.stringify({ type: 'ADDED', object: named(name) })}\n`).join(''),
        );
        return undefined;
      },
    });
    end = new AbortController();
    const { home, environment } = homeOf({});
    cluster = await openCluster({}, environment, join(home, 'account'));
    const told: (readonly string[])[] = [];
    const changed = (names: readonly string[]) => {
      told.push(names);
      if (names.length === 2) end.abort();
    };
    await cluster.watch('services', SHOP, usualParse, { changed, lost: () => {} }, end.signal);
    expect(told).toEqual([[], ['a:0'], ['a:0', 'b:0']]);
  });
});

test('by Bun: the list, events in pieces, an end, a server that dies, and nothing that keeps it alive', async () => {
  let watches = 0;
  const text = Buffer.from(`${JSON.stringify({ type: 'ADDED', object: named('grün') })}\n`);
  server = await startWatched(serving, {
    list: lists(listed('1', 'web'), listed('2', 'api'), listed('3', 'db')),
    watch(watched) {
      watches += 1;
      if (watches === 1) {
        for (const byte of text) watched.write(Uint8Array.of(byte));
        watched.end();
      } else if (watches === 2) setTimeout(watched.cut, 20).ref();
      return undefined;
    },
  });
  const { home, environment } = homeOf({});
  const { stdout } = await promisify(execFile)(BUN, [join(pki.folder, 'watch.cjs'), '5'], {
    env: { ...environment.variables, HOME: home },
    timeout: 10_000,
  });
  expect(JSON.parse(stdout)).toEqual([
    ['web'],
    ['web', 'grün'],
    ['api'],
    'Unable to connect to the server: EOF',
    ['db'],
  ]);
});
