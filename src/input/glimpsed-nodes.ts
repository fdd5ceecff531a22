import type { NodeAddress, NodeFacts, ServiceFacts } from '../domain/facts.ts';
import type { PodFacts } from './pod.ts';

/** The nodes that pods run on and endpoints name: where nodes may not be listed, a name and addresses are left of them. */
export function glimpseNodes(pods: readonly PodFacts[], services: readonly ServiceFacts[]): readonly NodeFacts[] {
  const addresses = new Map<string, Set<string>>();
  for (const { node, hostIps } of pods) {
    if (node === undefined) continue;
    const known = addresses.get(node) ?? new Set();
    for (const ip of hostIps) known.add(ip);
    addresses.set(node, known);
  }
  for (const { ports } of services) {
    for (const { endpoints } of ports) {
      const named = endpoints.kind === 'known' ? endpoints.value : [];
      for (const { node } of named) if (node !== undefined && !addresses.has(node)) addresses.set(node, new Set());
    }
  }
  return [...addresses].map(([name, ips]) => glimpsed(name, [...ips]));
}

function glimpsed(name: string, ips: readonly string[]): NodeFacts {
  return {
    name,
    providerId: undefined,
    labels: {},
    annotations: [],
    roles: [],
    addresses: ips.map((ip): NodeAddress => ({ type: 'InternalIP', ip })),
    kernel: '',
    osImage: '',
    kubelet: '',
    containerRuntime: '',
    ready: 'unknown',
  };
}
