import { expect, test } from 'vitest';
import type { ClusterFacts, NodeFacts, PublishedPort } from '../../src/domain/facts.ts';
import type { Route } from '../../src/domain/route.ts';
import { routesOf } from '../../src/domain/routes.ts';
import type { Distribution, NodePublication, Publishing, Reach, Substrate } from '../../src/domain/runtime.ts';
import { aNode, aPort, aRow, type RowWords, someClusterFacts } from './build.ts';

const NOTHING: Publishing = { kind: 'nothing' };
const EVERY: Publishing = { kind: 'every-node-port', because: 'a forwarder copies it' };

function published(hostIp: string, hostPort: number, different: Partial<PublishedPort> = {}): NodePublication {
  const port = {
    hostIp,
    hostPort: aPort(hostPort),
    containerPort: aPort(30_080),
    protocol: 'TCP',
    ...different,
  } as const;
  return { container: 'a', node: 'a', port };
}

function some(...value: readonly NodePublication[]): Publishing {
  return { kind: 'some-ports', ports: { kind: 'known', value } };
}

function nodeAt(name: string, ...ips: readonly string[]): NodeFacts {
  return aNode({ name, addresses: ips.map((ip) => ({ type: 'InternalIP', ip })) });
}

function known(...value: readonly NodeFacts[]): Partial<ClusterFacts> {
  return { nodes: { kind: 'known', value } };
}

function distributionThat(publishing: Publishing, nodesAre: 'containers' | 'unknown'): Distribution {
  return {
    id: 'some',
    title: 'some',
    detect: () => undefined,
    containerLabels: () => [],
    likelyContainerLabels: () => [],
    nodesAre: () => nodesAre,
    publishes: () => publishing,
    whenDown: () => undefined,
  };
}

function substrateThat(reaches: Reach): Substrate {
  return { id: 'some', place: 'somewhere', detect: () => undefined, reaches };
}

interface Row {
  readonly how: string;
  readonly publishing?: Publishing;
  readonly nodesAre?: 'containers' | 'unknown';
  readonly nodes?: Reach['nodes'];
  readonly loopback?: Reach['loopback'];
  readonly facts?: Partial<ClusterFacts>;
  readonly words?: RowWords;
  /** Each as `via host:port node answeredBy stays dialling`. */
  readonly routes: readonly string[];
}

