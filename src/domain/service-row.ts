import type { Answer } from './answer.ts';
import { portsCalled } from './choose-port.ts';
import type { EndpointFacts, ServiceFacts, ServicePort } from './facts.ts';
import type { Port } from './port.ts';

/** One Service port that has a nodePort: what `list` prints as a row. */
export interface ServiceRow {
  readonly service: ServiceFacts;
  readonly port: ServicePort & { readonly nodePort: Port };
  /** Whether the user asked for this Service by name. */
  readonly isNamed: boolean;
}

/** A Service that was asked for, and maybe one of its ports, as `choosePort` takes it. */
export interface NamedService {
  readonly name: string;
  readonly port: string | undefined;
}

/** `named`: what was asked for; nothing: all of them. */
export function rowsOf(services: readonly ServiceFacts[], named: readonly NamedService[]): ServiceRow[] {
  return services.flatMap((service) => {
    const its = named.filter(({ name }) => name === service.name);
    const isNamed = its.length > 0;
    const ports = isNamed ? portsOf(service, its) : service.ports;
    return isNamed || named.length === 0 ? ports.flatMap((port) => rowOf(service, port, isNamed)) : [];
  });
}

/** In the Service's order, each once. */
function portsOf({ ports }: ServiceFacts, named: readonly NamedService[]): readonly ServicePort[] {
  const asked = named.flatMap(({ port }) => (port === undefined ? ports : portsCalled(port, ports)));
  return ports.filter((port) => asked.includes(port));
}

function rowOf(service: ServiceFacts, port: ServicePort, isNamed: boolean): readonly ServiceRow[] {
  const { nodePort } = port;
  return nodePort ? [{ service, port: { ...port, nodePort }, isNamed }] : [];
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
