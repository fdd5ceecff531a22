import { expect, test } from 'vitest';
import type { ClusterFacts, NodeFacts, PublishedPort } from '../../src/domain/facts.ts';
import type { Route } from '../../src/domain/route.ts';
import { routesOf } from '../../src/domain/routes.ts';
import type {
  Distribution,
  NodeKind,
  NodePublication,
  Publishing,
  Reach,
  Substrate,
} from '../../src/domain/runtime.ts';
import { aNode, aPort, aRow, type RowWords, someClusterFacts } from './build.ts';

const NOTHING: Publishing = { kind: 'nothing' };
const EVERY: Publishing = { kind: 'every-node-port', because: 'a forwarder copies it', carries: ['TCP'] };

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

function servedAt(host: string, isProxy?: boolean): Partial<ClusterFacts> {
  const server = { host, port: aPort(6443), ...(isProxy && { isProxy }) };
  return { kubeconfig: { ...someClusterFacts().kubeconfig, server } };
}

function distributionThat(
  publishing: Publishing,
  nodesAre: NodeKind,
  different: Partial<Distribution> = {},
): Distribution {
  return {
    id: 'some',
    title: 'some',
    detect: () => undefined,
    nodesAre: () => nodesAre,
    publishes: () => publishing,
    serverIsOnANode: false,
    ...different,
  };
}

function substrateThat(reaches: Partial<Reach>): Substrate {
  const reach: Reach = {
    nodes: 'on-this-machine',
    because: 'the test says so',
    loopback: 'no',
    published: 'here',
    ...reaches,
  };
  return { id: 'some', place: 'somewhere', detect: () => undefined, reaches: () => reach };
}

const NO_EVIDENCE = { distribution: [], substrate: [] };

