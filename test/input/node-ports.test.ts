import type { V1Service } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { nodePortsOf } from '../../src/input/node-ports.ts';

test.each<{ how: string; spec: unknown; ports: readonly number[] }>([
  { how: 'two ports', spec: { ports: [{ nodePort: 30_080 }, { nodePort: 30_443 }] }, ports: [30_080, 30_443] },
  { how: 'none on the nodes', spec: { ports: [{ port: 80 }] }, ports: [] },
  {
    how: 'a health check',
    spec: { ports: [{ nodePort: 30_080 }], healthCheckNodePort: 31_234 },
    ports: [30_080, 31_234],
  },
  { how: 'no health check, as Go writes it', spec: { ports: [], healthCheckNodePort: 0 }, ports: [] },
  { how: 'anything', spec: { ports: [null, { nodePort: 'x' }], healthCheckNodePort: {} }, ports: [] },
])('a Service with $how', ({ spec, ports }) => {
  // A server may send anything.
  expect(nodePortsOf({ spec } as V1Service)).toEqual(ports);
});
