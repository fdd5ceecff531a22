import type { ServicePort } from './facts.ts';
import { isNonEmpty, type NonEmpty } from './non-empty.ts';
import { parsePort } from './port.ts';
import { schemeOf } from './scheme.ts';

/** Which port of a Service was meant. */
export type PortChoice =
  | { readonly kind: 'chosen'; readonly port: ServicePort }
  /** Nothing says which of the Service's ports: all of them, in its order. */
  | { readonly kind: 'several'; readonly ports: NonEmpty<ServicePort> }
  /** The Service has none (ExternalName, some headless ones), or not the one that was named. */
  | { readonly kind: 'none' };

/**
 * The port that `NAME[:PORT]` means: by its name or number; else the only one; else the only one that speaks HTTP.
 * UDP and SCTP have no place in a browser, nor in a tunnel: such a port is meant where nothing of TCP can be meant.
 * A port for metrics beside others is Prometheus': `open mysql` does not mean its exporter, nor is `open web` a question.
 */
export function choosePort(ports: readonly ServicePort[], wanted: string | undefined): PortChoice {
  if (!isNonEmpty(ports)) return { kind: 'none' };
  const meant = wanted === undefined ? ports : portsCalled(wanted, ports);
  if (!isNonEmpty(meant)) return { kind: 'none' };
  const people = meant.filter((each) => isTcp(each) && !isForMetrics(each));
  const port = onlyOne(meant) ?? onlyOne(meant.filter(isTcp)) ?? onlyOne(people) ?? onlyOne(people.filter(speaksHttp));
  return port ? { kind: 'chosen', port } : { kind: 'several', ports: meant };
}

/** A number may be that of two ports, one TCP and one UDP; a number of the Service comes before a nodePort. */
export function portsCalled(wanted: string, ports: readonly ServicePort[]): readonly ServicePort[] {
  const byWhat: readonly ((port: ServicePort) => string)[] = [
    ({ name }) => name,
    ({ port }) => String(port),
    ({ nodePort }) => String(nodePort ?? ''),
  ];
  const called = String(parsePort(wanted) ?? wanted); // `080` is 80
  const found = byWhat.map((nameOf) => ports.filter((port) => nameOf(port) === called));
  return found.find((some) => some.length > 0) ?? [];
}

function onlyOne(ports: readonly ServicePort[]): ServicePort | undefined {
  return ports.length === 1 ? ports[0] : undefined;
}

function isTcp({ protocol }: ServicePort): boolean {
  return protocol === 'TCP';
}

/** `metrics`, `http-metrics`, `metrics-port`: what charts call the port of an exporter. */
function isForMetrics({ name }: ServicePort): boolean {
  return name.toLowerCase().split('-').includes('metrics');
}

function speaksHttp(port: ServicePort): boolean {
  return ['http', 'https'].includes(schemeOf(port));
}
