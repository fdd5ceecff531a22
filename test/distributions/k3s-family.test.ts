import { describe, expect, test } from 'vitest';
import { colima } from '../../src/distributions/colima.ts';
import { k0s } from '../../src/distributions/k0s.ts';
import { k3d } from '../../src/distributions/k3d.ts';
import { k3s } from '../../src/distributions/k3s.ts';
import { lima } from '../../src/distributions/lima.ts';
import { microk8s } from '../../src/distributions/microk8s.ts';
import { rancherDesktop } from '../../src/distributions/rancher-desktop.ts';
import { rke2 } from '../../src/distributions/rke2.ts';
import type { ClusterFacts, KubeconfigFacts, NodeFacts, Settings } from '../../src/domain/facts.ts';
import type { Distribution } from '../../src/domain/runtime.ts';
import { aPort } from '../domain/build.ts';

const FAMILY: readonly Distribution[] = [k3d, rancherDesktop, colima, lima, rke2, k3s, k0s, microk8s];

/** A row of `kubectl get nodes` without `-o wide`: nothing but a name and a version. */
function aRow(name: string, kubelet: string, roles: readonly string[] = ['control-plane']): NodeFacts {
  return {
    name,
    kubelet,
    roles,
    providerId: undefined,
    labels: {},
    annotations: [],
    addresses: [],
    kernel: '',
    osImage: '',
    containerRuntime: '',
    ready: 'yes',
  };
}

/** The same with `-o wide`. */
function aWideRow(name: string, kubelet: string, ip: string, osImage: string, kernel: string): NodeFacts {
  return { ...aRow(name, kubelet), addresses: [{ type: 'InternalIP', ip }], osImage, kernel };
}

/** What could be glimpsed of a node that may not be read. */
function aGlimpse(name: string, ip?: string): NodeFacts {
  return { ...aRow(name, '', []), addresses: ip === undefined ? [] : [{ type: 'InternalIP', ip }] };
}

const SILENT: KubeconfigFacts = {
  context: undefined,
  cluster: undefined,
  user: undefined,
  namespace: 'default',
  server: undefined,
  provider: undefined,
};

/** `context cluster user server`, as in `kubectl config get-contexts`. */
function aKubeconfig(words: string, host = '127.0.0.1', port = 6443): KubeconfigFacts {
  const [context, cluster, user] = words.split(' ');
  return { ...SILENT, context, cluster, user, server: { host, port: aPort(port) } };
}

function factsOf(
  nodes: readonly NodeFacts[],
  kubeconfig: KubeconfigFacts = SILENT,
  settings: Settings = {},
): ClusterFacts {
  return {
    kubeconfig,
    machine: { platform: 'darwin', within: 'nothing', kernel: '24.6.0', interfaces: ['127.0.0.1/8'] },
    nodes: { kind: 'known', value: nodes },
    glimpsedNodes: [],
    engine: { kind: 'not-asked' },
    remoteEngine: undefined,
    settings: { kind: 'known', value: settings },
  };
}

function namesOf(facts: ClusterFacts, ask: 'detect' | 'suggest'): string[] {
  return FAMILY.filter((distribution) => distribution[ask]?.(facts)).map(({ id }) => id);
}

const K3S = 'v1.33.3+k3s1';
const UBUNTU = 'Ubuntu 24.04.4 LTS';
const GENERIC = '6.8.0-117-generic';
const EKS_NAMES = 'arn:aws:eks:eu-west-1:1:cluster/a arn:aws:eks:eu-west-1:1:cluster/a';

