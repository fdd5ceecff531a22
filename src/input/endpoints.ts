import { type Answer, known } from '../domain/answer.ts';
import type { EndpointFacts, ServiceFacts } from '../domain/facts.ts';
import type { SliceFacts } from './objects.ts';

/** How a Service and its own slices become one. */
type Join = (service: ServiceFacts, slices: readonly SliceFacts[]) => ServiceFacts;

/** Gives each Service port the endpoints that its slices list for it. */
export function joinEndpoints(
  services: readonly ServiceFacts[],
  slices: Answer<readonly SliceFacts[]>,
  join: Join = joined,
): readonly ServiceFacts[] {
  if (slices.kind !== 'known') return services.map((service) => withEndpoints(service, () => unasked(slices)));
  const byService = groupByService(slices.value);
  return services.map((service) => join(service, byService.get(keyOf(service)) ?? []));
}

/** For who joins them again and again: a Service that is the object it was, with the slices that it had, gives what it gave. */
export function rememberingJoin(): Join {
  const before = new WeakMap<ServiceFacts, { readonly slices: readonly SliceFacts[]; readonly given: ServiceFacts }>();
  return (service, slices) => {
    const last = before.get(service);
    if (last && areSame(last.slices, slices)) return last.given;
    const given = joined(service, slices);
    before.set(service, { slices, given });
    return given;
  };
}

function areSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}

function joined(service: ServiceFacts, slices: readonly SliceFacts[]): ServiceFacts {
  return withEndpoints(service, (port) => known(endpointsOf(service, port, slices)));
}

function withEndpoints(
  service: ServiceFacts,
  ofPort: (name: string) => Answer<readonly EndpointFacts[]>,
): ServiceFacts {
  return { ...service, ports: service.ports.map((port) => ({ ...port, endpoints: ofPort(port.name) })) };
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
