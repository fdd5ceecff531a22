import { beforeAll, expect, test } from 'vitest';
import { listen } from '../lab/network.ts';
import { mustRun } from '../lab/run.ts';
import { exposeWeb, waitForHttp } from '../lab/web.ts';
import { paperService } from '../support/paper.ts';
import {
  apply,
  describeInLab,
  itemsOf,
  kubectl,
  listJson,
  nodeport,
  nodeportOnTerminal,
  routeLines,
} from './in-lab.ts';

const DEAD = { ip: '172.18.0.3', port: 9 };

describeInLab('kind, two nodes, the worker publishes 30001 as 8000', ({ kind: { linux, mac } }) => {
  beforeAll(async () => {
    await apply(linux, [
      // Its endpoint is called ready, and nobody listens there: the proxy's own dial is refused.
      ...paperService({ name: 'behind-nothing', nodePort: 30_081, endpointsOn: ['dev-worker'], target: DEAD }),
      ...paperService({ name: 'empty', nodePort: 30_003, endpointsOn: [] }),
      ...paperService({ name: 'dns', nodePort: 30_053, port: 53, protocol: 'UDP', endpointsOn: ['dev-worker'] }),
    ]);
    await exposeWeb(linux, { name: 'web', nodePort: 30_001, replicas: 2 }, { at: '127.0.0.1:8000', from: mac });
    await exposeWeb(linux, { name: 'api', nodePort: 30_002 }, { at: '172.18.0.3:30002', from: linux });
  });

  test('a Mac reaches what is published, and is told of the rest', async () => {
    const { stdout, stderr, code } = await nodeport(mac, ['list', 'api', 'web', 'empty', 'dns']);
    expect({ stdout, stderr, code }).toEqual({
      stdout: `NAME    PORT(S)        STATUS         URL
api     80:30002/TCP   NotPublished   <none>
dns     53:30053/UDP   NotPublished   <none>
empty   80:30003/TCP   NoEndpoints    <none>
web     80:30001/TCP   Reachable      http://127.0.0.1:8000
`,
      stderr: '',
      code: 0,
    });
  });

  test('a node address that no route leads to is not dialled', async () => {
    const [api] = itemsOf(await listJson(mac, ['api']), 'api');
    expect(routeLines(api!)).toEqual([
      'node-address 172.18.0.2:30002 no-route',
      'node-address 172.18.0.3:30002 no-route',
    ]);
  });

  test('a terminal is told which commands get further', async () => {
    expect(await nodeportOnTerminal(mac, ['list', 'api', 'web'])).toBe(`NAME   PORT(S)        STATUS         URL
api    80:30002/TCP   NotPublished   <none>
web    80:30001/TCP   Reachable      http://127.0.0.1:8000

kind-dev (kind in containers on this machine): 1 of 2 not reachable from this machine
    kubectl nodeport explain api    why, and how to change it
    kubectl nodeport open api       a tunnel, now
`);
  });

  test('the Linux machine of the engine reaches the nodes themselves', async () => {
    const { stdout } = await nodeport(linux, ['list', 'api', 'web', '-o', 'wide', '--no-headers']);
    expect(stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' ').replace(/ \d+ms /, ' TIME '))).toEqual([
      'api 80:30002/TCP Reachable http node-address dev-control-plane 1/1 TIME <none> http://172.18.0.2:30002',
      'web 80:30001/TCP Reachable http published-port dev-worker 2/2 TIME <none> http://127.0.0.1:8000',
      '',
    ]);
  });

  test('the JSON document says what was recognised, and from what', async () => {
    const { apiVersion, kind, cluster } = await listJson(mac, ['web']);
    const release = (await nodeport(mac, ['list', 'web', '-o', 'json'])).stdout.match(
      /"value": "(\d+\.\d+\.[^"]+)"/,
    )?.[1];
    expect({ apiVersion, kind, cluster }).toEqual({
      apiVersion: 'kubectl-nodeport/v1',
      kind: 'NodePortList',
      cluster: {
        context: 'kind-dev',
        distribution: 'kind',
        substrate: 'native-linux',
        evidence: [
          { code: 'provider-id', value: 'kind://docker/dev/dev-control-plane', source: 'node dev-control-plane' },
          { code: 'kernel', value: release, source: 'node dev-control-plane' },
        ],
        unknown: [],
      },
    });
  });

  test('a published port with nothing behind it is dropped, never Reachable', async () => {
    const [row] = itemsOf(await listJson(mac, ['behind-nothing']), 'behind-nothing');
    expect({ status: row?.status, url: row?.url, routes: routeLines(row!) }).toEqual({
      status: 'Unreachable',
      url: null,
      routes: [
        'published-port 127.0.0.1:8081 dropped',
        'node-address 172.18.0.2:30081 no-route',
        'node-address 172.18.0.3:30081 no-route',
      ],
    });
  });

  test('another program on 127.0.0.1 at the nodePort is somebody else', async () => {
    await listen(mac, { address: '127.0.0.1', port: 30_002, behaviour: 'http' });
    const [api] = itemsOf(await listJson(mac, ['api']), 'api');
    expect({ status: api?.status, url: api?.url }).toEqual({ status: 'NotPublished', url: null });
  });

  test('a node whose container has another name is found by its address', async () => {
    await mustRun(linux, ['docker', 'rename', 'dev-worker', 'brave_morse']);
    const { stdout } = await nodeport(mac, ['list', 'web', '--no-headers']);
    await mustRun(linux, ['docker', 'rename', 'brave_morse', 'dev-worker']);
    expect(stdout).toBe('web   80:30001/TCP   Reachable   http://127.0.0.1:8000\n');
  });

  test('an engine that cannot be asked is «unknown because», not «none»', async () => {
    await mustRun(mac, ['mv', '/run/docker.sock', '/run/away.sock']);
    const { stdout, stderr, code } = await nodeport(mac, ['list', 'web']);
    await mustRun(mac, ['mv', '/run/away.sock', '/run/docker.sock']);
    expect({ stdout, stderr, code }).toEqual({
      stdout: 'NAME   PORT(S)        STATUS    URL\nweb    80:30001/TCP   Unknown   <none>\n',
      stderr: expect.stringMatching(
        /^container engine could not be asked \(no engine found: .+\): published ports are not known\n$/,
      ),
      code: 0,
    });
  });
});