const DETECTED: readonly { readonly of: string; readonly nodes: readonly NodeFacts[]; readonly detect: string[] }[] = [
  { of: 'a server of k3s', nodes: [aRow('pi', K3S)], detect: ['k3s'] },
  { of: 'k3s of 2020', nodes: [aRow('pi', 'v1.17.0+k3s.1')], detect: ['k3s'] },
  { of: 'k3s of 2019', nodes: [aRow('pi', 'v1.14.4-k3s.1')], detect: ['k3s'] },
  { of: 'k3s built from a commit', nodes: [aRow('pi', 'v1.25.0+k3s-8fb4ef1e')], detect: ['k3s'] },
  { of: 'k3s, providerID alone', nodes: [{ ...aRow('pi', ''), providerId: 'k3s://pi' }], detect: ['k3s'] },
  {
    of: 'k3s, annotation alone',
    nodes: [{ ...aRow('pi', ''), annotations: ['a/b', 'k3s.io/hostname'] }],
    detect: ['k3s'],
  },
  {
    of: 'k3s, label alone',
    nodes: [{ ...aRow('pi', ''), labels: { 'node.kubernetes.io/instance-type': 'k3s' } }],
    detect: ['k3s'],
  },
  {
    of: 'a machine of a cloud',
    nodes: [{ ...aRow('ip-1', 'v1.31.0'), labels: { 'node.kubernetes.io/instance-type': 't3.small' } }],
    detect: [],
  },
  { of: 'k3s in AWS', nodes: [{ ...aRow('ip-1', K3S), providerId: 'aws:///eu/i-1' }], detect: ['k3s'] },
  {
    of: 'k3s in a container that k3d did not make',
    nodes: [aWideRow('k3s-m1', 'v1.36.1+k3s1', '100.127.166.18', 'K3s v1.36.1+k3s1', '6.12.88+deb13-amd64')],
    detect: ['k3s'],
  },
  { of: 'a server of k3d', nodes: [aRow('k3d-dev-server-0', K3S)], detect: ['k3d', 'k3s'] },
  {
    of: 'a worker of k3d 1',
    nodes: [aWideRow('k3d-a-b-worker-0', 'v1.17.2+k3s1', '172.20.0.3', 'Unknown', '4.19.76-linuxkit')],
    detect: ['k3d', 'k3s'],
  },
  { of: 'a node that is called as k3d’s, of kubeadm', nodes: [aRow('k3d-dev-server-0', 'v1.31.0')], detect: [] },
  {
    of: 'a server of k3d without its role, which vcluster made up',
    nodes: [aRow('k3d-dev-server-0', K3S, [])],
    detect: ['k3s'],
  },
  {
    of: 'a server of k3d 1 without a role, as those were',
    nodes: [aRow('k3d-dev-server', 'v1.14.6-k3s.1', [])],
    detect: ['k3d', 'k3s'],
  },
  { of: 'a computer with Windows, which may be Rancher Desktop’s', nodes: [aRow('laptop-1ab2cd3e', K3S)], detect: [] },
  {
    of: 'k3s on such a computer with its system',
    nodes: [aWideRow('laptop-1ab2cd3e', K3S, '172.22.105.33', UBUNTU, '5.15.153.1-microsoft-standard-WSL2')],
    detect: ['k3s'],
  },
  { of: 'k3s in a cluster that is called k3d', nodes: [aRow('k3d-server', K3S)], detect: ['k3s'] },
  { of: 'Rancher Desktop on macOS', nodes: [aRow('lima-rancher-desktop', K3S)], detect: ['rancher-desktop', 'k3s'] },
  { of: 'that name with another kubelet', nodes: [aRow('lima-rancher-desktop', 'v1.31.0')], detect: [] },
  {
    of: 'Rancher Desktop on Windows',
    nodes: [
      aWideRow('ultron', K3S, '172.17.66.235', 'Rancher Desktop WSL Distribution', '5.15.90.1-microsoft-standard-WSL2'),
    ],
    detect: ['rancher-desktop', 'k3s'],
  },
  {
    of: 'k3s on Alpine in a training cloud',
    nodes: [aWideRow('node1', K3S, '172.30.1.2', 'Alpine Linux v3.16', '5.4.0-1106-gcp')],
    detect: ['k3s'],
  },
  {
    of: 'Colima',
    nodes: [aWideRow('colima', 'v1.35.0+k3s1', '192.168.5.1', UBUNTU, GENERIC)],
    detect: ['colima', 'k3s'],
  },
  { of: 'a profile of Colima, no address said', nodes: [aRow('colima-dev', K3S)], detect: ['colima', 'k3s'] },
  {
    of: 'k3s on a machine of a LAN that is called colima',
    nodes: [aWideRow('colima', K3S, '192.168.1.40', UBUNTU, GENERIC)],
    detect: ['k3s'],
  },
  { of: 'a machine called colima without k3s', nodes: [aRow('colima', 'v1.31.0')], detect: [] },
  {
    of: 'k3s in AWS on a machine called colima',
    nodes: [{ ...aWideRow('colima', K3S, '192.168.5.9', 'Amazon Linux 2023', '6.1.1'), providerId: 'aws:///eu/i-1' }],
    detect: ['k3s'],
  },
  {
    of: 'the same, whose providerID is k3s’s',
    nodes: [aWideRow('colima', K3S, '192.168.5.9', UBUNTU, '6.8.0-1021-aws')],
    detect: ['k3s'],
  },
  { of: 'two machines called after a village', nodes: [aRow('colima', K3S), aRow('comala', K3S)], detect: ['k3s'] },
  { of: 'Lima’s k3s', nodes: [aRow('lima-k3s', 'v1.21.1+k3s1')], detect: ['lima', 'k3s'] },
  { of: 'Lima’s kubeadm', nodes: [aRow('lima-k8s', 'v1.22.3')], detect: ['lima'] },
  { of: 'Lima’s RKE2', nodes: [aRow('lima-rke2', 'v1.33.5+rke2r1')], detect: ['lima', 'rke2'] },
  { of: 'three of Lima', nodes: [aRow('lima-k8s-0', 'v1.35.0'), aRow('lima-k8s-1', 'v1.35.0')], detect: ['lima'] },
  {
    of: 'an instance of Lima by any name',
    nodes: [aWideRow('lima-shop', 'v1.35.0', '192.168.5.15', UBUNTU, GENERIC)],
    detect: ['lima'],
  },
  {
    of: 'machines in Lima, Peru',
    nodes: [aWideRow('lima-k8s-0', 'v1.31.0', '10.20.0.4', UBUNTU, GENERIC)],
    detect: [],
  },
  { of: 'workers in Lima, Peru', nodes: [aRow('lima-k8s', 'v1.31.0'), aRow('lima-w1', 'v1.31.0')], detect: [] },
  { of: 'EKS in Lima, Peru', nodes: [aRow('lima-k8s', 'v1.31.0-eks-a737599')], detect: [] },
  { of: 'RKE2', nodes: [aRow('a', 'v1.27.10+rke2r1')], detect: ['rke2'] },
  { of: 'RKE2, early', nodes: [aRow('a', 'v1.18.4-beta16+rke2')], detect: ['rke2'] },
  {
    of: 'RKE2 with an annotation of k3s',
    nodes: [{ ...aRow('a', 'v1.27.10+rke2r1'), annotations: ['k3s.io/node-args'] }],
    detect: ['rke2'],
  },
  { of: 'RKE2, providerID alone', nodes: [{ ...aRow('a', ''), providerId: 'rke2://a' }], detect: ['rke2'] },
  {
    of: 'RKE2, label alone',
    nodes: [{ ...aRow('a', ''), labels: { 'egress.rke2.io/cluster': 'true' } }],
    detect: ['rke2'],
  },
  { of: 'k0s', nodes: [aRow('a', 'v1.33.1+k0s')], detect: ['k0s'] },
  { of: 'k0s of 2021', nodes: [aRow('a', 'v1.20.2-k0s1')], detect: ['k0s'] },
  {
    of: 'k0s, label alone',
    nodes: [{ ...aRow('a', ''), labels: { 'node.k0sproject.io/role': 'control-plane' } }],
    detect: ['k0s'],
  },
  {
    of: 'MicroK8s',
    nodes: [{ ...aRow('a', 'v1.28.7', []), labels: { 'microk8s.io/cluster': 'true' } }],
    detect: ['microk8s'],
  },
  {
    of: 'k3s in AWS that is called as k3d’s',
    nodes: [{ ...aRow('k3d-dev-server-0', K3S), providerId: 'aws:///eu/i-1' }],
    detect: ['k3s'],
  },
  { of: 'Lima’s default instance', nodes: [aRow('lima-default', K3S)], detect: ['lima', 'k3s'] },
  {
    of: 'a cloud in Lima, Peru',
    nodes: [{ ...aWideRow('lima-a', 'v1.31.0', '192.168.5.15', UBUNTU, GENERIC), providerId: 'openstack:///1' }],
    detect: [],
  },
  { of: 'RKE2, annotation alone', nodes: [{ ...aRow('a', ''), annotations: ['rke2.io/node-args'] }], detect: ['rke2'] },
  {
    of: 'a worker of MicroK8s',
    nodes: [{ ...aRow('a', 'v1.28.7', []), labels: { 'node.kubernetes.io/microk8s-worker': 'microk8s-worker' } }],
    detect: ['microk8s'],
  },
  { of: 'kubeadm', nodes: [aRow('a', 'v1.31.0')], detect: [] },
  { of: 'a suffix that only begins so', nodes: [aRow('a', 'v1.31.0+k3sx')], detect: [] },
];