test.each<Row>([
  {
    how: 'a node in a container on this machine',
    routes: ['node-address 172.18.0.2:30080 a kube-proxy local freely'],
  },
  {
    how: 'a node nobody knows where',
    nodes: 'unknown',
    routes: ['node-address 172.18.0.2:30080 a kube-proxy anywhere sparing'],
  },
  {
    how: 'a container nobody knows where, the API server on loopback: never by the default gateway',
    nodes: 'unknown',
    nodesAre: 'containers',
    routes: ['node-address 172.18.0.2:30080 a kube-proxy local sparing'],
  },
  {
    how: 'a public address of a node on this machine is still somebody’s',
    facts: known(nodeAt('a', '203.0.113.1')),
    routes: ['node-address 203.0.113.1:30080 a kube-proxy anywhere sparing'],
  },
  { how: 'a node that is not reached', nodes: 'no', routes: [] },
  {
    how: 'a forwarder of every port',
    publishing: EVERY,
    nodes: 'no',
    routes: ['localhost 127.0.0.1:30080 undefined proxy local freely'],
  },
  {
    how: 'this machine is a node, and the other node is another machine',
    loopback: 'is-a-node',
    facts: {
      ...known(nodeAt('a', '192.168.1.20'), nodeAt('b', '192.168.1.21')),
      machine: { platform: 'linux', kernel: '6.1', interfaces: ['127.0.0.1/8', '192.168.1.20/24'] },
    },
    routes: [
      'localhost 127.0.0.1:30080 undefined kube-proxy local freely',
      'node-address 192.168.1.20:30080 a kube-proxy local freely',
      'node-address 192.168.1.21:30080 b kube-proxy anywhere sparing',
    ],
  },
  {
    how: 'a port published under another number, before the node',
    publishing: some(published('0.0.0.0', 8000)),
    routes: [
      'published-port 127.0.0.1:8000 a proxy local freely',
      'node-address 172.18.0.2:30080 a kube-proxy local freely',
    ],
  },
  {
    how: 'binds: every interface in four spellings, one address of this machine',
    publishing: some(published('', 1), published('0.0.0.0', 2), published('::', 3), published('192.168.1.5', 4)),
    nodes: 'no',
    routes: [
      'published-port 127.0.0.1:1 a proxy local freely',
      'published-port 127.0.0.1:2 a proxy local freely',
      'published-port ::1:3 a proxy local freely',
      'published-port 192.168.1.5:4 a proxy local freely',
    ],
  },
  {
    how: 'the pod’s port published instead of the nodePort, and the nodePort over UDP: neither is this one’s',
    publishing: some(published('', 1, { containerPort: aPort(80) }), published('', 2, { protocol: 'UDP' })),
    nodes: 'no',
    routes: [],
  },
  {
    how: 'a load balancer’s address, with the port of the Service',
    words: { service: { loadBalancer: [{ host: '172.18.0.9' }] } },
    routes: [
      'load-balancer 172.18.0.9:80 undefined proxy local freely',
      'node-address 172.18.0.2:30080 a kube-proxy local freely',
    ],
  },
  {
    how: 'a load balancer on loopback, where nothing of the runtime is: somebody else',
    nodes: 'no',
    words: { service: { loadBalancer: [{ host: 'localhost' }, { host: '127.0.0.1' }, { host: '::ffff:127.0.0.1' }] } },
    routes: [],
  },
  {
    how: 'a load balancer in a network that is not reached, Docker Desktop’s on loopback, and one of a cloud',
    publishing: EVERY,
    nodes: 'no',
    words: { service: { loadBalancer: [{ host: '172.18.0.9' }, { host: 'localhost' }, { host: 'lb.example' }] } },
    routes: [
      'localhost 127.0.0.1:30080 undefined proxy local freely',
      'load-balancer 127.0.0.1:80 undefined proxy local freely',
      'load-balancer lb.example:80 undefined proxy anywhere sparing',
    ],
  },
  {
    how: 'a load balancer and a node that say what cannot be a host',
    facts: known(nodeAt('a', '0.0.0.0', 'a b', '172.18.0.2/16')),
    words: { service: { loadBalancer: [{ host: '' }, { host: 'evil/path' }, { host: '\u001b[2J' }] } },
    routes: [],
  },
  {
    how: 'five nodes: three of them, the ready ones first',
    facts: known(
      { ...nodeAt('a', '10.0.0.1'), ready: 'no' },
      { ...nodeAt('b', '10.0.0.2'), ready: 'unknown' },
      nodeAt('c', '10.0.0.3'),
      nodeAt('d', '10.0.0.4'),
    ),
    routes: [
      'node-address 10.0.0.3:30080 c kube-proxy local freely',
      'node-address 10.0.0.4:30080 d kube-proxy local freely',
      'node-address 10.0.0.1:30080 a kube-proxy local freely',
    ],
  },
  {
    how: 'policy Local: the nodes that hold a ready endpoint',
    facts: known(nodeAt('a', '10.0.0.1'), nodeAt('b', '10.0.0.2'), nodeAt('c', '10.0.0.3')),
    words: {
      service: { externalTrafficPolicy: 'Local' },
      port: {
        endpoints: {
          kind: 'known',
          value: [
            { isReady: false, node: 'a' },
            { isReady: true, node: 'c' },
          ],
        },
      },
    },
    routes: ['node-address 10.0.0.3:30080 c kube-proxy local freely'],
  },
  {
    how: 'policy Local, endpoints unknown: any node',
    words: { service: { externalTrafficPolicy: 'Local' }, port: { endpoints: { kind: 'not-asked' } } },
    routes: ['node-address 172.18.0.2:30080 a kube-proxy local freely'],
  },
  {
    how: 'a dual-stack node and a Service of IPv6',
    facts: known(nodeAt('a', '172.18.0.2', 'fc00::2')),
    words: { service: { ipFamilies: ['IPv6'] } },
    routes: ['node-address fc00::2:30080 a kube-proxy local freely'],
  },
  {
    how: 'a dual-stack node and a server too old to name the families',
    facts: known(nodeAt('a', '172.18.0.2', 'fc00::2')),
    words: { service: { ipFamilies: [] } },
    routes: [
      'node-address 172.18.0.2:30080 a kube-proxy local freely',
      'node-address fc00::2:30080 a kube-proxy local freely',
    ],
  },
  {
    how: 'two nodes with one address (Vagrant’s NAT): it is dialled as the first',
    facts: known(nodeAt('a', '10.0.2.15'), nodeAt('b', '10.0.2.15')),
    routes: ['node-address 10.0.2.15:30080 a kube-proxy local freely'],
  },
  {
    how: 'nodes forbidden',
    facts: { nodes: { kind: 'unknown', because: { code: 'nodes', value: 'forbidden', source: 'x' } } },
    routes: [],
  },
])(
  '$how',
  ({
    publishing = NOTHING,
    nodesAre = 'unknown',
    nodes = 'on-this-machine',
    loopback = 'no',
    facts,
    words,
    routes,
  }) => {
    const runtime = {
      distribution: distributionThat(publishing, nodesAre),
      substrate: substrateThat({ nodes, loopback }),
      evidence: [],
    };
    expect(routesOf(runtime, someClusterFacts(facts))(aRow(words)).map(wordsOf)).toEqual(routes);
  },
);

test('each kind of route says why it exists', () => {
  const runtime = {
    distribution: distributionThat(some(published('', 8000)), 'containers'),
    substrate: substrateThat({ nodes: 'on-this-machine', loopback: 'is-a-node' }),
    evidence: [],
  };
  const row = aRow({ service: { loadBalancer: [{ host: '172.18.0.9' }] } });
  const routes = [
    ...routesOf(runtime, someClusterFacts())(row),
    ...routesOf({ ...runtime, distribution: distributionThat(EVERY, 'containers') }, someClusterFacts())(aRow()),
  ];
  expect(routes.map(({ via, because }) => `${via}: ${because}`)).toEqual([
    'published-port: a publishes 30080 as *:8000',
    'localhost: a node runs on this machine',
    "load-balancer: the load balancer's address in the Service's status",
    'node-address: InternalIP of node a',
    'localhost: a forwarder copies it',
    'node-address: InternalIP of node a',
  ]);
});

function wordsOf({ via, host, port, node, answeredBy, stays, dialling }: Route): string {
  return `${via} ${host}:${port} ${node} ${answeredBy} ${stays} ${dialling}`;
}
