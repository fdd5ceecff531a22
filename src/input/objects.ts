import type { V1EndpointSlice, V1Node, V1Service } from '@kubernetes/client-node';
import { type Answer, known } from '../domain/answer.ts';
import type { EndpointFacts, NodeAddress, NodeFacts, ServiceFacts, ServicePort } from '../domain/facts.ts';
import { parsePort, parseProtocol } from '../domain/port.ts';

/** What is kept of an EndpointSlice. */
export interface SliceFacts {
  readonly namespace: string;
  readonly service: string;
  readonly family: string;
  /** Names of the ports it serves; a slice serves all of its endpoints on each of them. */
  readonly ports: readonly string[];
  readonly endpoints: readonly (EndpointFacts & { readonly address: string })[];
}

export function parseNode({ metadata, spec, status }: V1Node): NodeFacts {
  const { nodeInfo, conditions = [], addresses = [] } = status ?? {};
  return {
    name: metadata?.name ?? '',
    providerId: spec?.providerID,
    labels: metadata?.labels ?? {},
    addresses: addresses.flatMap(parseAddress),
    kernel: nodeInfo?.kernelVersion ?? '',
    osImage: nodeInfo?.osImage ?? '',
    kubelet: nodeInfo?.kubeletVersion ?? '',
    ready: readinessOf(conditions.find(({ type }) => type === 'Ready')?.status),
  };
}

/** The Service without its endpoints, which are in other objects. */
export function parseService({ metadata, spec, status }: V1Service): ServiceFacts {
  return {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    type: spec?.type ?? 'ClusterIP',
    externalTrafficPolicy: spec?.externalTrafficPolicy === 'Local' ? 'Local' : 'Cluster',
    ipFamilies: spec?.ipFamilies ?? [],
    loadBalancer: (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ({ host: ip ?? hostname ?? '' })),
    ports: (spec?.ports ?? []).flatMap((each): ServicePort[] => {
      const port = parsePort(each.port);
      if (!port) return [];
      const { name = '', appProtocol } = each;
      const protocol = parseProtocol(each.protocol);
      return [
        { name, port, nodePort: parsePort(each.nodePort), protocol, appProtocol, endpoints: { kind: 'not-asked' } },
      ];
    }),
  };
}

export function parseSlice({ metadata, addressType, ports, endpoints }: V1EndpointSlice): SliceFacts {
  return {
    namespace: metadata?.namespace ?? '',
    service: metadata?.labels?.['kubernetes.io/service-name'] ?? '',
    family: addressType,
    ports: (ports ?? []).map(({ name }) => name ?? ''),
    endpoints: (endpoints ?? []).map(({ addresses, conditions, nodeName }) => ({
      address: addresses[0] ?? '',
      isReady: conditions?.ready ?? true, // nil means true: kubernetes/api, discovery/v1/types.go
      node: nodeName,
    })),
  };
}

/** Gives each Service port the endpoints that its slices list for it. */
export function joinEndpoints(
  services: readonly ServiceFacts[],
  slices: Answer<readonly SliceFacts[]>,
): readonly ServiceFacts[] {
  const byService = slices.kind === 'known' ? groupByService(slices.value) : undefined;
  return services.map((service) => ({
    ...service,
    ports: service.ports.map((port) => ({
      ...port,
      endpoints: byService
        ? known(endpointsOf(service, port.name, byService.get(keyOf(service)) ?? []))
        : unasked(slices),
    })),
  }));
}

function readinessOf(status: string | undefined): NodeFacts['ready'] {
  if (status === 'True') return 'yes';
  return status === 'False' ? 'no' : 'unknown';
}

function parseAddress({ type, address }: { type: string; address: string }): NodeAddress[] {
  return type === 'InternalIP' || type === 'ExternalIP' ? [{ type, ip: address }] : [];
}

function unasked(slices: Answer<unknown>): Answer<readonly EndpointFacts[]> {
  return slices.kind === 'unknown' ? slices : { kind: 'not-asked' };
}

function groupByService(slices: readonly SliceFacts[]): ReadonlyMap<string, readonly SliceFacts[]> {
  const groups = new Map<string, SliceFacts[]>();
  for (const slice of slices) {
    const key = keyOf({ namespace: slice.namespace, name: slice.service });
    const group = groups.get(key);
    if (group) group.push(slice);
    else groups.set(key, [slice]);
  }
  return groups;
}

/**
 * A dual-stack pod stands in a slice of each family: it is counted once, in the family that comes first. While slices
 * are rewritten an endpoint may stand in two of them: it is counted once, by its address.
 */
function endpointsOf(
  { ipFamilies }: ServiceFacts,
  port: string,
  slices: readonly SliceFacts[],
): readonly EndpointFacts[] {
  const serving = slices.filter(({ ports }) => ports.includes(port));
  const family = [...ipFamilies, 'IPv4', 'IPv6'].find((each) => serving.some((slice) => slice.family === each));
  const byAddress = new Map<string, EndpointFacts>();
  for (const { address, isReady, node } of serving.filter((slice) => slice.family === family).flatMap(allOf)) {
    if (!byAddress.get(address)?.isReady) byAddress.set(address, { isReady, node });
  }
  return [...byAddress.values()];
}

function allOf({ endpoints }: SliceFacts): SliceFacts['endpoints'] {
  return endpoints;
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