describe('a node', () => {
  test.each(DETECTED)('of $of is detected by $detect', ({ nodes, detect }) => {
    expect({ detect: namesOf(factsOf(nodes), 'detect') }).toEqual({ detect });
  });
});

describe('nodes and names', () => {
  test.each([
    {
      of: 'Colima in a bridged network',
      nodes: [aWideRow('colima', K3S, '192.168.1.40', UBUNTU, GENERIC)],
      names: 'colima colima colima',
      detect: ['colima', 'k3s'],
    },
    {
      of: 'Colima with a hostname of its own',
      nodes: [aWideRow('work', K3S, '192.168.5.1', UBUNTU, GENERIC)],
      names: 'colima-dev colima-dev colima-dev',
      detect: ['colima', 'k3s'],
    },
    {
      of: 'Colima in a renamed context',
      nodes: [aRow('work', K3S)],
      names: 'mine colima colima',
      detect: ['colima', 'k3s'],
    },
    {
      of: 'k3s on a LAN under Colima’s names',
      nodes: [aWideRow('pi', K3S, '192.168.1.4', UBUNTU, GENERIC)],
      names: 'colima colima colima',
      detect: ['k3s'],
    },
    {
      of: 'k3s on Debian under Colima’s names',
      nodes: [aWideRow('pi', K3S, '192.168.5.1', 'Debian GNU/Linux 12 (bookworm)', '6.1.0')],
      names: 'colima colima colima',
      detect: ['k3s'],
    },
    {
      of: 'a context renamed to colima on EKS',
      nodes: [aRow('ip-1', 'v1.31.0-eks-a737599')],
      names: `colima ${EKS_NAMES}`,
      detect: [],
    },
    {
      of: 'a table of Rancher Desktop on Windows',
      nodes: [aRow('wgc100', K3S)],
      names: 'rancher-desktop rancher-desktop rancher-desktop',
      detect: ['rancher-desktop', 'k3s'],
    },
    {
      of: 'Rancher Desktop in a renamed context',
      nodes: [aRow('wgc100', K3S)],
      names: 'mine rancher-desktop rancher-desktop',
      detect: ['rancher-desktop', 'k3s'],
    },
    {
      of: 'k3s in a context renamed to rancher-desktop',
      nodes: [aRow('pi', K3S)],
      names: 'rancher-desktop default default',
      detect: ['k3s'],
    },
    {
      of: 'kubeadm under Rancher Desktop’s names',
      nodes: [aRow('a', 'v1.31.0')],
      names: 'rancher-desktop rancher-desktop rancher-desktop',
      detect: [],
    },
  ])('of $of are detected by $detect, and nobody guesses beyond', ({ nodes, names, detect }) => {
    const facts = factsOf(nodes, aKubeconfig(names));
    expect({ detect: namesOf(facts, 'detect'), suggest: namesOf(facts, 'suggest') }).toEqual({ detect, suggest: [] });
  });

  test('Colima’s names and a server elsewhere are not Colima', () => {
    const names = aKubeconfig('colima colima colima', '203.0.113.1');
    expect(namesOf(factsOf([aRow('work', K3S)], names), 'detect')).toEqual(['k3s']);
  });
});

