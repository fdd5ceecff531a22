import type {
  ClusterFacts,
  EndpointFacts,
  EngineFacts,
  Facts,
  NodeFacts,
  ServiceFacts,
} from '../../src/domain/facts.ts';
import { type Port, parsePort } from '../../src/domain/port.ts';
import type { Route } from '../../src/domain/route.ts';
import type { ServiceRow } from '../../src/domain/service-row.ts';

/** Values for the tables of this folder: unremarkable ones, of which a row of a table changes what it is about. */

export function aPort(number: number): Port {
  const port = parsePort(number);
  if (!port) throw new Error(`${number} is not a port`);
  return port;
}

const READY_ON_A: readonly EndpointFacts[] = [{ isReady: true, node: 'a' }];

export function aService(different: Partial<ServiceFacts> = {}): ServiceFacts {
  return {
    namespace: 'default',
    name: 'web',
    type: 'NodePort',
    ports: [],
    externalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    loadBalancer: [],
    selector: { app: 'web' },
    externalName: undefined,
    path: undefined,
    ...different,
  };
}

export interface RowWords {
  readonly service?: Partial<ServiceFacts>;
  readonly port?: Partial<Omit<ServiceRow['port'], 'port' | 'nodePort'>> & {
    readonly port?: number;
    readonly nodePort?: number;
  };
  readonly isNamed?: boolean;
}

/** A row that answers: one ready endpoint on node `a`. */
export function aRow({
  service,
  port: { port: number = 80, nodePort = 30_080, ...port } = {},
  isNamed = false,
}: RowWords = {}) {
  return {
    service: aService(service),
    port: {
      name: '',
      protocol: 'TCP',
      appProtocol: undefined,
      targetName: undefined,
      endpoints: { kind: 'known', value: READY_ON_A },
      ...port,
      port: aPort(number),
      nodePort: aPort(nodePort),
    },
    isNamed,
  } as const satisfies ServiceRow;
}

/** Node `a` of a cluster in containers on this machine. */
export function aRoute({ port = 30_080, ...different }: Partial<Omit<Route, 'port'>> & { port?: number } = {}): Route {
  return {
    via: 'node-address',
    host: '172.18.0.2',
    node: 'a',
    because: 'InternalIP of node a',
    onlyIf: undefined,
    answeredBy: 'kube-proxy',
    stays: 'local',
    dialling: 'freely',
    ...different,
    port: aPort(port),
  };
}

export function aNode(different: Partial<NodeFacts> = {}): NodeFacts {
  return {
    name: 'a',
    providerId: undefined,
    labels: {},
    annotations: [],
    roles: [],
    addresses: [{ type: 'InternalIP', ip: '172.18.0.2' }],
    kernel: '6.1.0',
    osImage: 'Debian GNU/Linux 12 (bookworm)',
    kubelet: 'v1.34.0',
    containerRuntime: 'containerd://2.1.5',
    ready: 'yes',
    ...different,
  };
}

export function anEngine(different: Partial<EngineFacts> = {}): EngineFacts {
  return {
    endpoint: '/var/run/docker.sock',
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    name: 'desk',
    isRootless: false,
    containers: [],
    ...different,
  };
}

export function someFacts(different: Partial<Facts> = {}): Facts {
  return { ...someClusterFacts(different), services: different.services ?? [], tunnels: different.tunnels ?? [] };
}

export function someClusterFacts(different: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    kubeconfig: {
      context: 'kind-dev',
      cluster: 'kind-dev',
      user: 'kind-dev',
      namespace: 'default',
      server: { host: '127.0.0.1', port: aPort(41_001) },
      provider: undefined,
    },
    machine: { platform: 'linux', within: 'nothing', kernel: '6.1.0', interfaces: ['127.0.0.1/8', '172.18.0.1/16'] },
    nodes: { kind: 'known', value: [aNode()] },
    glimpsedNodes: [],
    engine: { kind: 'not-asked' },
    remoteEngine: undefined,
    settings: { kind: 'not-asked' },
    ...different,
  };
}
