import { choosePort } from './choose-port.ts';
import type { ServiceFacts, ServicePort } from './facts.ts';

interface Named {
  readonly service: Pick<ServiceFacts, 'name' | 'ports'>;
  readonly port: Pick<ServicePort, 'name' | 'port' | 'protocol'>;
}

/** What means this port on a command line: `web`, or `web:admin` where the Service alone would mean another one. */
export function targetWord({ service, port }: Named): string {
  const alone = choosePort(service.ports, undefined);
  const isMeant = alone.kind === 'chosen' && isSame(alone.port, port);
  return isMeant ? service.name : portWord(service, port);
}

/** The same with the port, whatever the Service alone would mean. */
export function portWord({ name }: Pick<ServiceFacts, 'name'>, port: Pick<ServicePort, 'name' | 'port'>): string {
  return `${name}:${port.name === '' ? port.port : port.name}`;
}

function isSame(one: Pick<ServicePort, 'port' | 'protocol'>, other: Pick<ServicePort, 'port' | 'protocol'>): boolean {
  return one.port === other.port && one.protocol === other.protocol;
}