describe('where nothing is detected', () => {
  test.each([
    {
      of: 'k3d’s names',
      nodes: [],
      kubeconfig: aKubeconfig('k3d-dev k3d-dev admin@k3d-dev', '0.0.0.0', 41_001),
      suggest: ['k3d'],
    },
    {
      of: 'k3d’s names in a renamed context',
      nodes: [],
      kubeconfig: aKubeconfig('mine k3d-dev admin@k3d-dev'),
      suggest: ['k3d'],
    },
    {
      of: 'a context renamed to k3d’s on EKS',
      nodes: [],
      kubeconfig: aKubeconfig(`k3d-dev ${EKS_NAMES}`),
      suggest: [],
    },
    {
      of: 'k3d’s names over nodes of EKS',
      nodes: [aRow('ip-1', 'v1.31.0-eks-1')],
      kubeconfig: aKubeconfig('k3d-dev k3d-dev admin@k3d-dev'),
      suggest: [],
    },
    { of: 'a glimpse of k3d’s node', nodes: [aGlimpse('k3d-dev-agent-0')], kubeconfig: SILENT, suggest: ['k3d'] },
    {
      of: 'Rancher Desktop’s names',
      nodes: [],
      kubeconfig: aKubeconfig('rancher-desktop rancher-desktop rancher-desktop'),
      suggest: ['rancher-desktop'],
    },
    {
      of: 'Rancher Desktop’s names, elsewhere',
      nodes: [],
      kubeconfig: aKubeconfig('rancher-desktop rancher-desktop rancher-desktop', '203.0.113.1'),
      suggest: [],
    },
    {
      of: 'a glimpse of Rancher Desktop’s node',
      nodes: [aGlimpse('lima-rancher-desktop')],
      kubeconfig: SILENT,
      suggest: ['rancher-desktop'],
    },
    {
      of: 'Colima’s names',
      nodes: [],
      kubeconfig: aKubeconfig('colima colima colima', '192.168.106.2', 41_001),
      suggest: ['colima'],
    },
    {
      of: 'Colima’s names and a glimpse',
      nodes: [aGlimpse('colima')],
      kubeconfig: aKubeconfig('colima colima colima'),
      suggest: ['colima'],
    },
    { of: 'a glimpse of a node called colima', nodes: [aGlimpse('colima')], kubeconfig: SILENT, suggest: [] },
    { of: 'a context alone', nodes: [], kubeconfig: aKubeconfig('colima work work'), suggest: [] },
    {
      of: 'a profile that is a path',
      nodes: [],
      kubeconfig: aKubeconfig('colima-../x colima-../x colima-../x'),
      suggest: [],
    },
    {
      of: 'a glimpse of Lima’s node',
      nodes: [aGlimpse('lima-shop', '192.168.5.15')],
      kubeconfig: SILENT,
      suggest: ['lima'],
    },
    { of: 'a glimpse of a node in Peru', nodes: [aGlimpse('lima-shop', '10.20.0.4')], kubeconfig: SILENT, suggest: [] },
    { of: 'k0s’s names', nodes: [], kubeconfig: aKubeconfig('Default local user'), suggest: ['k0s'] },
    { of: 'Rancher’s own cluster', nodes: [], kubeconfig: aKubeconfig('local local local'), suggest: [] },
    { of: 'k3s’s and RKE2’s names', nodes: [], kubeconfig: aKubeconfig('default default default'), suggest: [] },
    {
      of: 'MicroK8s’ names',
      nodes: [],
      kubeconfig: aKubeconfig('microk8s microk8s-cluster admin', '192.168.1.5', 16_443),
      suggest: ['microk8s'],
    },
    {
      of: 'MicroK8s’ names at another port',
      nodes: [],
      kubeconfig: aKubeconfig('microk8s microk8s-cluster admin'),
      suggest: [],
    },
    {
      of: 'MicroK8s’ names over nodes that fit',
      nodes: [aRow('a', 'v1.28.7', [])],
      kubeconfig: aKubeconfig('m microk8s-cluster u', '10.0.0.1', 16_443),
      suggest: ['microk8s'],
    },
    {
      of: 'MicroK8s’ names over kubeadm',
      nodes: [aRow('a', 'v1.28.7')],
      kubeconfig: aKubeconfig('m microk8s-cluster u', '10.0.0.1', 16_443),
      suggest: [],
    },
    {
      of: 'MicroK8s’ kubelet',
      nodes: [aRow('a', 'v1.20.0-34+1a52fbf0753680', [])],
      kubeconfig: SILENT,
      suggest: ['microk8s'],
    },
    {
      of: 'a kubelet of a commit with a role',
      nodes: [aRow('a', 'v1.20.0-34+1a52fbf0753680')],
      kubeconfig: SILENT,
      suggest: [],
    },
    { of: 'MicroK8s’ VM', nodes: [aRow('microk8s-vm', 'v1.28.7', [])], kubeconfig: SILENT, suggest: ['microk8s'] },
    { of: 'k3d’s cluster with another user', nodes: [], kubeconfig: aKubeconfig('k3d-dev k3d-dev jane'), suggest: [] },
    {
      of: 'k3d’s names of a node of kubeadm',
      nodes: [aRow('k3d-dev-server-0', 'v1.31.0')],
      kubeconfig: SILENT,
      suggest: [],
    },
    { of: 'Colima’s cluster with another user', nodes: [], kubeconfig: aKubeconfig('colima colima jane'), suggest: [] },
    {
      of: 'a node of EKS in a network like Lima’s',
      nodes: [aWideRow('lima-a', 'v1.31.0-eks-1', '192.168.5.15', UBUNTU, GENERIC)],
      kubeconfig: SILENT,
      suggest: [],
    },
    { of: 'k0s’s names but one', nodes: [], kubeconfig: aKubeconfig('mine local user'), suggest: [] },
    {
      of: 'k0s’s names over kubeadm',
      nodes: [aRow('a', 'v1.31.0')],
      kubeconfig: aKubeconfig('Default local user'),
      suggest: [],
    },
    {
      of: 'MicroK8s’ names over labels of others',
      nodes: [{ ...aRow('a', 'v1.28.7', []), labels: { 'kubernetes.io/os': 'linux' } }],
      kubeconfig: aKubeconfig('m microk8s-cluster u', '10.0.0.1', 16_443),
      suggest: [],
    },
    {
      of: 'MicroK8s’ names over AWS',
      nodes: [{ ...aRow('a', 'v1.28.7', []), providerId: 'aws:///eu/i-1' }],
      kubeconfig: aKubeconfig('m microk8s-cluster u', '10.0.0.1', 16_443),
      suggest: [],
    },
    {
      of: 'MicroK8s’ names over EKS',
      nodes: [aRow('a', 'v1.28.7-eks-1', [])],
      kubeconfig: aKubeconfig('m microk8s-cluster u', '10.0.0.1', 16_443),
      suggest: [],
    },
    {
      of: 'two machines, one called as MicroK8s’ VM',
      nodes: [aRow('microk8s-vm', 'v1.28.7', []), aRow('b', 'v1.28.7', [])],
      kubeconfig: SILENT,
      suggest: [],
    },
    { of: 'nothing at all', nodes: [], kubeconfig: SILENT, suggest: [] },
  ])('$of suggest $suggest', ({ nodes, kubeconfig, suggest }) => {
    const facts = factsOf(nodes, kubeconfig);
    expect({ detect: namesOf(facts, 'detect'), suggest: namesOf(facts, 'suggest') }).toEqual({ detect: [], suggest });
  });
});

