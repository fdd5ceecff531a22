import { describe, expect, test } from 'vitest';
import { aPort } from '../domain/build.ts';
import { endOf, run } from './fake-deps.ts';
import { kindNodeJson, serviceJson, sliceJson } from './objects.ts';
import { LINUXKIT, SHOP } from './shop.ts';
import type { World } from './world.ts';

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
