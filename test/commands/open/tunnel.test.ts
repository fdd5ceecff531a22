import { describe, expect, test } from 'vitest';
import type { OpenTunnel } from '../../../src/domain/open-tunnel.ts';
import { AccessError, TargetError } from '../../../src/errors.ts';
import { aPort } from '../../domain/build.ts';
import { endOf, forbidden, run } from '../fake-deps.ts';
import { serviceJson, sliceJson } from '../objects.ts';
import type { World } from '../world.ts';
import { at, CTRL_C, service, shop } from './shop.ts';

const NOT_PUBLISHED = 'no address answers from here (published: 30080, 31696)';

/** Of a tunnel that was up until Ctrl-C. */
async function untilCtrlC(argv: string, world: World = {}) {
  const seen = await run(argv, shop({ later: [CTRL_C], ...world }), 'terminal');
  return { ...endOf(seen), log: seen.log };
}

test('where no address answers: its first line names the context and the reason, and it stays until Ctrl-C', async () => {
  const seen = await run('open api', shop({ later: [CTRL_C] }), 'terminal');
  expect({ ...endOf(seen), opened: seen.opened, log: seen.log, tookMs: seen.tookMs }).toEqual({
    code: 0,
    stdout: 'http://127.0.0.1:30002\n',
    stderr: `kind-dev default/api: ${NOT_PUBLISHED}, so a tunnel to pod api-1, until Ctrl-C
kind-dev default/api: HTTP 200 in 4 ms, opened in browser
`,
    opened: ['open http://127.0.0.1:30002/'],
    log: [
      'listen on localhost preferred 30002 for default/api:8080',
      'connect to default/api-1:8080',
      'connect to default/api-1:8080',
      'close 30002',
    ],
    tookMs: 60_000,
  });
});

describe('where it listens', () => {
  const high = service('metrics', { port: 9090 }, { type: 'ClusterIP' });
  test.each<{ how: string; argv: string; world?: World; wants: string; said: string; url: string }>([
    {
      how: 'on a free port, which is said, where the nodePort is taken',
      argv: 'open api',
      world: { tunnel: { port: 40_001 } },
      wants: 'localhost preferred 30002 for default/api:8080',
      said: `${NOT_PUBLISHED}, so a tunnel to pod api-1, on port 40001 as 30002 is taken here, until Ctrl-C`,
      url: 'http://127.0.0.1:40001',
    },
    {
      how: 'on a free port where there is no nodePort and the Service’s is privileged',
      argv: 'open internal',
      wants: 'localhost any port for default/internal:80',
      said: 'it has no nodePort, so a tunnel to pod internal-1, until Ctrl-C',
      url: 'http://127.0.0.1:40000',
    },
    {
      how: 'on the port of a Service without a nodePort',
      argv: 'open metrics',
      world: { services: [high], endpointslices: [sliceJson('metrics', [''], ['ready'])] },
      wants: 'localhost preferred 9090 for default/metrics:9090',
      said: 'it has no nodePort, so a tunnel to pod metrics-1, until Ctrl-C',
      url: 'http://127.0.0.1:9090',
    },
    {
      how: 'where --port and --address say',
      argv: 'open api --port 8080 --address 127.0.0.1,10.0.0.5',
      wants: '127.0.0.1,10.0.0.5 this 8080 for default/api:8080',
      said: 'a tunnel to pod api-1, for whoever reaches 10.0.0.5, until Ctrl-C',
      url: 'http://127.0.0.1:8080',
    },
    {
      how: 'without looking for an address, where it was asked for',
      argv: 'open web --tunnel always',
      wants: 'localhost preferred 30080 for default/web:80',
      said: 'a tunnel to pod web-1, until Ctrl-C',
      url: 'http://127.0.0.1:30080',
    },
  ])('$how', async ({ argv, world, wants, said, url }) => {
    const { code, stdout, stderr, log } = await untilCtrlC(argv, world);
    expect({ code, stdout, first: stderr.split('\n')[0], wants: log[0] }).toEqual({
      code: 0,
      stdout: `${url}\n`,
      first: `kind-dev default/${argv.split(' ')[1]}: ${said}`,
      wants: `listen on ${wants}`,
    });
  });

  test('a port that it may not have is an error', async () => {
    const failure = new TargetError('error: unable to listen on port 8080');
    const { code, stdout, stderr } = await untilCtrlC('open api --port 8080', { tunnel: { failure }, later: [] });
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `${failure.message}\n` });
  });
});