describe('nodes are', () => {
  test.each([
    { of: 'k3s on a machine', distribution: k3s, node: aRow('pi', K3S), kind: 'machines' },
    {
      of: 'k3s’s image at a bridge',
      distribution: k3s,
      node: aWideRow('a', K3S, '172.20.0.2', 'K3s dev', '6.1.0'),
      kind: 'containers',
    },
    {
      of: 'k3s’s image at another address',
      distribution: k3s,
      node: aWideRow('a', K3S, '100.127.166.18', 'K3s v1.36.1+k3s1', '6.1.0'),
      kind: 'unknown',
    },
    { of: 'k0s on a machine', distribution: k0s, node: aRow('a', 'v1.33.1+k0s'), kind: 'machines' },
    {
      of: 'k0s in Docker',
      distribution: k0s,
      node: aWideRow('k0s', 'v1.33.1+k0s', '172.17.0.2', 'Alpine Linux v3.21', '6.10.4-linuxkit'),
      kind: 'containers',
    },
    {
      of: 'k0s on Alpine',
      distribution: k0s,
      node: aWideRow('a', 'v1.33.1+k0s', '172.17.0.2', 'Alpine Linux v3.21', '6.12.1-0-lts'),
      kind: 'machines',
    },
    { of: 'MicroK8s’ VM', distribution: microk8s, node: aRow('microk8s-vm', 'v1.28.7', []), kind: 'virtual-machines' },
    { of: 'MicroK8s', distribution: microk8s, node: aRow('a', 'v1.28.7', []), kind: 'machines' },
  ])('of $of $kind', ({ distribution, node, kind }) => {
    expect(distribution.nodesAre(factsOf([node]))).toBe(kind);
  });
});

