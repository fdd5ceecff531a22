import type { EngineFacts } from '../../src/domain/facts.ts';
import { aPort } from '../domain/build.ts';

/** Objects as `kubectl get -o json` prints them, with what this program reads of them. */

export interface ServiceWords {
  readonly namespace?: string;
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ports: readonly object[];
}

export function serviceJson(name: string, { namespace = 'default', type = 'NodePort', labels, ports }: ServiceWords) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels },
    spec: { type, externalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ports },
    status: { loadBalancer: {} },
  };
}

/** One endpoint for each word: `ready` or not. All on `dev-worker`. */
export function sliceJson(service: string, ports: readonly string[], endpoints: readonly ('ready' | 'starting')[]) {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${service}-x`, namespace: 'default', labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    ports: ports.map((name) => ({ name, port: 8080, protocol: 'TCP' })),
    endpoints: endpoints.map((state, index) => ({
      addresses: [`10.244.1.${index + 1}`],
      conditions: { ready: state === 'ready' },
      nodeName: 'dev-worker',
    })),
  };
}

export function kindNodeJson(name: string, ip: string, kernel: string) {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    spec: { providerID: `kind://docker/dev/${name}` },
    status: {
      addresses: [
        { type: 'InternalIP', address: ip },
        { type: 'Hostname', address: name },
      ],
      conditions: [{ type: 'Ready', status: 'True' }],
      nodeInfo: { kernelVersion: kernel, osImage: 'Debian GNU/Linux 12 (bookworm)', kubeletVersion: 'v1.34.0' },
    },
  };
}

/** Docker Desktop's engine with kind's two containers; the worker publishes these nodePorts, by their host ports. */
export function dockerDesktop(published: Readonly<Record<number, number>>): EngineFacts {
  const port = (hostIp: string, hostPort: number, containerPort: number) =>
    ({ hostIp, hostPort: aPort(hostPort), containerPort: aPort(containerPort), protocol: 'TCP' }) as const;
  const labels = { 'io.x-k8s.kind.cluster': 'dev' };
  return {
    endpoint: '/Users/jane/.docker/run/docker.sock',
    operatingSystem: 'Docker Desktop',
    name: 'docker-desktop',
    isRootless: false,
    containers: [
      {
        name: 'dev-control-plane',
        labels,
        isRunning: true,
        addresses: [],
        published: [port('127.0.0.1', 41_001, 6443)],
      },
      {
        name: 'dev-worker',
        labels,
        isRunning: true,
        addresses: [],
        published: Object.entries(published).map(([host, container]) => port('0.0.0.0', Number(host), container)),
      },
    ],
  };
}