test('`--tunnel always` dials nothing, and in a pipe it stays too, and opens nothing', async () => {
  const seen = await run('open web --tunnel always', shop({ later: [CTRL_C] }), 'pipe');
  expect({ ...endOf(seen), dials: seen.dials, opened: seen.opened, tookMs: seen.tookMs }).toEqual({
    code: 0,
    stdout: 'http://127.0.0.1:30080\n',
    stderr: `kind-dev default/web: a tunnel to pod web-1, until Ctrl-C
kind-dev default/web: has said nothing yet; that it speaks http is what the Service says
`,
    dials: [],
    opened: [],
    tookMs: 60_000,
  });
});

test('several Services: direct where possible, tunnelled elsewhere', async () => {
  const { code, stdout, stderr, log } = await untilCtrlC('open web api internal');
  expect({ code, stdout, stderr, ends: log.slice(-2) }).toEqual({
    code: 0,
    stdout: 'http://127.0.0.1:8000\nhttp://127.0.0.1:30002\nhttp://127.0.0.1:40000\n',
    stderr: `kind-dev default/api: ${NOT_PUBLISHED}, so a tunnel to pod api-1, until Ctrl-C
kind-dev default/internal: it has no nodePort, so a tunnel to pod internal-1, until Ctrl-C
kind-dev default/web: HTTP 200 in 4 ms
kind-dev default/api: HTTP 200 in 4 ms
kind-dev default/internal: has said nothing yet; that it speaks http is what the Service says
`,
    ends: ['close 30002', 'close 40000'],
  });
});

describe('its end', () => {
  test.each([
    { how: 'Ctrl-C', signal: 'SIGINT', code: 0 },
    { how: 'SIGTERM', signal: 'SIGTERM', code: 143 },
    { how: 'a terminal that is closed', signal: 'SIGHUP', code: 129 },
  ] as const)('$how: $code', async ({ signal, code }) => {
    const seen = await run('open api', shop({ later: [at(1_000, ({ signal: send }) => send(signal))] }), 'terminal');
    expect({ code: seen.code, tookMs: seen.tookMs, last: seen.log.at(-1), isClosed: seen.isClosed }).toEqual({
      code,
      tookMs: 1_000,
      last: 'close 30002',
      isClosed: true,
    });
  });

  test('whoever reads its URL has left', async () => {
    const later = [at(2_000, ({ readerLeaves }) => readerLeaves())];
    const { code, tookMs, log } = await run('open api --tunnel always', shop({ later }), 'pipe');
    expect({ code, tookMs, last: log.at(-1) }).toEqual({ code: 0, tookMs: 2_000, last: 'close 30002' });
  });
});

