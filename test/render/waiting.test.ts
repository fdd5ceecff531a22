import { describe, expect, test } from 'vitest';
import type { ReportRow } from '../../src/domain/report.ts';
import type { WaitReason } from '../../src/domain/waiting.ts';
import {
  awaitedLine,
  inVainLine,
  unansweredLine,
  undialledLine,
  unlistedLine,
  waitingLine,
} from '../../src/render/waiting.ts';
import { aRoute, aRow, aService } from '../domain/build.ts';

const STARTING = { code: 'starting', pod: 'web-abc' } as const;

test.each<{ reason: WaitReason; line: string }>([
  { reason: { code: 'no-service' }, line: 'waiting for shop/web: there is no such Service yet' },
  {
    reason: { code: 'nobody-lists' },
    line: 'waiting for shop/web: it has no selector, and no EndpointSlice lists a ready endpoint',
  },
  {
    reason: { code: 'pods-not-seen', because: 'forbidden' },
    line: 'waiting for shop/web: no endpoint is ready, and its pods cannot be listed (forbidden)',
  },
  {
    reason: { code: 'selects-nothing', selector: { app: 'web', tier: 'front' } },
    line: 'waiting for shop/web: its selector app=web,tier=front matches no pod',
  },
  {
    reason: { code: 'none-ready', trouble: STARTING, others: 0 },
    line: 'waiting for shop/web: pod web-abc: starting',
  },
  {
    reason: { code: 'none-ready', trouble: STARTING, others: 2 },
    line: 'waiting for shop/web: none of 3 pods is ready; pod web-abc: starting',
  },
  {
    reason: { code: 'no-such-port', pod: 'web-abc', targetName: 'http' },
    line: 'waiting for shop/web: pod web-abc is ready, but no container of it has a port named http',
  },
  {
    reason: { code: 'not-listed-yet', pod: 'web-abc' },
    line: 'waiting for shop/web: pod web-abc is ready, and its EndpointSlice does not say so yet',
  },
  {
    reason: { code: 'selects-nothing', selector: { 'a\n': '\u001b[31m' } },
    line: 'waiting for shop/web: its selector a... matches no pod',
  },
])('$line', ({ reason, line }) => {
  expect(waitingLine(reason, { namespace: 'shop', name: 'web' })).toBe(line);
});

test('what is in vain is not waited for', () => {
  expect(inVainLine({ code: 'external-name' }, { namespace: 'shop', name: 'db\u001b' })).toBe(
    'shop/db^[: an ExternalName Service is a DNS name, and never has an endpoint',
  );
});

test.each<{ what: Parameters<typeof awaitedLine>[0]; line: string }>([
  {
    what: { kind: 'labelled', selector: 'app=web,tier!=x' },
    line: 'waiting for a Service with app=web,tier!=x in namespace shop: there is none yet',
  },
  {
    what: { kind: 'selecting', workload: { kind: 'deployment', name: 'web' } },
    line: 'waiting for a Service that selects deployment web in namespace shop: there is none yet',
  },
  {
    what: { kind: 'workload', workload: { kind: 'pod', name: 'web\u001b' } },
    line: 'waiting for pod web^[ in namespace shop: there is none yet',
  },
  {
    what: { kind: 'with-node-port', selector: undefined },
    line: 'waiting for a Service with a nodePort in namespace shop: there is none yet',
  },
  {
    what: { kind: 'with-node-port', selector: 'app=\u001b' },
    line: 'waiting for a Service with a nodePort and app=^[ in namespace shop: there is none yet',
  },
])('$line', ({ what, line }) => {
  expect(awaitedLine(what, 'shop')).toBe(line);
});

test('in any namespace', () => {
  expect(awaitedLine({ kind: 'with-node-port', selector: undefined }, undefined)).toBe(
    'waiting for a Service with a nodePort in any namespace: there is none yet',
  );
});

describe('rows of a list', () => {
  const ports = [aRow().port, aRow({ port: { name: 'admin', port: 81, nodePort: 30_081 } }).port];
  const row = aRow({ service: { namespace: 'shop', ports }, port: { name: 'admin', port: 81, nodePort: 30_081 } });
  const refused = { route: aRoute(), result: { outcome: 'refused', afterMs: 1 } } as const;
  const spared = { route: aRoute(), result: { outcome: 'not-tried', because: 'public-address' } } as const;

  test.each<{ met: Omit<ReportRow, 'row'>; line: string }>([
    {
      met: { attempts: [refused], verdict: { status: 'Unreachable', failed: [refused] } },
      line: 'waiting for shop/web:admin: no address answers from here (172.18.0.2: refused)',
    },
    {
      met: { attempts: [spared], verdict: { status: 'Unverified', predicted: spared, because: 'public-address' } },
      line: 'waiting for shop/web:admin: no address is dialled (spared: a public address, and the Service was not named)',
    },
  ])('$line', ({ met, line }) => {
    expect(unansweredLine({ row, ...met })).toBe(line);
  });

  test('of a protocol that no dial can verify', () => {
    const dns = aRow({ service: { name: 'dns\u001b' }, port: { protocol: 'UDP' } });
    const udp = { route: aRoute(), result: { outcome: 'not-tried', because: 'udp' } } as const;
    expect(
      undialledLine({ row: dns, attempts: [udp], verdict: { status: 'Unverified', predicted: udp, because: 'udp' } }),
    ).toBe('default/dns^[:80: UDP cannot be verified by dialling: a ready endpoint is all that is waited for');
  });

  test('without a nodePort', () => {
    const service = aService({ namespace: 'shop', type: 'ClusterIP', ports: [aRow().port] });
    expect([unlistedLine(service, undefined), unlistedLine(service, '80'), unlistedLine(service, 'admin')]).toEqual([
      'waiting for shop/web: it is of type ClusterIP and has no nodePort',
      'waiting for shop/web: it is of type ClusterIP and has no nodePort',
      'waiting for shop/web: it has no port admin',
    ]);
  });
});

test('whatever a Service is called', () => {
  expect(waitingLine({ code: 'no-service' }, { namespace: 'a\u001b', name: 'b\u202e' })).toBe(
    'waiting for a^[/b\ufffd: there is no such Service yet',
  );
});