interface Row {
  readonly how: string;
  readonly publishing?: Publishing;
  readonly nodesAre?: NodeKind;
  readonly distribution?: Partial<Distribution>;
  readonly reach?: Partial<Reach>;
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
    reach: { nodes: 'elsewhere' },
    routes: ['node-address 172.18.0.2:30080 a kube-proxy anywhere sparing'],
  },
  {
    how: 'a container nobody knows where, the API server on loopback: never by the default gateway',
    reach: { nodes: 'maybe' },
    nodesAre: 'containers',
    routes: ['node-address 172.18.0.2:30080 a kube-proxy local sparing'],
  },
  {
    how: 'a public address of a node on this machine is still somebody’s',
    facts: known(nodeAt('a', '203.0.113.1')),
    routes: ['node-address 203.0.113.1:30080 a kube-proxy anywhere sparing'],
  },
  { how: 'a node that is not reached', reach: { nodes: 'no' }, routes: [] },
  {
    how: 'a forwarder of every port',
    publishing: EVERY,
    reach: { nodes: 'no' },
    routes: ['localhost 127.0.0.1:30080 undefined proxy local freely'],
  },
  {
    how: 'this machine is a node, and the other node is another machine',
    reach: { loopback: 'is-a-node' },
    facts: {
      ...known(nodeAt('a', '192.168.1.20'), nodeAt('b', '192.168.1.21')),
      machine: { platform: 'linux', within: 'nothing', kernel: '6.1', interfaces: ['127.0.0.1/8', '192.168.1.20/24'] },
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
    reach: { nodes: 'no' },
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
    reach: { nodes: 'no' },
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
    reach: { nodes: 'no' },
    words: { service: { loadBalancer: [{ host: 'localhost' }, { host: '127.0.0.1' }, { host: '::ffff:127.0.0.1' }] } },
    routes: [],
  },
  {
    how: 'a load balancer in a network that is not reached, Docker Desktop’s on loopback, and one of a cloud',
    publishing: EVERY,
    reach: { nodes: 'no' },
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
    how: 'policy Local, ready endpoints on more nodes than a handful, and on one that is not known',
    facts: known(
      { ...nodeAt('a', '10.0.0.1'), ready: 'no' },
      ...['b', 'c', 'd'].map((name, index) => nodeAt(name, `10.0.0.${index + 2}`)),
    ),
    words: {
      service: { externalTrafficPolicy: 'Local' },
      port: {
        endpoints: {
          kind: 'known',
          value: ['a', 'd', 'd', 'gone', undefined, 'c', 'b'].map((node) => ({ isReady: true, node })),
        },
      },
    },
    routes: [
      'node-address 10.0.0.2:30080 b kube-proxy local freely',
      'node-address 10.0.0.3:30080 c kube-proxy local freely',
      'node-address 10.0.0.4:30080 d kube-proxy local freely',
    ],
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
    how: 'two nodes with one address, each behind a NAT of its own, and one that told its better address',
    facts: known(nodeAt('a', '10.0.3.15'), nodeAt('b', '10.0.3.15', '192.168.57.11')),
    routes: ['node-address 192.168.57.11:30080 b kube-proxy local freely'],
  },
  {
    how: 'the address that VirtualBox gives to each machine, of one node alone',
    facts: known(nodeAt('a', '10.0.2.15'), nodeAt('b', '192.168.57.11')),
    routes: ['node-address 192.168.57.11:30080 b kube-proxy local freely'],
  },
  {
    how: 'a forwarder that carries no UDP, and a Service of UDP',
    publishing: EVERY,
    reach: { nodes: 'no' },
    words: { port: { protocol: 'UDP' } },
    routes: [],
  },
  {
    how: 'a forwarder on this machine, and the API server on another one: it forwards for another cluster',
    publishing: EVERY,
    reach: { nodes: 'no' },
    facts: servedAt('203.0.113.1'),
    routes: [],
  },
  {
    how: 'an engine that nobody asked: what would have to be so',
    publishing: { kind: 'some-ports', ports: { kind: 'not-asked' } },
    routes: [
      'node-address 172.18.0.2:30080 a kube-proxy local freely',
      'published-port 127.0.0.1:30080 undefined proxy local freely if 30080 is published under its own number',
    ],
  },
  {
    how: 'an engine on another machine: what it publishes on every interface or one that is routed, not on loopback',
    publishing: some(published('', 1), published('127.0.0.1', 2), published('192.168.1.9', 3)),
    reach: { nodes: 'no', published: { via: 'engine-host', host: 'builder.example' } },
    routes: [
      'engine-host builder.example:1 a proxy anywhere freely',
      'engine-host 192.168.1.9:3 a proxy anywhere freely',
    ],
  },
  {
    how: 'a container beside the nodes: the engine’s machine has a name in it',
    publishing: EVERY,
    reach: { nodes: 'no', published: { via: 'container-host', host: 'host.docker.internal' } },
    routes: ['container-host host.docker.internal:30080 undefined proxy anywhere freely'],
  },
  {
    how: 'what is published on a machine that is not reached',
    publishing: some(published('', 1)),
    reach: { nodes: 'no', published: 'nowhere' },
    routes: [],
  },
  {
    how: 'an address that its VM has to itself, and one that it shares',
    facts: known(nodeAt('a', '192.168.5.15', '192.168.64.3')),
    reach: { hidden: ['192.168.5.0/24'] },
    routes: ['node-address 192.168.64.3:30080 a kube-proxy local freely'],
  },
  {
    how: 'a cloud: the addresses depend on where one is, the outer one first, and its load balancer does not',
    facts: known(nodeAt('a', '10.0.0.7', '203.0.113.7')),
    reach: { nodes: 'elsewhere', onlyIf: { internal: 'we are inside', external: 'the firewall lets it through' } },
    words: { service: { loadBalancer: [{ host: 'lb.example' }] } },
    routes: [
      'load-balancer lb.example:80 undefined proxy anywhere sparing',
      'node-address 203.0.113.7:30080 a kube-proxy anywhere sparing if the firewall lets it through',
      'node-address 10.0.0.7:30080 a kube-proxy anywhere sparing if we are inside',
    ],
  },
  {
    how: 'nodes that do not exist',
    nodesAre: 'fake',
    distribution: { serverIsOnANode: true },
    facts: servedAt('192.168.1.9'),
    routes: [],
  },
  {
    how: 'one machine whose fields do not hold the address at which its API server is asked',
    distribution: { serverIsOnANode: true },
    reach: { nodes: 'elsewhere', hidden: ['10.0.2.0/24'] },
    facts: { ...known(nodeAt('a', '10.0.2.15')), ...servedAt('192.168.99.100') },
    routes: ['api-host 192.168.99.100:30080 undefined kube-proxy anywhere sparing'],
  },
  {
    how: 'several machines, and an API server that may be behind a load balancer of its own',
    distribution: { serverIsOnANode: true },
    reach: { nodes: 'elsewhere' },
    facts: { ...known(nodeAt('a', '10.0.0.1'), nodeAt('b', '10.0.0.2')), ...servedAt('api.example') },
    routes: [
      "node-address 10.0.0.1:30080 a kube-proxy anywhere sparing if this machine is in the nodes' own network",
      "node-address 10.0.0.2:30080 b kube-proxy anywhere sparing if this machine is in the nodes' own network",
      'api-host api.example:30080 undefined kube-proxy anywhere sparing if this host is a node, and nothing stands before its API server',
    ],
  },
  {
    how: 'a load balancer that the runtime brings to loopback',
    distribution: { balancesHere: () => ({ because: 'it forwards it', isInStatus: false }) },
    reach: { nodes: 'no' },
    words: { service: { loadBalancer: [{ host: '192.168.5.15' }] } },
    routes: ['load-balancer 127.0.0.1:80 undefined proxy local freely'],
  },
  {
    how: 'a tunnel for load balancers, of which the status of this one does not tell',
    distribution: { balancesHere: () => ({ because: 'a tunnel', onlyIf: 'it runs', isInStatus: true }) },
    reach: { nodes: 'no' },
    words: { service: { loadBalancer: [{ host: '192.168.5.15' }] } },
    routes: [],
  },
  {
    how: 'a tunnel for load balancers, of which the status of this one tells',
    distribution: { balancesHere: () => ({ because: 'a tunnel', onlyIf: 'it runs', isInStatus: true }) },
    reach: { nodes: 'no' },
    words: { service: { loadBalancer: [{ host: '127.0.0.1' }] } },
    routes: ['load-balancer 127.0.0.1:80 undefined proxy local freely if it runs'],
  },
  {
    how: 'a load balancer that nodes serve on the port of the Service, which is published',
    publishing: {
      kind: 'some-ports',
      ports: { kind: 'known', value: [published('0.0.0.0', 8080, { containerPort: aPort(80) })] },
      hasServicePorts: true,
    },
    reach: { nodes: 'no' },
    words: { service: { type: 'LoadBalancer', loadBalancer: [{ host: '172.18.0.9' }] } },
    routes: ['published-port 127.0.0.1:8080 a proxy local freely'],
  },
  {
    how: 'an API server that has a name of a LAN',
    reach: { nodes: 'elsewhere' },
    facts: { ...known(nodeAt('a', '192.168.1.5')), ...servedAt('k3s.lan') },
    routes: ['node-address 192.168.1.5:30080 a kube-proxy anywhere sparing'],
  },
  {
    how: 'a proxy for many clusters: its host is no node',
    distribution: { serverIsOnANode: true },
    reach: { nodes: 'elsewhere' },
    facts: { ...known(), ...servedAt('203.0.113.9', true) },
    routes: [],
  },
  {
    how: 'one node that was glimpsed of nobody knows how many',
    distribution: { serverIsOnANode: true },
    reach: { nodes: 'elsewhere' },
    facts: {
      nodes: { kind: 'unknown', because: { code: 'nodes', value: 'forbidden', source: 'x' } },
      glimpsedNodes: [nodeAt('a')],
      ...servedAt('203.0.113.9'),
    },
    routes: [
      'api-host 203.0.113.9:30080 undefined kube-proxy anywhere sparing if this host is a node, and nothing stands before its API server',
    ],
  },
  {
    how: 'a private load balancer of a cloud is within it',
    facts: known(),
    reach: { nodes: 'elsewhere', onlyIf: { internal: 'we are inside', external: 'the firewall lets it through' } },
    words: { service: { loadBalancer: [{ host: '10.224.0.7' }] } },
    routes: ['load-balancer 10.224.0.7:80 undefined proxy anywhere sparing if we are inside'],
  },
  {
    how: 'a load balancer that the runtime brings to loopback, of a cluster far away',
    distribution: { balancesHere: () => ({ because: 'it forwards it', isInStatus: false }) },
    reach: { nodes: 'no' },
    facts: servedAt('203.0.113.9'),
    words: { service: { loadBalancer: [{ host: '192.168.5.15' }] } },
    routes: [],
  },
  {
    how: 'a load balancer that the runtime brings to loopback, where that is not ours',
    distribution: { balancesHere: () => ({ because: 'it forwards it', isInStatus: false }) },
    reach: { nodes: 'no', published: 'nowhere' },
    words: { service: { loadBalancer: [{ host: '192.168.5.15' }] } },
    routes: [],
  },
  {
    how: 'the runtime’s own name, of a cluster far away',
    distribution: { domain: 'k8s.example.local' },
    reach: { nodes: 'no' },
    facts: servedAt('203.0.113.9'),
    words: { service: { type: 'LoadBalancer' } },
    routes: [],
  },
  {
    how: 'the runtime’s own name, for load balancers only',
    distribution: { domain: 'k8s.example.local' },
    reach: { nodes: 'no' },
    words: { service: { type: 'LoadBalancer' } },
    routes: ['domain k8s.example.local:80 undefined proxy local freely'],
  },
  {
    how: 'nodes forbidden, and glimpsed where a pod runs',
    facts: {
      nodes: { kind: 'unknown', because: { code: 'nodes', value: 'forbidden', source: 'x' } },
      glimpsedNodes: [nodeAt('a', '172.18.0.3')],
    },
    routes: ['node-address 172.18.0.3:30080 a kube-proxy local freely'],
  },
  {
    how: 'nodes forbidden',
    facts: { nodes: { kind: 'unknown', because: { code: 'nodes', value: 'forbidden', source: 'x' } } },
    routes: [],
  },
])('$how', ({ publishing = NOTHING, nodesAre = 'unknown', distribution, reach = {}, facts, words, routes }) => {
  const runtime = {
    distribution: distributionThat(publishing, nodesAre, distribution),
    substrate: substrateThat(reach),
    evidence: NO_EVIDENCE,
  };
  expect(routesOf(runtime, someClusterFacts(facts))(aRow(words)).map(wordsOf)).toEqual(routes);
});

test('each kind of route says why it exists', () => {
  const runtime = {
    distribution: distributionThat(some(published('', 8000)), 'containers'),
    substrate: substrateThat({ loopback: 'is-a-node' }),
    evidence: NO_EVIDENCE,
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

function wordsOf({ via, host, port, node, answeredBy, stays, dialling, onlyIf }: Route): string {
  return `${via} ${host}:${port} ${node} ${answeredBy} ${stays} ${dialling}${onlyIf ? ` if ${onlyIf}` : ''}`;
}
