import { type Answer, known } from '../domain/answer.ts';
import type { EndpointFacts, ServiceFacts } from '../domain/facts.ts';
import type { SliceFacts } from './objects.ts';

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
