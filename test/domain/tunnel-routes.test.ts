import { expect, test } from 'vitest';
import type { OpenTunnel } from '../../src/domain/open-tunnel.ts';
import { tunnelRoutes } from '../../src/domain/tunnel-routes.ts';
import { aPort, aRow } from './build.ts';

const OPEN: OpenTunnel = {
  namespace: 'default',
  service: 'web',
  port: aPort(80),
  host: '::1',
  localPort: aPort(40_000),
  pid: 4_242,
};

test('a tunnel that is open to this port is a route', () => {
  expect(tunnelRoutes([OPEN], aRow())).toEqual([
    {
      via: 'tunnel',
      host: '::1',
      port: 40_000,
      node: undefined,
      because: 'process 4242 has a tunnel open',
      onlyIf: undefined,
      answeredBy: 'proxy',
      stays: 'local',
      dialling: 'freely',
    },
  ]);
});

test.each<{ how: string; different: Partial<OpenTunnel> }>([
  { how: 'another namespace', different: { namespace: 'shop' } },
  { how: 'another Service', different: { service: 'web2' } },
  { how: 'another port of it', different: { port: aPort(30_080) } },
])('a tunnel to $how is none', ({ different }) => {
  expect(tunnelRoutes([{ ...OPEN, ...different }], aRow())).toEqual([]);
});