describe('a forwarder', () => {
  test.each([
    { of: 'Colima', distribution: colima, settings: {}, carries: ['TCP'] },
    { of: 'Colima with gRPC', distribution: colima, settings: { portForwarder: 'grpc' }, carries: ['TCP', 'UDP'] },
    { of: 'Colima without', distribution: colima, settings: { portForwarder: 'none' }, carries: undefined },
    { of: 'Lima', distribution: lima, settings: { plain: 'false' }, carries: ['TCP'] },
    { of: 'plain Lima', distribution: lima, settings: { plain: 'true' }, carries: undefined },
    { of: 'Rancher Desktop', distribution: rancherDesktop, settings: {}, carries: ['TCP'] },
  ])('of $of carries $carries', ({ distribution, settings, carries }) => {
    const publishing = distribution.publishes(factsOf([], SILENT, settings));
    expect(publishing.kind === 'every-node-port' ? publishing.carries : undefined).toEqual(carries);
  });
});

describe('what the tool wrote down', () => {
  const of = (distribution: Distribution, node: string, names?: string) =>
    distribution.settings?.(factsOf([aRow(node, K3S)], names === undefined ? SILENT : aKubeconfig(names)));

  test('stands in the folder of the profile or the instance', () => {
    expect([
      of(colima, 'colima')?.path,
      of(colima, 'colima-dev')?.path,
      of(colima, 'work', 'a colima-b colima-b')?.path,
      of(colima, 'work')?.path,
      of(lima, 'lima-k3s')?.path,
      of(lima, 'lima-rancher-desktop')?.path,
    ]).toEqual(['default/colima.yaml', 'dev/colima.yaml', 'b/colima.yaml', undefined, 'k3s/lima.yaml', undefined]);
  });

  test('is kept as text, of the expected kind only', () => {
    expect([
      of(colima, 'colima')?.keep({ portForwarder: 'grpc', network: { address: true, dns: [] }, cpu: 2 }),
      of(colima, 'colima')?.keep({ portForwarder: 7, network: { address: 'yes' } }),
      of(lima, 'lima-k3s')?.keep({ plain: true, cpus: 4 }),
      of(lima, 'lima-k3s')?.keep('plain'),
    ]).toEqual([{ portForwarder: 'grpc' }, {}, { plain: 'true' }, {}]);
  });
});

