import type { ClusterFacts, ContainerFacts, MachineFacts, NodeFacts, PublishedPort } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import type { Distribution, PublishWish } from '../../src/domain/runtime.ts';
import { aNode, anEngine, aPort, aRow, type RowWords, someClusterFacts } from '../domain/build.ts';

export const MAC: MachineFacts = {
  platform: 'darwin',
  within: 'nothing',
  kernel: '24.6.0',
  interfaces: ['127.0.0.1/8'],
};
export const WINDOWS: MachineFacts = { ...MAC, platform: 'win32', kernel: '10.0.22631' };

/** The Service `web` in `shop`, whose port 80 has the nodePort 30080. */
function aWish({ service, ...words }: RowWords = {}): PublishWish {
  const { isNamed: _, ...row } = aRow({ service: { namespace: 'shop', ...service }, ...words });
  return { ...row, namespaceFlags: ['-n', 'shop'] };
}

export function offers(distribution: Distribution, facts: Partial<ClusterFacts>, words: RowWords = {}): readonly Fix[] {
  return distribution.publishFixes?.(aWish(words), someClusterFacts(facts)) ?? [];
}

export function nodesKnown(...nodes: readonly Partial<NodeFacts>[]): ClusterFacts['nodes'] {
  return { kind: 'known', value: nodes.map(aNode) };
}

export function published(words: string): PublishedPort {
  const [, hostIp = '', hostPort, containerPort, protocol = 'TCP'] = /^(.*):(\d+):(\d+)(?:\/(UDP))?$/.exec(words) ?? [];
  return {
    hostIp,
    hostPort: aPort(Number(hostPort)),
    containerPort: aPort(Number(containerPort)),
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
  };
}

export function container(name: string, ...ports: readonly string[]): ContainerFacts {
  return { name, labels: {}, isRunning: true, addresses: [], published: ports.map(published) };
}

export function engineOf(...containers: readonly ContainerFacts[]): ClusterFacts['engine'] {
  return { kind: 'known', value: anEngine({ containers }) };
}

/** Of a container beside the nodes, whose loopback is another. */
export const BESIDE: Partial<ClusterFacts> = {
  machine: { platform: 'linux', within: 'container', kernel: '6.1.0', interfaces: ['127.0.0.1/8'] },
  kubeconfig: {
    ...someClusterFacts().kubeconfig,
    context: 'docker-desktop',
    cluster: 'shop',
    provider: 'minikube.sigs.k8s.io',
    server: { host: 'host.docker.internal', port: aPort(41_001) },
  },
};

export const UNANSWERED: ClusterFacts['engine'] = {
  kind: 'unknown',
  because: { code: 'container-engine', value: 'timed out', source: '/var/run/docker.sock' },
};
