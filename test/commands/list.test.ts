import { describe, expect, test } from 'vitest';
import { AccessError } from '../../src/errors.ts';
import { aPort } from '../domain/build.ts';
import { KIND_DEV } from './fake-cluster.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, serviceJson, sliceJson } from './objects.ts';
import type { Ended, World } from './world.ts';

const LINUXKIT = '6.10.4-linuxkit';

/** The cluster of README's screen: kind in Docker Desktop on a Mac. */
const SHOP: World = {
  nodes: [
    kindNodeJson('dev-control-plane', '172.18.0.2', LINUXKIT),
    kindNodeJson('dev-worker', '172.18.0.3', LINUXKIT),
  ],
  engine: dockerDesktop({ 8000: 30_080, 31696: 31_696 }),
  services: [
    serviceJson('web', {
      labels: { app: 'web' },
      ports: [{ name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' }],
    }),
    serviceJson('mysql', { ports: [{ port: 3306, nodePort: 31_696, protocol: 'TCP' }] }),
    serviceJson('api', { ports: [{ port: 8080, nodePort: 30_002, protocol: 'TCP' }] }),
    serviceJson('pma', { ports: [{ port: 80, nodePort: 30_090, protocol: 'TCP' }] }),
    serviceJson('internal', { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }] }),
  ],
  endpointslices: [
    sliceJson('web', ['http'], ['ready', 'ready']),
    sliceJson('mysql', [''], ['ready']),
    sliceJson('api', [''], ['ready', 'ready', 'ready']),
    sliceJson('pma', [''], ['starting']),
  ],
  network: {
    '127.0.0.1:8000': { outcome: 'answered', afterMs: 3.14 },
    '127.0.0.1:31696': { outcome: 'answered', afterMs: 2 },
  },
};

const TABLE = `NAME    PORT(S)          STATUS         URL
web     80:30080/TCP     Reachable      http://127.0.0.1:8000
mysql   3306:31696/TCP   Reachable      mysql://127.0.0.1:31696
api     8080:30002/TCP   NotPublished   <none>
pma     80:30090/TCP     NoEndpoints    <none>
`;

const FOOTER = `
kind-dev (kind in Docker Desktop): 2 of 4 not reachable from this Mac
    kubectl nodeport explain api    why, and how to change it
    kubectl nodeport open api       a tunnel, now
`;

test('the screen of README', async () => {
  const seen = await run('list', SHOP, 'terminal');
  expect(endOf(seen)).toEqual({ code: 0, stdout: TABLE, stderr: FOOTER });
});

test('in a pipe the same table, and nothing else', async () => {
  expect(endOf(await run('', SHOP, 'pipe'))).toEqual({ code: 0, stdout: TABLE, stderr: '' });
});

test('each kind of object is asked for once, published ports are dialled once, and no node address is', async () => {
  const { questions, dials, isClosed } = await run('list', SHOP, 'pipe');
  expect({ questions: questions.toSorted(), dials, isClosed }).toEqual({
    questions: ['endpointslices default', 'nodes *', 'services default'],
    dials: ['127.0.0.1:8000', '127.0.0.1:31696', '127.0.0.1:29999'],
    isClosed: true,
  });
});

test('a tunnel of our own that is open counts as a route, the last one', async () => {
  const tunnel = { namespace: 'default', service: 'api', port: aPort(8080), host: '127.0.0.1', pid: 4_242 };
  const world: World = {
    ...SHOP,
    tunnels: [
      { ...tunnel, localPort: aPort(30_002) },
      { ...tunnel, service: 'web', port: aPort(80), localPort: aPort(40_000) },
    ],
    network: { ...SHOP.network, '127.0.0.1:30002': { outcome: 'answered', afterMs: 5 } },
  };
  const { stdout, stderr, dials } = await run('list web api -o wide', world, 'pipe');
  expect({ stdout, stderr, dials: dials.filter((dial) => dial !== '127.0.0.1:29999') }).toEqual({
    stdout: `NAME   PORT(S)          STATUS      PORT-NAME   VIA              NODE         READY   TIME   REASON   URL
web    80:30080/TCP     Reachable   http        published-port   dev-worker   2/2     3ms    <none>   http://127.0.0.1:8000
api    8080:30002/TCP   Reachable   <none>      tunnel           <none>       3/3     5ms    <none>   http://127.0.0.1:30002
`,
    stderr: '',
    dials: ['127.0.0.1:8000', '127.0.0.1:30002'],
  });
});

