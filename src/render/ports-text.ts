import type { ServicePort } from '../domain/facts.ts';
import { cell } from './safe-text.ts';

/** A Service may have hundreds of ports; the rest is counted, as kubectl does with endpoints. */
const MOST_PORTS = 3;

export function portsText(ports: readonly ServicePort[]): string {
  const shown = ports.slice(0, MOST_PORTS).map(portText).join(',');
  const more = ports.length - MOST_PORTS;
  return more > 0 ? `${shown} + ${more} more...` : shown;
}

/** As kubectl writes it. */
export function portText({ port, nodePort, protocol }: ServicePort): string {
  return `${port}${nodePort === undefined ? '' : `:${nodePort}`}/${cell(protocol)}`;
}