describe('the container engine is asked', () => {
  test.each([
    {
      of: 'k3d’s nodes',
      nodes: [aRow('k3d-a-b-server-0', K3S), aRow('k3d-a-b-agent-0', K3S)],
      names: 'x y z',
      labels: ['label=k3d.cluster=a-b'],
    },
    { of: 'k3d’s names', nodes: [], names: 'x k3d-dev admin@k3d-dev', labels: ['label=k3d.cluster=dev'] },
    { of: 'names that are no label', nodes: [], names: 'x k3d-a=b admin@k3d-a=b', labels: [] },
  ])('for the containers of $of: $labels', ({ nodes, names, labels }) => {
    expect(k3d.containersWanted(factsOf(nodes, aKubeconfig(names)))).toEqual(labels);
  });

  test.each([
    {
      of: 'k3s in a container',
      distribution: k3s,
      node: aWideRow('a', K3S, '172.20.0.2', 'K3s dev', '6.1.0'),
      labels: ['label=com.docker.compose.project'],
    },
    { of: 'k3s on a machine', distribution: k3s, node: aRow('a', K3S), labels: [] },
    {
      of: 'k0s in a container',
      distribution: k0s,
      node: aWideRow('k0s', 'v1.33.1+k0s', '172.17.0.2', 'Alpine Linux v3.21', '6.1.0'),
      labels: ['label=com.docker.compose.project'],
    },
    { of: 'k0s on a machine', distribution: k0s, node: aRow('a', 'v1.33.1+k0s'), labels: [] },
  ])('for those of Compose, of $of: $labels', ({ distribution, node, labels }) => {
    expect(distribution.containersWanted(factsOf([node]))).toEqual(labels);
  });

  test('for the load balancer’s ports too', () => {
    const published = (hostPort: number, containerPort: number) =>
      ({ hostIp: '0.0.0.0', hostPort: aPort(hostPort), containerPort: aPort(containerPort), protocol: 'TCP' }) as const;
    const container = { isRunning: true, addresses: [], labels: { 'k3d.cluster': 'dev' } };
    const balancer = { ...container, labels: { 'k3d.cluster': 'dev', 'k3d.role': 'loadbalancer' } };
    const engine = {
      endpoint: '/var/run/docker.sock',
      operatingSystem: 'OrbStack',
      isRootless: false,
      name: 'orbstack',
      containers: [
        { ...container, name: 'k3d-dev-server-0', published: [published(8081, 30_081)] },
        { ...balancer, name: 'k3d-dev-serverlb', published: [published(41_001, 6443), published(8080, 30_080)] },
      ],
    };
    const kubeconfig = aKubeconfig('k3d-dev k3d-dev admin@k3d-dev', '0.0.0.0', 41_001);
    const facts = {
      ...factsOf([aRow('k3d-dev-server-0', K3S)], kubeconfig),
      engine: { kind: 'known', value: engine },
    } as const;
    expect(k3d.publishes(facts)).toEqual({
      kind: 'some-ports',
      hasServicePorts: true,
      ports: {
        kind: 'known',
        value: [
          { container: 'k3d-dev-server-0', node: 'k3d-dev-server-0', port: published(8081, 30_081) },
          { container: 'k3d-dev-serverlb', node: undefined, port: published(8080, 30_080) },
        ],
      },
    });
  });
});

