import type { ServiceFacts, ServicePort } from '../../domain/facts.ts';
import { selectorText } from '../../domain/selects.ts';
import type { ServiceRow } from '../../domain/service-row.ts';
import type { ServicePortName } from '../../input/pod-endpoints.ts';

/** One port of one Service that is to be opened. */
export interface Target {
  readonly service: ServiceFacts;
  readonly port: ServicePort;
}

/** As it is dialled; `undefined`: without a nodePort there is no address to dial. */
export function rowOf({ service, port }: Target): ServiceRow | undefined {
  const { nodePort } = port;
  return nodePort && { service, port: { ...port, nodePort }, isNamed: true };
}

export function nameOf({ service, port }: Target): ServicePortName {
  return { namespace: service.namespace, service: service.name, port: port.name };
}

/** Where the pods behind it are to be looked for; `undefined`: it selects none. */
export function podScopeOf({ service: { namespace, selector } }: Target) {
  const text = selectorText(selector);
  return text === '' ? undefined : { namespace, selector: text };
}

/** Whether two words of a command line came to the same. */
export function isSame(one: Target, other: Target): boolean {
  return (
    one.service.name === other.service.name &&
    one.port.port === other.port.port &&
    one.port.protocol === other.port.protocol
  );
}
