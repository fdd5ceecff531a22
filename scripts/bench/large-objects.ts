import { paperNode } from '../../test/support/paper.ts';

/** What differs from one object of a kind to the next. */
export interface Names {
  readonly namespace: string;
  readonly service: string;
  readonly clusterIp: string;
  readonly nodePort: string;
  readonly node: string;
  readonly nodeIp: string;
  readonly otherNode: string;
  readonly podIp: string;
  readonly otherPodIp: string;
}

/** Each stands nowhere else in an object, so that it can be replaced. */
export const MODEL: Names = {
  namespace: 'model-namespace',
  service: 'model-service',
  clusterIp: '10.96.255.254',
  nodePort: '64999',
  node: 'model-node',
  nodeIp: '127.255.255.254',
  otherNode: 'model-other-node',
  podIp: '10.244.255.254',
  otherPodIp: '10.245.255.254',
};

/** With what makes a node's object long: labels of a cloud, conditions, and the images that a kubelet names. */
export function nodeOf({ node, nodeIp }: Names): object {
  const labels = {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': node,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': 'large',
    'topology.kubernetes.io/region': 'here',
    'topology.kubernetes.io/zone': 'here-1',
  };
  const paper = paperNode({ name: node, internalIp: nodeIp, labels }) as { readonly status: object };
  const capacity = { cpu: '16', memory: '65843052Ki', pods: '110', 'ephemeral-storage': '101430960Ki' };
  const at = '2026-11-30T12:00:00Z';
  const conditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => ({
    type,
    status: type === 'Ready' ? 'True' : 'False',
    reason: `Kubelet${type}`,
    message: `kubelet says what is so of ${type}`,
    lastHeartbeatTime: at,
    lastTransitionTime: at,
  }));
  const images = Array.from({ length: IMAGES }, (_, index) => ({
    names: [
      `registry.example/team/program-${index}@sha256:${'0'.repeat(64)}`,
      `registry.example/team/program-${index}:v1`,
    ],
    sizeBytes: 50_000_000 + index,
  }));
  return { ...paper, status: { ...paper.status, capacity, allocatable: capacity, conditions, images } };
}

/** A kubelet names at most 50. */
const IMAGES = 20;

export function serviceOf({ namespace, service, clusterIp, nodePort }: Names): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, namespace, labels: { app: service, 'app.kubernetes.io/managed-by': 'bench' } },
    spec: {
      type: 'NodePort',
      clusterIP: clusterIp,
      selector: { app: service },
      ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: Number(nodePort) }],
    },
  };
}

/** As the controller writes it: two pods, each on a node of its own. */
export function sliceOf({ namespace, service, node, otherNode, podIp, otherPodIp }: Names): object {
  const homes = [
    { nodeName: node, addresses: [podIp] },
    { nodeName: otherNode, addresses: [otherPodIp] },
  ];
  const endpoints = homes.map((home, index) => ({
    ...home,
    conditions: { ready: true, serving: true, terminating: false },
    zone: 'here-1',
    targetRef: { kind: 'Pod', name: `${service}-5d8f7b9c6d-${index}`, namespace },
  }));
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: service,
      namespace,
      labels: {
        app: service,
        'kubernetes.io/service-name': service,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
    },
    addressType: 'IPv4',
    endpoints,
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  };
}