describe('a cluster that does not answer', () => {
  test.each([
    { names: 'k3d-dev k3d-dev admin@k3d-dev', host: '0.0.0.0', port: 41_001, start: 'k3d cluster start dev' },
    { names: 'k3d-dev k3d-dev admin@k3d-dev', host: '203.0.113.1', port: 41_001, start: undefined },
    { names: 'colima colima colima', host: '127.0.0.1', port: 41_001, start: 'colima start' },
    { names: 'x colima-dev colima-dev', host: '192.168.106.2', port: 6443, start: 'colima start dev' },
    { names: 'colima--x colima--x colima--x', host: '127.0.0.1', port: 6443, start: undefined },
    { names: 'colima colima colima', host: '203.0.113.1', port: 6443, start: undefined },
    { names: 'x rancher-desktop rancher-desktop', host: '127.0.0.1', port: 6443, start: 'Rancher Desktop' },
    { names: 'x rancher-desktop rancher-desktop', host: '203.0.113.1', port: 6443, start: undefined },
    { names: 'x rancher-desktop default', host: '127.0.0.1', port: 6443, start: undefined },
    { names: 'm microk8s-cluster admin', host: '127.0.0.1', port: 16_443, start: 'sudo microk8s start' },
    { names: 'm microk8s-cluster admin', host: '10.0.0.4', port: 16_443, start: undefined },
    { names: 'm microk8s-cluster admin', host: '127.0.0.1', port: 6443, start: undefined },
    { names: 'default default default', host: '127.0.0.1', port: 6443, start: undefined },
  ])('and is called $names at $host:$port is started by $start', ({ names, host, port, start }) => {
    const found = FAMILY.map(({ whenDown }) => whenDown?.(aKubeconfig(names, host, port), undefined)).filter(
      (each) => each,
    );
    const words = found.map((each) => (each && 'argv' in each ? each.argv.join(' ') : each?.program));
    expect(words).toEqual(start === undefined ? [] : [start]);
  });
});