test('UDP behind a forwarder of every port is predicted, and not counted as unreachable', async () => {
  const desktop: World = {
    kubeconfig: { context: 'docker-desktop', cluster: 'docker-desktop' },
    nodes: [
      {
        metadata: { name: 'docker-desktop' },
        status: {
          addresses: [{ type: 'InternalIP', address: '192.168.65.3' }],
          nodeInfo: { kernelVersion: LINUXKIT, osImage: 'Docker Desktop', kubeletVersion: 'v1.30.2' },
        },
      },
    ],
    services: [
      serviceJson('dns', { ports: [{ port: 53, nodePort: 30_053, protocol: 'UDP' }] }),
      serviceJson('web', { ports: [{ port: 80, nodePort: 30_080, protocol: 'TCP' }] }),
    ],
    endpointslices: [sliceJson('dns', [''], ['ready']), sliceJson('web', [''], ['ready'])],
  };
  expect(endOf(await run('list', desktop, 'terminal'))).toEqual({
    code: 0,
    stdout: `NAME   PORT(S)        STATUS        URL
dns    53:30053/UDP   Unverified    udp://127.0.0.1:30053
web    80:30080/TCP   Unreachable   <none>
`,
    stderr: `
docker-desktop (Docker Desktop): 1 of 2 not reachable from this Mac
    kubectl nodeport explain web    why, and how to change it
    kubectl nodeport open web       a tunnel, now
`,
  });
});

test('`-o wide` tells the route, the node and the reason', async () => {
  expect(endOf(await run('list -o wide', SHOP, 'pipe'))).toEqual({
    code: 0,
    stdout: `NAME    PORT(S)          STATUS         PORT-NAME   VIA              NODE         READY   TIME     REASON                    URL
web     80:30080/TCP     Reachable      http        published-port   dev-worker   2/2     3ms      <none>                    http://127.0.0.1:8000
mysql   3306:31696/TCP   Reachable      <none>      published-port   dev-worker   1/1     2ms      <none>                    mysql://127.0.0.1:31696
api     8080:30002/TCP   NotPublished   <none>      <none>           <none>       3/3     <none>   published: 30080, 31696   <none>
pma     80:30090/TCP     NoEndpoints    <none>      <none>           <none>       0/1     <none>   0 of 1 endpoints ready    <none>
`,
    stderr: '',
  });
});

