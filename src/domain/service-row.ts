import type { Answer } from './answer.ts';
import type { EndpointFacts, ServiceFacts, ServicePort } from './facts.ts';
import type { Port } from './port.ts';

/** One Service port that has a nodePort: what `list` prints as a row. */
export interface ServiceRow {
  readonly service: ServiceFacts;
  readonly port: ServicePort & { readonly nodePort: Port };
  /** Whether the user asked for this Service by name. */
  readonly isNamed: boolean;
}

/** `names`: the Services that were asked for; none: all of them. */
export function rowsOf(services: readonly ServiceFacts[], names: readonly string[]): ServiceRow[] {
  const wanted = names.length === 0 ? services : services.filter(({ name }) => names.includes(name));
  return wanted.flatMap((service) =>
    service.ports.flatMap((port) => {
      const { nodePort } = port;
      return nodePort ? [{ service, port: { ...port, nodePort }, isNamed: names.includes(service.name) }] : [];
    }),
  );
}

/** Ready endpoints that kube-proxy of `node` may send this port's traffic to; `undefined` node: of any node. */
export function usableEndpoints(row: ServiceRow, node: string | undefined): Answer<number> {
  const { endpoints } = row.port;
  if (endpoints.kind !== 'known') return endpoints;
  return { kind: 'known', value: endpoints.value.filter((endpoint) => isUsable(endpoint, row, node)).length };
}

// With policy Local kube-proxy compares an endpoint's nodeName with its own; one without a name is never local.
function isUsable({ isReady, node: home }: EndpointFacts, { service }: ServiceRow, node: string | undefined): boolean {
  return isReady && (service.externalTrafficPolicy === 'Cluster' || node === undefined || home === node);
}
