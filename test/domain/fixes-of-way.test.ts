import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import type { Fix } from '../../src/domain/fix.ts';
import { fixesFor } from '../../src/domain/fixes.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { anEngine, aPort, aRoute, someClusterFacts } from './build.ts';
import { aCase, attempt, type CaseWords, HTTP_200, INSIDE_A_VM, publishing, REFUSED } from './case-builder.ts';

const PORT = aPort(30_080);
const PATCH = ['kubectl', 'patch', 'service', 'web', '-n', 'shop'];
const IN_KUBE_SYSTEM = ['-n', 'kube-system'];
const CLUSTER = ['--context', 'kind-dev'];
const MACHINE = someClusterFacts().machine;

function engine(isRunning: boolean, endpoint = '/var/run/docker.sock'): CaseWords {
  const container = { name: 'dev-worker', labels: {}, isRunning, addresses: ['172.18.0.2'], published: [] };
  return { facts: { engine: known(anEngine({ endpoint, containers: [container] })) } };
}

const KUBEADM = {
  study: { proxy: known({ mode: '', nodePortAddresses: [], servesLoopback: true, health: '' }) },
} as const;
const REFUSES = {
  code: 'node-does-not-forward',
  node: 'a',
  host: '172.18.0.2',
  port: PORT,
  outcome: 'refused',
} as const;
const STRANGE = {
  code: 'another-program',
  host: '127.0.0.1',
  port: PORT,
  says: HTTP_200,
  pod: { ...HTTP_200, status: 404 },
} as const satisfies Problem;
const HEALTH = ['exec', 'dev-worker', 'curl', '-sS', '-m', '2', 'http://127.0.0.1:10256/healthz'];
const RULES = ['exec', 'dev-worker', 'sh', '-c', 'iptables-save | grep 30080'];
const LOGS = ['kubectl', 'logs', 'web-abc', '-n', 'shop'];
const RESTART = ['kubectl', 'rollout', 'restart', 'daemonset/kube-proxy', ...IN_KUBE_SYSTEM];
const PUBLISHES: Fix = { commands: [['made', 'up']], files: [], effect: 'changes-this-machine', note: '' };
const OFFERS = { distribution: { publishFixes: () => [PUBLISHES] } };
const FORWARDED: CaseWords['world'] = {
  publishing: { kind: 'every-node-port', because: '', carries: ['TCP'] },
  reach: INSIDE_A_VM,
};

interface Row {
  readonly how: string;
  readonly problem: Problem;
  readonly words?: CaseWords;
  /** The words of each command besides the tunnel's. */
  readonly commands: readonly (readonly string[])[];
}

function machine(platform: 'darwin' | 'win32'): CaseWords {
  return { facts: { machine: { ...MACHINE, platform } } };
}