test('`-o json` is one document, and whole', async () => {
  const { code, stdout, stderr } = await run('list web api -o json', SHOP, 'terminal');
  expect({ code, stderr, document: JSON.parse(stdout) }).toEqual({
    code: 0,
    stderr: '',
    document: {
      apiVersion: 'kubectl-nodeport/v1',
      kind: 'NodePortList',
      cluster: {
        context: 'kind-dev',
        distribution: 'kind',
        substrate: 'docker-desktop-vm',
        evidence: [
          { code: 'provider-id', value: 'kind://docker/dev/dev-control-plane', source: 'node dev-control-plane' },
          { code: 'kernel', value: LINUXKIT, source: 'node dev-control-plane' },
          { code: 'engine', value: 'Docker Desktop (docker-desktop)', source: '/Users/jane/.docker/run/docker.sock' },
        ],
        unknown: [],
      },
      items: [
        {
          namespace: 'default',
          service: 'web',
          port: { name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' },
          url: 'http://127.0.0.1:8000',
          status: 'Reachable',
          via: 'published-port',
          reason: null,
          endpoints: { ready: 2, total: 2 },
          routes: [
            {
              via: 'published-port',
              url: 'http://127.0.0.1:8000',
              host: '127.0.0.1',
              port: 8000,
              node: 'dev-worker',
              because: 'dev-worker publishes 30080 as 0.0.0.0:8000',
              onlyIf: null,
              status: 'answered',
              reason: null,
              timeMs: 3.1,
            },
          ],
        },
        {
          namespace: 'default',
          service: 'api',
          port: { name: '', port: 8080, nodePort: 30_002, protocol: 'TCP' },
          url: null,
          status: 'NotPublished',
          via: null,
          reason: 'published: 30080, 31696',
          endpoints: { ready: 3, total: 3 },
          routes: [],
        },
      ],
    },
  });
});

test('`--field-selector` is for the API server', async () => {
  const { questions } = await run('list -l app=web --field-selector spec.type!=ClusterIP', SHOP, 'pipe');
  expect(questions).toContain('services default app=web spec.type!=ClusterIP');
});

test('`--no-headers`, `-A` and `-l`', async () => {
  const seen = await run('list --no-headers -A -l app=web', SHOP, 'pipe');
  expect(endOf(seen)).toEqual({
    code: 0,
    stdout: 'default   web   80:30080/TCP   Reachable   http://127.0.0.1:8000\n',
    stderr: '',
  });
  expect(seen.questions.toSorted()).toEqual(['endpointslices *', 'nodes *', 'services * app=web']);
});

test('`--probe none` predicts', async () => {
  const seen = await run('list web --probe none', SHOP, 'terminal');
  expect([seen.dials, endOf(seen)]).toEqual([
    [],
    {
      code: 0,
      stdout: `NAME   PORT(S)        STATUS       URL
web    80:30080/TCP   Unverified   http://127.0.0.1:8000
`,
      stderr: '',
    },
  ]);
});

describe('10,000 Services on 1,000 nodes', () => {
  const numbers = Array.from({ length: 10_000 }, (_, index) => index);
  const name = (number: number) => `web-${number}`.padEnd(8);
  const large: World = {
    kubeconfig: { context: 'work', cluster: 'work', user: 'work', server: undefined },
    nodes: numbers.slice(0, 1_000).map((number) => ({
      metadata: { name: `node-${number}` },
      status: { addresses: [{ type: 'InternalIP', address: `10.9.${number >> 8}.${number & 255}` }], conditions: [] },
    })),
    services: numbers.map((number) =>
      serviceJson(`web-${number}`, { ports: [{ port: 80, nodePort: 10_000 + number, protocol: 'TCP' }] }),
    ),
    endpointslices: numbers.map((number) => sliceJson(`web-${number}`, [''], ['ready'])),
  };

  test('every row is there, and whole', async () => {
    const { stdout } = await run('list -A --probe none --no-headers', large, 'pipe');
    expect(stdout.trimEnd().split('\n')).toEqual(
      numbers.map(
        (at) => `default   ${name(at)}   80:${10_000 + at}/TCP   Unverified   http://10.9.0.0:${10_000 + at}`,
      ),
    );
  });

  test('no more than 64 dials are made, and the other rows say that they were spared', async () => {
    const seen = await run('list -A -o wide --no-headers', large, 'pipe');
    const isSpared = (row: string) => / Unverified .* spared: the limit of dials was reached +http:/.test(row);
    expect(seen.dials.length).toBeLessThanOrEqual(64);
    expect(seen.stdout.split('\n').filter(isSpared).length).toBeGreaterThanOrEqual(10_000 - 64);
  });
});

describe('an empty list', () => {
  const elsewhere: World = {
    ...SHOP,
    services: [
      ...[1, 2].map((number) =>
        serviceJson(`s${number}`, { namespace: 'shop', ports: [{ port: 80, nodePort: 30_000 + number }] }),
      ),
      serviceJson('grafana', { namespace: 'monitoring', ports: [{ port: 80, nodePort: 30_003 }] }),
      serviceJson('internal', { type: 'ClusterIP', ports: [{ port: 80 }] }),
      serviceJson('other', { type: 'ClusterIP', ports: [{ port: 80 }] }),
    ],
  };
  const EMPTY_JSON = {
    apiVersion: 'kubectl-nodeport/v1',
    kind: 'NodePortList',
    cluster: {
      context: 'kind-dev',
      distribution: 'kind',
      substrate: 'unknown',
      evidence: [{ code: 'context', value: 'kind-dev', source: 'kubeconfig' }],
      unknown: [{ code: 'container-engine', value: 'no engine found', source: '/var/run/docker.sock' }],
    },
    items: [],
  };

  test.each<{ how: string; argv: string; world: World; where: 'terminal' | 'pipe'; stderr: string }>([
    {
      how: 'one namespace, piped',
      argv: 'list',
      world: {},
      where: 'pipe',
      stderr: 'No resources found in default namespace.\n',
    },
    {
      how: 'another namespace',
      argv: 'list -n shop',
      world: {},
      where: 'terminal',
      stderr: 'No resources found in shop namespace.\n',
    },
    { how: 'all namespaces', argv: 'list -A', world: {}, where: 'terminal', stderr: 'No resources found\n' },
    {
      how: 'on a terminal, with what is elsewhere and what has no nodePort',
      argv: 'list',
      world: elsewhere,
      where: 'terminal',
      stderr: `No resources found in default namespace.
2 in namespace shop, 1 in monitoring: add -A
2 ClusterIP Services here: kubectl nodeport open NAME reaches them
`,
    },
    {
      how: 'the same, piped',
      argv: 'list',
      world: elsewhere,
      where: 'pipe',
      stderr: 'No resources found in default namespace.\n',
    },
    {
      how: 'one ClusterIP Service, all namespaces',
      argv: 'list -A',
      world: { services: [serviceJson('internal', { type: 'ClusterIP', ports: [{ port: 80 }] })] },
      where: 'terminal',
      stderr: `No resources found
1 ClusterIP Service here: kubectl nodeport open NAME reaches it
`,
    },
    {
      how: 'a namespace with an escape sequence',
      argv: 'list',
      world: {
        kubeconfig: { namespace: 'a\u001b[31m' },
        services: [serviceJson('web', { namespace: 'b\u001b[2J', ports: [{ port: 80, nodePort: 30_001 }] })],
      },
      where: 'terminal',
      stderr: 'No resources found in a^[[31m namespace.\n1 in namespace b^[[2J: add -A\n',
    },
  ])('$how', async ({ argv, world, where, stderr }) => {
    expect(endOf(await run(argv, world, where))).toEqual({ code: 0, stdout: '', stderr });
  });

  test('as JSON is an empty list, and nothing on stderr', async () => {
    const { code, stdout, stderr } = await run('list -o json', {}, 'terminal');
    expect({ code, stderr, document: JSON.parse(stdout) }).toEqual({ code: 0, stderr: '', document: EMPTY_JSON });
  });
});

describe('names', () => {
  test.each<{ how: string; argv: string; stdout: string; stderr: string }>([
    {
      how: 'one that does not exist',
      argv: 'list nope',
      stdout: '',
      stderr: 'Error from server (NotFound): services "nope" not found\n',
    },
    {
      how: 'one that exists and one that does not',
      argv: 'list web nope',
      stdout: `NAME   PORT(S)        STATUS      URL
web    80:30080/TCP   Reachable   http://127.0.0.1:8000
`,
      stderr: 'Error from server (NotFound): services "nope" not found\n',
    },
    {
      how: 'one of type ClusterIP',
      argv: 'list internal',
      stdout: '',
      stderr: 'error: service "internal" is of type ClusterIP and has no nodePort\n',
    },
    {
      how: 'one that was mistyped',
      argv: 'list wbe',
      stdout: '',
      stderr: 'Error from server (NotFound): services "wbe" not found\ndid you mean `kubectl nodeport list web`?\n',
    },
    {
      how: 'one that is in another namespace',
      argv: 'list web -n shop',
      stdout: '',
      stderr: 'Error from server (NotFound): services "web" not found\ndid you mean `kubectl nodeport list web`?\n',
    },
    {
      how: 'a port that it has not',
      argv: 'list web:admin',
      stdout: '',
      stderr: 'error: service "web" has no port "admin"\nit has http (80)\n',
    },
    {
      how: 'a port that has no nodePort',
      argv: 'list internal:80',
      stdout: '',
      stderr: 'error: service "internal" is of type ClusterIP and has no nodePort for port "80"\n',
    },
    {
      how: 'a port, and one that it has not',
      argv: 'list web:http web:90',
      stdout: `NAME   PORT(S)        STATUS      URL
web    80:30080/TCP   Reachable   http://127.0.0.1:8000
`,
      stderr: 'error: service "web" has no port "90"\nit has http (80)\n',
    },
    {
      how: 'one with an escape sequence',
      argv: 'list a\u001b[31m',
      stdout: '',
      stderr: 'Error from server (NotFound): services "a^[[31m" not found\n',
    },
  ])('$how', async ({ argv, stdout, stderr }) => {
    expect(endOf(await run(argv, SHOP, 'pipe'))).toEqual({ code: 2, stdout, stderr });
  });

  test('in a namespace that does not exist', async () => {
    const argvs = ['list web -n shpo', 'list web -n shpo --ignore-not-found', 'list web nope -n shpo'];
    const seen = await Promise.all(argvs.map((argv) => run(argv, { ...SHOP, namespaces: [] }, 'pipe')));
    const sentence = 'Error from server (NotFound): namespaces "shpo" not found\n';
    const hint = 'did you mean `kubectl nodeport list web`?\n';
    expect(seen.map(endOf)).toEqual([
      { code: 2, stdout: '', stderr: `${sentence}${hint}` },
      { code: 0, stdout: '', stderr: '' },
      { code: 2, stdout: '', stderr: `${sentence}${hint}${sentence}` },
    ]);
  });

  test.each(['json', 'yaml', 'name', 'jsonpath={.items}', 'custom-columns=NAME:.service'])(
    'one that does not exist is nothing to a program: -o %s',
    async (output) => {
      const { code, stdout } = await run(['list', 'nope', '-o', output], SHOP, 'pipe');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
  );

  test('a selector that the server does not understand is misuse', async () => {
    const services = new AccessError('bad-selector', "Error from server (BadRequest): found '=='");
    expect(endOf(await run('list -l ==', { ...SHOP, failures: { services } }, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr: "Error from server (BadRequest): found '=='\n",
    });
  });

  test('more is asked only where a name is missing, and where that is forbidden the names at hand are the nearest', async () => {
    const failuresEverywhere = { services: forbidden('services', 'at the cluster scope') };
    const found = await run('list web', { ...SHOP, failuresEverywhere }, 'pipe');
    const mistyped = await run('list wbe', { ...SHOP, failuresEverywhere }, 'pipe');
    const services = ['services default'];
    expect([found, mistyped].map(({ questions }) => questions.filter((each) => each.startsWith('services')))).toEqual([
      services,
      [...services, 'services *'],
    ]);
    expect(mistyped.stderr).toMatch(/\ndid you mean `kubectl nodeport list web`\?\n$/);
  });

  const both = serviceJson('both', {
    ports: [
      { name: 'http', port: 80, nodePort: 30_080 },
      { name: 'admin', port: 81, nodePort: 30_081 },
    ],
  });

  test.each(['list both:admin', 'list svc/both:81', 'list both:30081', 'list both:admin both:81'])(
    '`%s` is the one row of that port',
    async (argv) => {
      expect(endOf(await run(argv, { ...SHOP, services: [both] }, 'pipe'))).toEqual({
        code: 0,
        stdout: 'NAME   PORT(S)        STATUS        URL\nboth   81:30081/TCP   NoEndpoints   <none>\n',
        stderr: '',
      });
    },
  );

  test.each<{ argv: string; end: Ended }>([
    { argv: 'list nope', end: { code: 0, stdout: '', stderr: '' } },
    { argv: 'list nope -o json', end: { code: 0, stdout: '', stderr: '' } },
    { argv: 'list -n shop', end: { code: 0, stdout: '', stderr: '' } },
    {
      argv: 'list nope internal',
      end: { code: 2, stdout: '', stderr: 'error: service "internal" is of type ClusterIP and has no nodePort\n' },
    },
    {
      argv: 'list mysql nope --no-headers',
      end: { code: 0, stdout: 'mysql   3306:31696/TCP   Reachable   mysql://127.0.0.1:31696\n', stderr: '' },
    },
  ])('`$argv --ignore-not-found`: who is not there is not missed', async ({ argv, end }) => {
    const seen = await run(`${argv} --ignore-not-found`, SHOP, 'terminal');
    expect(endOf(seen)).toEqual(end);
    expect(seen.questions).not.toContain('services *');
  });

  test('what is found comes before what is not, as with kubectl', async () => {
    const { screen } = await run('list nope web', SHOP, 'terminal');
    expect(screen).toBe(`NAME   PORT(S)        STATUS      URL
web    80:30080/TCP   Reachable   http://127.0.0.1:8000
Error from server (NotFound): services "nope" not found
`);
  });
});

describe('what may not be seen', () => {
  const nodes = forbidden('nodes', 'at the cluster scope');
  const endpointslices = forbidden('endpointslices', 'in the namespace "default"');
  const services = forbidden('services', 'in the namespace "default"');

  const UNSEEN_NODES =
    'nodes cannot be listed (forbidden): of them only what pods, endpoints and the kubeconfig tell is known\n';

  test('nodes: endpoints name one, and the engine knows what it publishes', async () => {
    expect(endOf(await run('list web -o wide', { ...SHOP, failures: { nodes } }, 'pipe'))).toEqual({
      code: 0,
      stdout: `NAME   PORT(S)        STATUS      PORT-NAME   VIA              NODE         READY   TIME   REASON   URL
web    80:30080/TCP   Reachable   http        published-port   dev-worker   2/2     3ms    <none>   http://127.0.0.1:8000
`,
      stderr: UNSEEN_NODES,
    });
  });

  test('nodes, and no pod or endpoint names one: the rows come, and say what is not known', async () => {
    const kubeconfig = { context: 'work', cluster: 'work', user: 'work' };
    const endpoints = [{ addresses: ['10.244.1.1'], conditions: { ready: true } }];
    const endpointslices = [{ ...sliceJson('web', ['http'], []), endpoints }];
    const failures = { nodes, pods: forbidden('pods', 'in the namespace "default"') };
    expect(endOf(await run('list web -o wide', { ...SHOP, endpointslices, kubeconfig, failures }, 'pipe'))).toEqual({
      code: 0,
      stdout: `NAME   PORT(S)        STATUS    PORT-NAME   VIA      NODE     READY   TIME     REASON                       URL
web    80:30080/TCP   Unknown   http        <none>   <none>   1/1     <none>   nodes not known: forbidden   <none>
`,
      stderr: UNSEEN_NODES,
    });
  });

  test('nodes beyond the handful that is tried: that there are more is said where a row was not reached', async () => {
    const nodes = [1, 2, 3, 4, 5].map((each) => ({
      metadata: { name: `node-${each}` },
      status: { addresses: [{ type: 'InternalIP', address: `192.168.7.${each}` }], conditions: [] },
    }));
    const kubeconfig = {
      context: 'work',
      cluster: 'work',
      user: 'work',
      server: { host: '192.168.7.9', port: aPort(6443) },
    };
    const seen = await run('list web', { ...SHOP, nodes, kubeconfig }, 'pipe');
    expect({ dials: seen.dials, stderr: seen.stderr }).toEqual({
      dials: ['192.168.7.1:30080', '192.168.7.2:30080', '192.168.7.3:30080', '192.168.7.9:30080'],
      stderr: 'at most 3 of 5 nodes were tried for a row\n',
    });
  });

  test('EndpointSlices: nothing behind a proxy is believed', async () => {
    const seen = await run('list web -o wide', { ...SHOP, failures: { endpointslices } }, 'pipe');
    expect([seen.dials, endOf(seen)]).toEqual([
      [],
      {
        code: 0,
        stdout: `NAME   PORT(S)        STATUS       PORT-NAME   VIA              NODE         READY       TIME     REASON                                                     URL
web    80:30080/TCP   Unverified   http        published-port   dev-worker   <unknown>   <none>   a proxy accepts in any case, and endpoints are not known   http://127.0.0.1:8000
`,
        stderr: 'EndpointSlices cannot be listed (forbidden): which Services have a ready endpoint is not known\n',
      },
    ]);
  });

  test('the container engine: unknown, and not «not published»', async () => {
    const engine = {
      kind: 'unknown',
      value: 'timed out',
      source: '/var/run/docker.sock',
      remoteHost: undefined,
    } as const;
    expect(endOf(await run('list api', { ...SHOP, engine }, 'terminal'))).toEqual({
      code: 0,
      stdout: `NAME   PORT(S)          STATUS    URL
api    8080:30002/TCP   Unknown   <none>
`,
      stderr: `container engine could not be asked (timed out: /var/run/docker.sock): published ports are not known

kind-dev (kind in Docker Desktop): 1 of 1 not reachable from this Mac
    kubectl nodeport explain api    why, and how to change it
    kubectl nodeport open api       a tunnel, now
`,
    });
  });

  test('Services: kubectl’s sentence', async () => {
    expect(endOf(await run('list', { ...SHOP, failures: { services } }, 'terminal'))).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'Error from server (Forbidden): services is forbidden: User "jane" cannot list resource "services" in API group "" in the namespace "default"\n',
    });
  });

  test('other namespaces, on an empty list: silence', async () => {
    const { stderr } = await run('list -n shop', { ...SHOP, failures: {} }, 'terminal');
    expect(stderr).toBe('No resources found in shop namespace.\n4 in namespace default: add -A\n');
  });
});

describe('a cluster that cannot be asked', () => {
  const refused = new AccessError(
    'unreachable',
    'The connection to the server 127.0.0.1:41001 was refused - did you specify the right host or port?',
  );
  const unauthorized = new AccessError('unauthorized', 'error: You must be logged in to the server (Unauthorized)');

  test.each<{ how: string; world: World; code: number; stderr: string }>([
    {
      how: 'no kubeconfig',
      world: { failure: new AccessError('kubeconfig', 'error: no context') },
      code: 3,
      stderr: 'error: no context\n',
    },
    {
      how: 'not logged in',
      world: { failures: { services: unauthorized } },
      code: 3,
      stderr: `${unauthorized.message}\n`,
    },
    {
      how: 'not logged in, as nodes say first',
      world: { failures: { nodes: unauthorized } },
      code: 3,
      stderr: `${unauthorized.message}\n`,
    },
    {
      how: 'kind’s container is stopped',
      world: { failures: { services: refused, nodes: refused, endpointslices: refused } },
      code: 3,
      stderr: `${refused.message}\nif the cluster is stopped, this starts it:\n    docker start dev-control-plane\n`,
    },
    {
      how: 'a server far away is down',
      world: {
        failures: { services: refused },
        kubeconfig: { ...KIND_DEV, server: { host: '203.0.113.1', port: aPort(6443) } },
      },
      code: 3,
      stderr: `${refused.message}\n`,
    },
  ])('$how', async ({ world, code, stderr }) => {
    expect(endOf(await run('list', world, 'pipe'))).toEqual({ code, stdout: '', stderr });
  });

  test('a bug of ours is called one, with its stack and without the home directory', async () => {
    const failure = Object.assign(new Error('oops'), { stack: 'Error: oops\n    at /home/jane/x.ts:1:2' });
    expect(endOf(await run('list', { failure }, 'pipe'))).toEqual({
      code: 70,
      stdout: '',
      stderr: `kubectl-nodeport v1.2.3 has a bug:
Error: oops
    at ~/x.ts:1:2
please report it at https://github.com/kubectl-nodeport/kubectl-nodeport/issues
`,
    });
  });
});

test('a dial that meets what was never met is a bug, and ends the run', async () => {
  const world = { ...SHOP, network: { '127.0.0.1:8000': new Error('errno 99') } };
  const { code, stdout, stderr } = await run('list', world, 'pipe');
  expect({ code, stdout, first: stderr.split('\n').slice(0, 2) }).toEqual({
    code: 70,
    stdout: '',
    first: ['kubectl-nodeport v1.2.3 has a bug:', 'Error: errno 99'],
  });
});

describe('the footer', () => {
  test('carries the namespace and the context that were given', async () => {
    const shop = { ...SHOP, kubeconfig: { namespace: 'elsewhere' } };
    const { stderr } = await run('list api -n default --context kind-dev', shop, 'terminal');
    expect(stderr).toBe(`
kind-dev (kind in Docker Desktop): 1 of 1 not reachable from this Mac
    kubectl nodeport explain api -n default --context kind-dev    why, and how to change it
    kubectl nodeport open api -n default --context kind-dev       a tunnel, now
`);
  });

  test('is not there where everything answers', async () => {
    expect((await run('list web mysql', SHOP, 'terminal')).stderr).toBe('');
  });
});

test('nothing hostile reaches the terminal, and no row breaks', async () => {
  const hostile = 'x\u001b[31m\u202e\u009b\r\nReachable';
  const world: World = {
    ...SHOP,
    kubeconfig: { context: hostile },
    nodes: [{ ...kindNodeJson(hostile, '172.18.0.2', '6.1.0'), status: { nodeInfo: { osImage: hostile } } }],
    services: [
      serviceJson('web', {
        ports: [{ name: hostile, port: 80, nodePort: 30_080, appProtocol: 'a'.repeat(1_048_576) }],
      }),
    ],
    endpointslices: [sliceJson('web', [hostile], ['ready'])],
    engine: { kind: 'unknown', value: hostile, source: hostile, remoteHost: hostile },
  };
  const outputs = ['wide', 'json', 'yaml', 'name', 'jsonpath={..}', 'custom-columns=A:.port,B:..'];
  for (const argv of ['list', ...outputs.map((output) => `list -o ${output}`)]) {
    const { code, screen } = await run(argv, world, 'terminal');
    expect(code).toBe(0);
    expect(screen.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(screen.split('\n').filter((line) => line.startsWith('Reachable'))).toEqual([]);
  }
});
