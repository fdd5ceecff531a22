import type { V1Service } from '@kubernetes/client-node';
import { type Port, parsePort } from '../domain/port.ts';
import { listIn, recordIn, recordOf } from '../domain/untrusted.ts';

/** Ports of the nodes that a Service has. That of its health check comes out of the same range. */
export function nodePortsOf(object: V1Service): readonly Port[] {
  const spec = recordIn(object, 'spec');
  const written = [...listIn(spec, 'ports').map((each) => recordOf(each).nodePort), spec.healthCheckNodePort];
  return written.map(parsePort).filter((port) => port !== undefined);
}
