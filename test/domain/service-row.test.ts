import { describe, expect, test } from 'vitest';
import type { EndpointFacts } from '../../src/domain/facts.ts';
import { rowsOf, usableEndpoints } from '../../src/domain/service-row.ts';
import { aPort, aRow, aService } from './build.ts';

test('each port with a nodePort is a row, in the order of the Services; of those that were named, where any was', () => {
  const { port: http } = aRow({ port: { name: 'http' } });
  const { port: https } = aRow({ port: { name: 'https', port: 443, nodePort: 30_443 } });
  const web = aService({ ports: [http, { ...http, nodePort: undefined }, https] });
  const internal = aService({ name: 'internal', type: 'ClusterIP', ports: [{ ...http, nodePort: undefined }] });
  const api = aService({ name: 'api', type: 'LoadBalancer', ports: [{ ...http, nodePort: aPort(30_002) }] });
  const ofApi = { service: api, port: { ...http, nodePort: 30_002 } };
  const named = ['api', 'internal'].map((name) => ({ name, port: undefined }));
  expect([rowsOf([web, internal, api], []), rowsOf([web, internal, api], named)]).toEqual([
    [
      { service: web, port: http, isNamed: false },
      { service: web, port: https, isNamed: false },
      { ...ofApi, isNamed: false },
    ],
    [{ ...ofApi, isNamed: true }],
  ]);
});

test.each<{ ports: readonly (string | undefined)[]; rows: readonly string[] }>([
  { ports: ['https'], rows: ['https'] },
  { ports: ['443'], rows: ['https'] },
  { ports: ['30080'], rows: ['http'] },
  { ports: ['https', 'http', '80'], rows: ['http', 'https'] },
  { ports: ['https', undefined], rows: ['http', 'https'] },
  { ports: ['inside'], rows: [] },
  { ports: ['absent'], rows: [] },
])('of a Service of which the ports $ports were named, the rows $rows', ({ ports, rows }) => {
  const { port: http } = aRow({ port: { name: 'http' } });
  const { port: https } = aRow({ port: { name: 'https', port: 443, nodePort: 30_443 } });
  const inside = { ...http, name: 'inside', port: aPort(81), nodePort: undefined };
  const web = aService({ ports: [http, inside, https] });
  const other = aService({ name: 'other', ports: [http] });
  const found = rowsOf(
    [web, other],
    ports.map((port) => ({ name: 'web', port })),
  );
  expect(found.map(({ service, port }) => [service.name, port.name])).toEqual(rows.map((row) => ['web', row]));
});

describe('usable endpoints', () => {
  const endpoints: readonly EndpointFacts[] = [
    { isReady: true, node: 'a' },
    { isReady: true, node: 'b' },
    { isReady: false, node: 'b' },
    { isReady: true, node: undefined },
  ];

  test.each([
    { how: 'of any node', externalTrafficPolicy: 'Cluster', node: undefined, value: 3 },
    { how: 'for a node, where every node may use all', externalTrafficPolicy: 'Cluster', node: 'c', value: 3 },
    { how: 'of any node, under Local', externalTrafficPolicy: 'Local', node: undefined, value: 3 },
    { how: 'for a node with one of its own, under Local', externalTrafficPolicy: 'Local', node: 'b', value: 1 },
    { how: 'for a node with none of its own, under Local', externalTrafficPolicy: 'Local', node: 'c', value: 0 },
  ] as const)('$how: $value', ({ externalTrafficPolicy, node, value }) => {
    const row = aRow({ service: { externalTrafficPolicy }, port: { endpoints: { kind: 'known', value: endpoints } } });
    expect(usableEndpoints(row, node)).toEqual({ kind: 'known', value });
  });

  test('are unknown where EndpointSlices are', () => {
    const unknown = { kind: 'unknown', because: { code: 'endpointslices', value: 'forbidden', source: 'x' } } as const;
    expect(usableEndpoints(aRow({ port: { endpoints: unknown } }), 'a')).toEqual(unknown);
  });
});