describe('while it is up', () => {
  const UP = `kind-dev default/api: ${NOT_PUBLISHED}, so a tunnel to pod api-1, until Ctrl-C
kind-dev default/api: HTTP 200 in 4 ms, opened in browser
`;
  const others = shop().endpointslices?.slice(0, 2) ?? [];
  const slices = (...states: readonly ('ready' | 'starting')[]) => [...others, sliceJson('api', [''], states)];

  test('another pod is taken when one goes, and what happened is said', async () => {
    const later = [
      at(1_000, ({ change }) => change({ endpointslices: slices('starting', 'ready') })),
      at(2_000, ({ change }) => change({ endpointslices: slices('starting', 'starting') })),
      at(5_000, ({ change }) => change({ endpointslices: slices('ready', 'starting') })),
      CTRL_C,
    ];
    const { code, stdout, stderr, log } = await untilCtrlC('open api', { later });
    expect({ code, stdout, stderr, log: log.slice(2) }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:30002\n',
      stderr: `${UP}pod api-1 is not ready any more: new connections go to pod api-2
no ready pod behind default/api: new connections wait
well again after 3 s, at pod api-1
`,
      log: [
        'connect to default/api-1:8080',
        'connect to default/api-2:8080',
        'connect to default/api-1:8080',
        'close 30002',
      ],
    });
  });

  test('a lost connection to the API server, and that it is there again', async () => {
    const lost = new AccessError('unreachable', 'dial tcp 127.0.0.1:41001: connect: connection refused');
    const later = [
      ...[500, 800, 1_000, 1_500].map((afterMs) => at(afterMs, ({ lose }) => lose(lost))), // the third says it
      at(4_000, ({ change }) => change({ endpointslices: slices('ready', 'ready') })),
      CTRL_C,
    ];
    const { stderr } = await untilCtrlC('open api', { later });
    expect(stderr).toBe(
      `${UP}lost the connection to the API server (dial tcp 127.0.0.1:41001: connect: connection refused): trying again
well again after 3 s, at pod api-1
`,
    );
  });

  test('a port that nobody listens on is told once for a pod', async () => {
    const target = { pod: { namespace: 'default', name: 'api-1' }, port: aPort(8080) };
    const refuse = at(1_000, ({ guide }) => guide().refused(target, 'dial tcp4 127.0.0.1:8080: connection refused'));
    const { stderr } = await untilCtrlC('open api', { later: [refuse, refuse, CTRL_C] });
    expect(stderr).toBe(
      `${UP}pod api-1 does not take connections (dial tcp4 127.0.0.1:8080: connection refused): is its port the Service's targetPort?\n`,
    );
  });

  test('a first connection that fails is said after the tunnel’s own line, and made again', async () => {
    const failure = new AccessError('unreachable', 'connection refused');
    const later = [at(300, ({ change }) => change({ tunnel: {} })), CTRL_C];
    const { code, stderr } = await untilCtrlC('open api', { tunnel: { pods: { 'api-1': failure } }, later });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: UP.replace('\n', '\nlost the connection to the API server (connection refused): trying again\n').concat(
        'well again after 300 ms, at pod api-1\n',
      ),
    });
  });
});

describe('where there can be none', () => {
  const hand = { ...sliceJson('pg', [''], ['ready']), endpoints: [{ addresses: ['10.0.0.5'], conditions: {} }] };
  test.each<{ how: string; argv: string; world?: World; stderr: string }>([
    {
      how: 'no ready pod: said once, with what waits for it',
      argv: 'open pma',
      stderr: `default/pma: pod pma-1: image "pma:1" cannot be pulled: not found
    kubectl nodeport open pma --wait    waits, and says for what
`,
    },
    {
      how: 'no pod at all',
      argv: 'open none',
      world: { services: [service('none', { port: 80 }, { type: 'ClusterIP' })] },
      stderr: `default/none: its selector app=none matches no pod
    kubectl nodeport open none --wait    waits, and says for what
`,
    },
    {
      how: 'an ExternalName Service',
      argv: 'open ext',
      world: { services: [service('ext', { port: 80 }, { type: 'ExternalName', externalName: 'db.example.com' })] },
      stderr: 'default/ext is another name of db.example.com, and has no pods that a tunnel could lead to\n',
    },
    {
      how: 'a Service without a selector, whose endpoints are machines',
      argv: 'open pg',
      world: {
        services: [serviceJson('pg', { type: 'ClusterIP', ports: [{ port: 5432, protocol: 'TCP' }] })],
        endpointslices: [hand],
      },
      stderr: 'default/pg: its endpoints are not pods, and a tunnel leads to a pod: 10.0.0.5:8080\n',
    },
    {
      how: 'UDP',
      argv: 'open dns',
      world: { services: [service('dns', { port: 53, protocol: 'UDP' }, { type: 'ClusterIP' })] },
      stderr: 'default/dns: a tunnel carries TCP, and port 53 is UDP\n',
    },
  ])('$how', async ({ argv, world, stderr }) => {
    const seen = await run(argv, shop(world), 'terminal');
    expect({ ...endOf(seen), log: seen.log, tookMs: seen.tookMs }).toEqual({
      code: 1,
      stdout: '',
      stderr,
      log: [],
      tookMs: 0, // nobody comes who is waited for
    });
  });

  test('a pod that is ending is one while no other is ready', async () => {
    const slice = sliceJson('last', [''], ['starting']);
    const [endpoint] = slice.endpoints;
    const ending = { ...endpoint, conditions: { ready: false, serving: true, terminating: true } };
    const { code, stderr } = await untilCtrlC('open last', {
      services: [service('last', { port: 80 }, { type: 'ClusterIP' })],
      endpointslices: [{ ...slice, endpoints: [ending] }],
    });
    expect({ code, first: stderr.split('\n')[0] }).toEqual({
      code: 0,
      first: 'kind-dev default/last: it has no nodePort, so a tunnel to pod last-1, until Ctrl-C',
    });
  });

  test('of several: the others are open', async () => {
    const { code, stdout, log } = await untilCtrlC('open api pma');
    expect({ code, stdout, last: log.at(-1) }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:30002\n',
      last: 'close 30002',
    });
  });

  test('of several, for a COMMAND: it is not started, and the others are closed again', async () => {
    const { code, stdout, log } = await untilCtrlC('open api pma -- curl', { later: [] });
    expect({ code, stdout, last: log.at(-1) }).toEqual({ code: 125, stdout: '', last: 'close 30002' });
  });
});

