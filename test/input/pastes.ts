import type { NodeFacts, ServiceFacts } from '../../src/domain/facts.ts';
import { parsePort } from '../../src/domain/port.ts';

export const NOBODY: NodeFacts = {
  name: '',
  providerId: undefined,
  labels: {},
  annotations: [],
  roles: [],
  addresses: [],
  kernel: '',
  osImage: '',
  kubelet: '',
  containerRuntime: '',
  ready: 'yes',
};

/** Versions, addresses, images and kernels of real clusters. */
const CELLS = [
  [
    'docker-desktop',
    'Ready',
    'control-plane',
    '20d',
    'v1.30.2',
    '192.168.65.3',
    '<none>',
    'Docker Desktop',
    '6.10.4-linuxkit',
    'docker://27.2.0',
  ],
  [
    'orbstack',
    'NotReady',
    '<none>',
    '3h2m',
    'v1.29.3+orb1',
    '198.19.249.2',
    '<none>',
    'OrbStack',
    '6.11.6-orbstack-00279-g28c6c77332e6',
    'docker://27.3.1',
  ],
  [
    'k3d-mycluster-agent-0',
    'Ready,SchedulingDisabled',
    'etcd,agent',
    '119d',
    'v1.31.5+k3s1',
    '172.21.0.5',
    '203.0.113.9',
    'K3s v1.31.5+k3s1',
    '6.8.12-9-pve',
    'containerd://1.7.23-k3s2',
  ],
  [
    'talos-1',
    'Unknown',
    'worker',
    '3y4d',
    'v1.29.0',
    '10.5.0.2',
    '<none>',
    'Talos (v1.9.5)',
    '6.12.18-talos (amd64)',
    'containerd://1.7.16',
  ],
];
const COLUMNS = [
  'NAME',
  'STATUS',
  'ROLES',
  'AGE',
  'VERSION',
  'INTERNAL-IP',
  'EXTERNAL-IP',
  'OS-IMAGE',
  'KERNEL-VERSION',
  'CONTAINER-RUNTIME',
];
export const TABLE = [COLUMNS, ...CELLS];

/** As kubectl's tabwriter prints it. */
export function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)) + 3);
  return table.map((row) =>
    row.map((cell, column) => (column < row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell)).join(''),
  );
}

export const NODES: readonly NodeFacts[] = [
  {
    ...NOBODY,
    name: 'docker-desktop',
    roles: ['control-plane'],
    addresses: [{ type: 'InternalIP', ip: '192.168.65.3' }],
    kernel: '6.10.4-linuxkit',
    osImage: 'Docker Desktop',
    kubelet: 'v1.30.2',
    containerRuntime: 'docker://27.2.0',
  },
  {
    ...NOBODY,
    name: 'orbstack',
    addresses: [{ type: 'InternalIP', ip: '198.19.249.2' }],
    kernel: '6.11.6-orbstack-00279-g28c6c77332e6',
    osImage: 'OrbStack',
    kubelet: 'v1.29.3+orb1',
    containerRuntime: 'docker://27.3.1',
    ready: 'no',
  },
  {
    ...NOBODY,
    name: 'k3d-mycluster-agent-0',
    roles: ['agent', 'etcd'],
    addresses: [
      { type: 'InternalIP', ip: '172.21.0.5' },
      { type: 'ExternalIP', ip: '203.0.113.9' },
    ],
    kernel: '6.8.12-9-pve',
    osImage: 'K3s v1.31.5+k3s1',
    kubelet: 'v1.31.5+k3s1',
    containerRuntime: 'containerd://1.7.23-k3s2',
  },
  {
    ...NOBODY,
    name: 'talos-1',
    roles: ['worker'],
    addresses: [{ type: 'InternalIP', ip: '10.5.0.2' }],
    kernel: '6.12.18-talos',
    osImage: 'Talos (v1.9.5)',
    kubelet: 'v1.29.0',
    containerRuntime: 'containerd://1.7.16',
    ready: 'unknown',
  },
];

export function aService(
  name: string,
  ports: readonly (readonly [number, (number | undefined)?, string?])[],
  more: Partial<ServiceFacts> = {},
): ServiceFacts {
  return {
    namespace: 'default',
    name,
    type: 'NodePort',
    externalTrafficPolicy: 'Cluster',
    ipFamilies: [],
    loadBalancer: [],
    selector: {},
    externalName: undefined,
    path: undefined,
    ports: ports.map(([port, nodePort, protocol]) => ({
      name: '',
      port: parsePort(port)!,
      nodePort: parsePort(nodePort),
      protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
      appProtocol: undefined,
      targetName: undefined,
      endpoints: { kind: 'not-asked' },
    })),
    ...more,
  };
}