test.each<Row>([
  {
    how: 'a node that is not ready, whose container is stopped',
    problem: { code: 'node-not-ready', node: 'a', ready: 'unknown' },
    words: engine(false, '/run/podman/podman.sock'),
    commands: [['podman', 'start', 'dev-worker']],
  },
  {
    how: 'a node that is not ready, whose container runs: with the flags of the cluster alone',
    problem: { code: 'node-not-ready', node: 'a', ready: 'no' },
    words: { ...engine(true), namespaceFlags: ['-n', 'shop', ...CLUSTER] },
    commands: [['kubectl', 'describe', 'node', 'a', ...CLUSTER]],
  },
  {
    how: 'the policy Local',
    problem: { code: 'local-policy', homes: ['b'] },
    commands: [[...PATCH, '--type=merge', '-p', 'spec: {externalTrafficPolicy: Cluster}']],
  },
  {
    how: 'a kube-proxy that has stopped',
    problem: { ...REFUSES, suspect: 'stopped' },
    words: { ...engine(true), ...KUBEADM },
    commands: [['docker', ...HEALTH], RESTART],
  },
  {
    how: 'a kube-proxy that is behind, on a machine',
    problem: { ...REFUSES, suspect: 'behind' },
    words: KUBEADM,
    commands: [['kubectl', 'get', 'pods', ...IN_KUBE_SYSTEM, '-l', 'k8s-app=kube-proxy', '-o', 'wide'], LOGS, RESTART],
  },
  {
    how: 'a refused port of a node, of which nothing more is known: nothing is restarted',
    problem: { ...REFUSES, suspect: 'unknown' },
    words: { ...engine(true), ...KUBEADM },
    commands: [['docker', ...HEALTH], LOGS],
  },
  {
    how: 'a refused port where nobody knows of a kube-proxy',
    problem: { ...REFUSES, suspect: 'behind' },
    commands: [LOGS],
  },
  {
    how: 'a rule that drops the port',
    problem: { ...REFUSES, outcome: 'timed-out', suspect: 'rule' },
    words: { ...engine(true), ...KUBEADM },
    commands: [['docker', ...RULES]],
  },
  {
    how: 'an address that kube-proxy does not serve',
    problem: { code: 'address-not-served', host: '172.18.0.2', served: ['10.0.0.0/8'] },
    commands: [['kubectl', 'get', 'configmap', 'kube-proxy', ...IN_KUBE_SYSTEM, '-o', 'yaml']],
  },
  {
    how: 'policies that may stand in the way',
    problem: { code: 'network-policy', policies: ['deny', 'also'] },
    commands: [
      ['kubectl', 'describe', 'networkpolicy', 'deny', '-n', 'shop'],
      ['kubectl', 'describe', 'networkpolicy', 'also', '-n', 'shop'],
    ],
  },
  {
    how: 'another program, where every nodePort is forwarded: the next free one',
    problem: STRANGE,
    words: { study: { nodePorts: known([PORT, aPort(30_081)]) }, world: FORWARDED },
    commands: [
      ['ss', '-ltnp', 'sport = :30080'],
      [...PATCH, '--type=json', '-p', '[{op: add, path: /spec/ports/0/nodePort, value: 30082}]'],
    ],
  },
  {
    how: 'another program on a Mac, where single ports are published',
    problem: STRANGE,
    words: { ...machine('darwin'), world: publishing() },
    commands: [['lsof', '-nP', '-iTCP:30080', '-sTCP:LISTEN']],
  },
  {
    how: 'another program on Windows',
    problem: STRANGE,
    words: { ...machine('win32'), world: publishing() },
    commands: [['netstat', '-ano', '-p', 'TCP']],
  },
  {
    how: 'another program at an address of somebody else',
    problem: { ...STRANGE, host: '192.168.1.9' },
    commands: [],
  },
  {
    how: 'a silent private host',
    problem: { code: 'host-silent', host: '172.18.0.2', port: PORT, isPublic: false },
    words: { ...OFFERS, ...machine('darwin') },
    commands: [['route', '-n', 'get', '172.18.0.2']],
  },
  {
    how: 'a silent public host: what its cloud offers',
    problem: { code: 'host-silent', host: '203.0.113.9', port: PORT, isPublic: true },
    words: OFFERS,
    commands: [['made', 'up']],
  },
  {
    how: 'nodes out of reach: what the runtime offers',
    problem: { code: 'nodes-out-of-reach', host: '172.18.0.2', because: '' },
    words: OFFERS,
    commands: [['made', 'up']],
  },
  {
    how: 'a local network that macOS keeps to itself',
    problem: { code: 'local-network-forbidden', host: '192.168.64.2' },
    commands: [['/usr/bin/nc', '-vz', '-G', '2', '192.168.64.2', '30080']],
  },
  {
    how: 'a Service of the cluster',
    problem: { code: 'no-node-port', type: 'cluster-ip' },
    commands: [[...PATCH, '--type=merge', '-p', 'spec: {type: NodePort}']],
  },
  {
    how: 'a load balancer without nodePorts',
    problem: { code: 'no-node-port', type: 'not-allocated' },
    commands: [[...PATCH, '--type=merge', '-p', 'spec: {allocateLoadBalancerNodePorts: true}']],
  },
  { how: 'a manifest', problem: { code: 'no-node-port', type: 'not-applied' }, commands: [] },
  { how: 'a headless Service', problem: { code: 'no-node-port', type: 'headless' }, commands: [] },
])('besides a tunnel, what helps against $how', ({ problem, words = {}, commands }) => {
  const each = aCase({ attempts: [attempt(REFUSED)], ...words });
  const found = fixesFor([problem], each).flatMap((fix) => fix.commands);
  expect(found.filter(([, plugin]) => plugin !== 'nodeport')).toEqual(commands);
});

test('what a proxy would take is asked without it, in the language that it spoke', () => {
  const speech = { ...HTTP_200, scheme: 'https' } as const;
  const each = aCase({ observed: { direct: { route: aRoute(), speech } } });
  const problem: Problem = { code: 'proxy-variable', variable: 'https_proxy', host: '172.18.0.2' };
  expect(fixesFor([problem], each)).toEqual([
    {
      commands: [['curl', '--noproxy', '*', 'https://172.18.0.2:30080']],
      files: [],
      effect: 'changes-nothing',
      note: 'asks it without the proxy',
    },
  ]);
});

test('a stranger beside an address that answers is no reason to change the Service', () => {
  const each = aCase({ world: FORWARDED });
  expect(fixesFor([STRANGE], each).map(({ commands }) => commands)).toEqual([[['ss', '-ltnp', 'sport = :30080']]]);
});
