import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import type { EndpointFacts } from '../../src/domain/facts.ts';
import type { NotTried, ProbeResult } from '../../src/domain/probe.ts';
import { believe, type Dialling, isServedByEveryNode, restraintOf } from '../../src/domain/restraint.ts';
import type { Route } from '../../src/domain/route.ts';
import { aRoute, aRow, type RowWords } from './build.ts';

const ON_B: Answer<readonly EndpointFacts[]> = { kind: 'known', value: [{ isReady: true, node: 'b' }] };
const NONE: Answer<readonly EndpointFacts[]> = { kind: 'known', value: [] };
const FORBIDDEN: Answer<readonly EndpointFacts[]> = {
  kind: 'unknown',
  because: { code: 'endpointslices', value: 'forbidden', source: 'x' },
};
const LOCAL = { externalTrafficPolicy: 'Local' } as const;
const PUBLIC: Partial<Route> = { host: '203.0.113.1', stays: 'anywhere', dialling: 'sparing' };

interface Row {
  readonly how: string;
  readonly words?: RowWords;
  readonly route?: Partial<Route>;
  readonly policy?: Dialling;
  readonly because: NotTried | undefined;
}

test.each<Row>([
  { how: 'a node of this machine', because: undefined },
  { how: 'probing is off', policy: 'none', because: 'probing-off' },
  { how: 'read from a file', policy: 'from-file', because: 'read-from-file' },
  {
    how: 'loopback, where it is not known whether the runtime answers there',
    route: { host: '127.0.0.1', onlyIf: 'a tunnel runs' },
    because: 'condition-unknown',
  },
  {
    how: 'an address whose firewall is not known',
    route: { onlyIf: 'the firewall lets it through' },
    because: undefined,
  },
  { how: 'UDP', words: { port: { protocol: 'UDP' } }, because: 'udp' },
  { how: 'UDP, though all may be dialled', words: { port: { protocol: 'UDP' } }, policy: 'all', because: 'udp' },
  { how: 'SCTP', words: { port: { protocol: 'SCTP' } }, because: 'sctp' },
  { how: 'a public address', route: PUBLIC, because: 'public-address' },
  { how: 'a public address of a named Service', words: { isNamed: true }, route: PUBLIC, because: undefined },
  { how: 'a public address, where all may be dialled', route: PUBLIC, policy: 'all', because: undefined },
  { how: 'a private address in an unknown place', route: { ...PUBLIC, host: '10.0.0.1' }, because: undefined },
  { how: 'a name in an unknown place', route: { ...PUBLIC, host: 'lb.example' }, because: 'public-address' },
  { how: 'Local, and the pod is here', words: { service: LOCAL }, because: undefined },
  {
    how: 'Local, and the pod is elsewhere',
    words: { service: LOCAL, port: { endpoints: ON_B } },
    because: 'local-policy',
  },
  {
    how: 'Local, the pod elsewhere, and any node may be behind the address',
    words: { service: LOCAL, port: { endpoints: ON_B } },
    route: { node: undefined },
    because: undefined,
  },
  {
    how: 'Local, and no pod anywhere: kube-proxy refuses',
    words: { service: LOCAL, port: { endpoints: NONE } },
    because: undefined,
  },
  { how: 'Cluster, and the pod is elsewhere', words: { port: { endpoints: ON_B } }, because: undefined },
  {
    how: 'a proxy, endpoints unknown',
    words: { port: { endpoints: FORBIDDEN } },
    route: { answeredBy: 'proxy' },
    because: 'endpoints-unknown',
  },
  { how: 'kube-proxy, endpoints unknown', words: { port: { endpoints: FORBIDDEN } }, because: undefined },
])('$how: $because', ({ words, route, policy = 'auto', because }) => {
  expect(restraintOf(policy)(aRow(words), aRoute(route))).toBe(because);
});

describe('an accepted connection', () => {
  const ANSWERED: ProbeResult = { outcome: 'answered', afterMs: 3 };
  const DROPPED: ProbeResult = { outcome: 'dropped', afterMs: 3 };

  test.each<{ how: string; words?: RowWords; route?: Partial<Route>; believed: ProbeResult }>([
    { how: 'kube-proxy’s is the pod’s own', believed: ANSWERED },
    {
      how: 'kube-proxy’s, with none ready, is a pod’s all the same',
      words: { port: { endpoints: NONE } },
      believed: ANSWERED,
    },
    { how: 'a proxy’s, with a ready endpoint', route: { answeredBy: 'proxy' }, believed: ANSWERED },
    {
      how: 'a proxy’s, with none',
      words: { port: { endpoints: NONE } },
      route: { answeredBy: 'proxy' },
      believed: DROPPED,
    },
    {
      how: 'a proxy’s, with endpoints unknown',
      words: { port: { endpoints: FORBIDDEN } },
      route: { answeredBy: 'proxy' },
      believed: DROPPED,
    },
    {
      how: 'a proxy’s before a node that may not use the only endpoint',
      words: { service: LOCAL, port: { endpoints: ON_B } },
      route: { answeredBy: 'proxy' },
      believed: DROPPED,
    },
  ])('$how: $believed.outcome', ({ words, route, believed }) => {
    expect(believe(ANSWERED, aRow(words), aRoute(route))).toEqual(believed);
  });

  test('is the only result that may be doubted', () => {
    const refused: ProbeResult = { outcome: 'refused', afterMs: 1 };
    expect(believe(refused, aRow({ port: { endpoints: NONE } }), aRoute({ answeredBy: 'proxy' }))).toEqual(refused);
  });
});

test.each<{ how: string; words: RowWords; is: boolean }>([
  { how: 'Cluster with a ready endpoint', words: {}, is: true },
  { how: 'Cluster without one', words: { port: { endpoints: NONE } }, is: false },
  { how: 'Cluster, endpoints unknown', words: { port: { endpoints: FORBIDDEN } }, is: false },
  { how: 'Local', words: { service: LOCAL }, is: false },
])('$how is served by every node: $is', ({ words, is }) => {
  expect(isServedByEveryNode(aRow(words))).toBe(is);
});
