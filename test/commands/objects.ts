import type { EngineFacts } from '../../src/domain/facts.ts';
import { aPort } from '../domain/build.ts';

/** Objects as `kubectl get -o json` prints them, with what this program reads of them. */

export interface ServiceWords {
  readonly namespace?: string;
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly selector?: Readonly<Record<string, string>>;
  readonly externalName?: string;
  readonly ports: readonly object[];
}

export function serviceJson(name: string, words: ServiceWords) {
  const { namespace = 'default', type = 'NodePort', labels, annotations, ports, selector, externalName } = words;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels, annotations },
    spec: { type, externalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ports, selector, externalName },
    status: { loadBalancer: {} },
  };
}

/** One endpoint for each word: `ready` or not. They are the pods `web-1`, `web-2`, all on `dev-worker`. */
export function sliceJson(service: string, ports: readonly string[], endpoints: readonly ('ready' | 'starting')[]) {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${service}-x`, namespace: 'default', labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    ports: ports.map((name) => ({ name, port: 8080, protocol: 'TCP' })),
    endpoints: endpoints.map((state, index) => ({
      addresses: [`10.244.1.${index + 1}`],
      conditions: { ready: state === 'ready', serving: state === 'ready', terminating: false },
      nodeName: 'dev-worker',
      targetRef: { kind: 'Pod', namespace: 'default', name: `${service}-${index + 1}` },
    })),
  };
}

/** A pod with the label `app`; without a reason it is ready, with one its image cannot be pulled. */
export function podJson(name: string, app: string, reason?: 'ImagePullBackOff', ports: readonly object[] = []) {
  const status = reason === undefined ? 'True' : 'False';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app } },
    spec: { nodeName: 'dev-worker', containers: [{ name: app, image: `${app}:1`, ports }] },
    status: {
      phase: reason === undefined ? 'Running' : 'Pending',
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status },
      ],
      containerStatuses: [
        {
          name: app,
          ready: reason === undefined,
          started: reason === undefined,
          restartCount: 0,
          state: reason === undefined ? { running: {} } : { waiting: { reason, message: 'not found' } },
        },
      ],
    },
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