describe('what is forbidden is 3, with kubectl’s sentence', () => {
  test('EndpointSlices', async () => {
    const failure = forbidden('endpointslices', 'in the namespace "default"');
    const world = { failures: { endpointslices: failure }, later: [] };
    expect(await untilCtrlC('open web', world)).toEqual({
      code: 3,
      stdout: '',
      stderr: `${failure.message}\n`,
      log: [],
    });
    expect(await run('open web --url', shop(world), 'terminal')).toMatchObject({ code: 3, stdout: '' });
  });

  test('pods/portforward', async () => {
    const failure = new AccessError(
      'forbidden',
      'Error from server (Forbidden): pods "api-1" is forbidden: User "jane" cannot create resource "pods/portforward" in API group "" in the namespace "default"',
    );
    const { code, stdout, stderr, log } = await untilCtrlC('open api', {
      tunnel: { pods: { 'api-1': failure } },
      later: [],
    });
    expect({ code, stdout, stderr, last: log.at(-1) }).toEqual({
      code: 3,
      stdout: '',
      stderr: `${failure.message}\n`,
      last: 'close 30002',
    });
  });
});

describe('a tunnel that is open already', () => {
  const OPEN: OpenTunnel = {
    namespace: 'default',
    service: 'api',
    port: aPort(8080),
    host: '127.0.0.1',
    localPort: aPort(30_002),
    pid: 4_242,
  };
  const world: World = {
    tunnels: [OPEN],
    network: { '127.0.0.1:30002': { outcome: 'answered', afterMs: 5 } },
  };

  test('is what a second `open` uses, and says', async () => {
    const seen = await run('open api', shop(world), 'terminal');
    expect({ ...endOf(seen), log: seen.log }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:30002\n',
      stderr: 'kind-dev default/api: HTTP 200 in 4 ms, through a tunnel that is open already, opened in browser\n',
      log: [],
    });
    expect(endOf(await run('open api', shop(world), 'pipe'))).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:30002\n',
      stderr: '',
    });
  });

  test('also to a Service that has no nodePort', async () => {
    const tunnels = [{ ...OPEN, service: 'internal', port: aPort(80), localPort: aPort(40_000) }];
    expect(endOf(await run('open internal', shop({ tunnels }), 'pipe'))).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:40000\n',
      stderr: '',
    });
  });

  test('is not one when nothing is behind it any more', async () => {
    const network = { '127.0.0.1:30002': { outcome: 'dropped', afterMs: 5 } } as const;
    expect(await run('open api --url', shop({ ...world, network }), 'terminal')).toMatchObject({ code: 1, stdout: '' });
  });

  test('nor one of another Service, or of another port', async () => {
    const tunnels = [
      { ...OPEN, namespace: 'other' },
      { ...OPEN, service: 'web' },
      { ...OPEN, port: aPort(8081) },
    ];
    expect(await run('open api --url', shop({ ...world, tunnels }), 'terminal')).toMatchObject({ code: 1, stdout: '' });
  });
});
