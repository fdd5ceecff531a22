import type { EndpointFacts, NodeAddress, NodeFacts, ServiceFacts } from '../domain/facts.ts';
import type { SliceFacts } from './objects.ts';
import type { PodFacts } from './pod.ts';

/** The nodes that pods run on and endpoints name: where nodes may not be listed, a name and addresses are left of them. */
export function glimpseNodes(pods: readonly PodFacts[], names: readonly string[]): readonly NodeFacts[] {
  const addresses = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const { node, hostIps } of pods) {
    if (node === undefined) continue;
    const known = addresses.get(node) ?? new Set();
    for (const ip of hostIps) known.add(ip);
    addresses.set(node, known);
  }
  return [...addresses].map(([name, ips]) => glimpsed(name, [...ips]));
}

export function nodesOfEndpoints(services: readonly ServiceFacts[]): readonly string[] {
  const ports = services.flatMap((service) => service.ports);
  return namesIn(ports.flatMap(({ endpoints }) => (endpoints.kind === 'known' ? endpoints.value : [])));
}

export function nodesOfSlices(slices: readonly SliceFacts[]): readonly string[] {
  return namesIn(slices.flatMap(({ endpoints }) => endpoints));
}

function namesIn(endpoints: readonly EndpointFacts[]): readonly string[] {
  return [...new Set(endpoints.map(({ node }) => node))].filter((node) => node !== undefined);
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