describeInLab('kind, externalTrafficPolicy Local', ({ kind: { linux, mac } }) => {
  const local = { externalTrafficPolicy: 'Local', nodeName: 'dev-control-plane' } as const;

  beforeAll(async () => {
    // 30001 is the port that the worker publishes: the pod is on the other node.
    await apply(linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'local' } }]);
    const far = { ...local, name: 'far', namespace: 'local', nodePort: 30_011 };
    await exposeWeb(linux, far, { at: '172.18.0.2:30011', from: linux });
    const second = { ...local, name: 'second', namespace: 'local', nodePort: 30_012 };
    await exposeWeb(linux, second, { at: '172.18.0.2:30012', from: linux });
    const plain = { name: 'plain', namespace: 'local', nodePort: 30_013 };
    await exposeWeb(linux, plain, { at: '172.18.0.3:30013', from: linux });
    await waitForHttp(linux, '172.18.0.2:30013'); // each node's kube-proxy is done in its own time
  });

  test('only the node with the pod is dialled, and the other Services of both stay reachable', async () => {
    const list = await listJson(linux, ['-n', 'local']);
    expect(list.items.map((item) => [item.service, item.status, item.url])).toEqual([
      ['far', 'Reachable', 'http://172.18.0.2:30011'],
      ['plain', 'Reachable', 'http://172.18.0.2:30013'],
      ['second', 'Reachable', 'http://172.18.0.2:30012'],
    ]);
  });

  test('a proxy that accepts, and then is silent because the policy drops, is not Reachable', async () => {
    const patch = [{ op: 'replace', path: '/spec/externalTrafficPolicy', value: 'Local' }];
    const service = ['patch', 'service', 'web', '--type=json', '-p', JSON.stringify(patch)];
    const pin = { spec: { template: { spec: { nodeName: 'dev-control-plane' } } } };
    await kubectl(linux, service);
    await kubectl(linux, ['patch', 'deployment', 'web', '-p', JSON.stringify(pin)]);
    await kubectl(linux, ['rollout', 'status', 'deployment/web', '--timeout=60s']);
    const [web] = itemsOf(await listJson(mac, ['web']), 'web');
    expect({ status: web?.status, url: web?.url, routes: routeLines(web!) }).toEqual({
      status: 'Unreachable',
      url: null,
      routes: [
        'published-port 127.0.0.1:8000 not-tried: externalTrafficPolicy Local, no ready endpoint on this node',
        'node-address 172.18.0.2:30001 no-route',
      ],
    });
  });
});
