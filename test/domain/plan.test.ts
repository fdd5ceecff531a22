import { describe, expect, test } from 'vitest';
import { unknownDistribution } from '../../src/distributions/unknown.ts';
import { Plan } from '../../src/domain/plan.ts';
import type { RoutedRow } from '../../src/domain/plan-row.ts';
import type { Route } from '../../src/domain/route.ts';
import { routesOf } from '../../src/domain/routes.ts';
import { unknownSubstrate } from '../../src/substrates/unknown.ts';
import { aNode, aPort, aRoute, aRow, type RowWords, someClusterFacts } from './build.ts';
import { DEAD_PORT, drive, type Meets, type Network, OPTIONS } from './simulated-network.ts';

const ANSWERS: Meets = { outcome: 'answered', afterMs: 1 };
const REFUSES: Meets = { outcome: 'refused', afterMs: 1 };
const DROPS: Meets = { outcome: 'dropped', afterMs: 5 };
const NO_ROUTE: Meets = { outcome: 'no-route' };

const ON_B = { host: '172.18.0.3', node: 'b' } as const;
const PUBLISHED = { via: 'published-port', host: '127.0.0.1', answeredBy: 'proxy' } as const;
const AWAY = { stays: 'anywhere', dialling: 'sparing' } as const;
const LOCAL = { service: { externalTrafficPolicy: 'Local' } } as const;

/** A network by its addresses; a host alone is every other port of it. What is not there swallows. */
function networkOf(table: Readonly<Record<string, Meets>>): Network {
  return (host, port) => table[`${host}:${port}`] ?? table[host] ?? 'swallows';
}

/** As many rows as numbers, each on the same routes but for the port. */
function rowsOn(ports: readonly number[], routes: readonly Partial<Route>[], words: RowWords = {}): RoutedRow[] {
  return ports.map((nodePort) => ({
    row: aRow({ ...words, port: { ...words.port, nodePort } }),
    routes: routes.map((route) => aRoute({ ...route, port: nodePort })),
  }));
}

function portsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

describe('one host', () => {
  test('that answers gets one dial for each row and one to the port that must be dead', () => {
    const network = networkOf({ '172.18.0.2': REFUSES, '172.18.0.2:30001': ANSWERS, '172.18.0.2:30002': ANSWERS });
    expect(drive(rowsOn([30_001, 30_002, 30_003], [{}]), network)).toEqual({
      dials: ['at 0 172.18.0.2:30001', 'at 0 172.18.0.2:30002', 'at 1 172.18.0.2:32767', 'at 1 172.18.0.2:30003'],
      rows: [['answered'], ['answered'], ['refused']],
      settledAtMs: 2,
    });
  });

  test('that swallows packets gets two dials for 500 rows, and takes one time limit', () => {
    const { dials, rows, settledAtMs } = drive(rowsOn(portsFrom(30_000, 500), [{}]), networkOf({}));
    expect(dials).toEqual(['at 0 172.18.0.2:30000', 'at 0 172.18.0.2:30001']);
    expect(rows).toEqual([['timed-out'], ['timed-out'], ...Array<string[]>(498).fill(['not-tried: host-is-silent'])]);
    expect(settledAtMs).toBe(1_000);
  });

  test('whose second dial comes back later than the first one fails is not dialled a third time meanwhile', () => {
    const network = networkOf({ '172.18.0.2:30001': { outcome: 'refused', afterMs: 900 } });
    const rows = rowsOn(portsFrom(30_000, 3), [{}]);
    expect(
      drive(rows, (host, port) =>
        port === 30_000 ? { outcome: 'host-unreachable', afterMs: 10 } : network(host, port),
      ),
    ).toEqual({
      dials: ['at 0 172.18.0.2:30000', 'at 0 172.18.0.2:30001', 'at 900 172.18.0.2:30002'],
      rows: [['host-unreachable'], ['refused'], ['timed-out']],
      settledAtMs: 1_900,
    });
  });

  test('without a route is asked about once at a time and then no more', () => {
    expect(drive(rowsOn(portsFrom(30_000, 20), [{}]), networkOf({ '172.18.0.2': NO_ROUTE }))).toEqual({
      dials: ['at 0 172.18.0.2:30000', 'at 0 172.18.0.2:30001'],
      rows: Array<string[]>(20).fill(['no-route']),
      settledAtMs: 0,
    });
  });

  test('that accepts everything never counts as answered, whatever is under way when that is found out', () => {
    const network = networkOf({ '172.18.0.2': ANSWERS, '172.18.0.2:30002': { outcome: 'answered', afterMs: 50 } });
    const { dials, rows, settledAtMs } = drive(rowsOn(portsFrom(30_000, 5), [{}]), network);
    expect(dials).toEqual([
      'at 0 172.18.0.2:30000',
      'at 0 172.18.0.2:30001',
      `at 1 172.18.0.2:${DEAD_PORT}`,
      'at 1 172.18.0.2:30002',
      'at 1 172.18.0.2:30003',
      'at 1 172.18.0.2:30004',
    ]);
    expect(rows).toEqual(Array<string[]>(5).fill(['not-tried: accepts-everything']));
    expect(settledAtMs).toBe(51);
  });

  test('that accepts on the dead port behind a proxy which closes at once accepts everything too', () => {
    const network = networkOf({ '127.0.0.1': DROPS, '127.0.0.1:30000': ANSWERS });
    expect(drive(rowsOn([30_000], [PUBLISHED]), network).rows).toEqual([['not-tried: accepts-everything']]);
  });

  test('whose dead port is dropped by a firewall is believed after a quarter of a second', () => {
    expect(drive(rowsOn([30_000], [{}]), networkOf({ '172.18.0.2:30000': ANSWERS }))).toEqual({
      dials: ['at 0 172.18.0.2:30000', 'at 1 172.18.0.2:32767'],
      rows: [['answered']],
      settledAtMs: 251,
    });
  });
});

describe('two nodes', () => {
  const nodes = [{}, ON_B];

  test('one silent and one alive: every row is answered by the living one, and the silent one gets two dials', () => {
    const alive = networkOf({ '172.18.0.3': ANSWERS, [`172.18.0.3:${DEAD_PORT}`]: REFUSES });
    const { dials, rows, settledAtMs } = drive(rowsOn(portsFrom(30_000, 4), nodes), alive);
    expect(dials).toEqual([
      'at 0 172.18.0.2:30000',
      'at 0 172.18.0.2:30001',
      'at 0 172.18.0.3:30000',
      'at 0 172.18.0.3:30001',
      `at 1 172.18.0.3:${DEAD_PORT}`,
      'at 1 172.18.0.3:30002',
      'at 1 172.18.0.3:30003',
    ]);
    expect(rows).toEqual([
      ['timed-out', 'answered'],
      ['timed-out', 'answered'],
      ['not-tried: another-route-answered', 'answered'],
      ['not-tried: another-route-answered', 'answered'],
    ]);
    expect(settledAtMs).toBe(2);
  });

  test('a mysql row is dialled at one address at a time, and at the second when the first is silent', () => {
    const alive = networkOf({ '172.18.0.3': REFUSES, '172.18.0.3:30306': ANSWERS });
    expect(drive(rowsOn([30_306], nodes, { port: { port: 3306 } }), alive)).toEqual({
      dials: ['at 0 172.18.0.2:30306', 'at 1000 172.18.0.3:30306', `at 1001 172.18.0.3:${DEAD_PORT}`],
      rows: [['timed-out', 'answered']],
      settledAtMs: 1_002,
    });
  });

  test('a mysql row that has answered is not dialled again while its host is still in doubt', () => {
    const network = networkOf({
      '172.18.0.2:30306': ANSWERS, // its dead port is waited for until 101
      '172.18.0.3:30001': { outcome: 'host-unreachable', afterMs: 50 },
      '172.18.0.3:30002': { outcome: 'host-unreachable', afterMs: 50 },
    });
    const mysql = rowsOn([30_306], nodes, { port: { port: 3306 } });
    const onB = { ...LOCAL, port: { endpoints: { kind: 'known', value: [{ isReady: true, node: 'b' }] } } } as const;
    const { dials, rows } = drive([...mysql, ...rowsOn([30_001], [ON_B], onB)], network);
    expect(dials).toEqual(['at 0 172.18.0.2:30306', 'at 0 172.18.0.3:30001', `at 1 172.18.0.2:${DEAD_PORT}`]);
    expect(rows).toEqual([['answered', 'not-tried: another-route-answered'], ['host-unreachable']]);
  });

  test('a mysql row whose answer turns out to be void goes on to the other node', () => {
    const network = networkOf({ '172.18.0.2': ANSWERS, '172.18.0.3': REFUSES, '172.18.0.3:30306': ANSWERS });
    expect(drive(rowsOn([30_306], nodes, { port: { port: 3306 } }), network).rows).toEqual([
      ['not-tried: accepts-everything', 'answered'],
    ]);
  });
});

describe('stages', () => {
  const routes = [PUBLISHED, {}];

  test('a node address is dialled only when the published port has failed', () => {
    const network = networkOf({ '127.0.0.1': REFUSES, '172.18.0.2': REFUSES, '172.18.0.2:30000': ANSWERS });
    expect(drive(rowsOn([30_000], routes), network)).toEqual({
      dials: ['at 0 127.0.0.1:30000', 'at 1 172.18.0.2:30000', `at 2 172.18.0.2:${DEAD_PORT}`],
      rows: [['refused', 'answered']],
      settledAtMs: 3,
    });
  });

  test('a node address is left alone when the published port answers', () => {
    const network = networkOf({ '127.0.0.1': REFUSES, '127.0.0.1:30000': ANSWERS });
    expect(drive(rowsOn([30_000], routes), network)).toEqual({
      dials: ['at 0 127.0.0.1:30000', `at 1 127.0.0.1:${DEAD_PORT}`],
      rows: [['answered', 'not-tried: another-route-answered']],
      settledAtMs: 2,
    });
  });

  test('the API server’s host comes after the nodes', () => {
    const network = networkOf({ '172.18.0.2': REFUSES, '203.0.113.7': REFUSES });
    const apiHost: Partial<Route> = { via: 'api-host', host: '203.0.113.7' };
    expect(drive(rowsOn([30_000], [{}, apiHost]), network).dials).toEqual([
      'at 0 172.18.0.2:30000',
      'at 1 203.0.113.7:30000',
    ]);
  });
});

describe('policy Local', () => {
  test('a node with two Local Services and no local pod: its other Services answer, and those ports are not dialled', () => {
    const elsewhere = { kind: 'known', value: [{ isReady: true, node: 'b' }] } as const;
    const local = rowsOn([30_001, 30_002], [{}, ON_B], { ...LOCAL, port: { endpoints: elsewhere } });
    const cluster = rowsOn([30_003, 30_004], [{}, ON_B], { port: { endpoints: elsewhere } });
    const network = networkOf({
      '172.18.0.2:30003': ANSWERS,
      '172.18.0.2:30004': ANSWERS,
      '172.18.0.3:30001': ANSWERS,
      '172.18.0.3:30002': ANSWERS,
      '172.18.0.3:30003': ANSWERS,
      '172.18.0.3:30004': ANSWERS,
      '172.18.0.2': REFUSES,
      '172.18.0.3': REFUSES,
    });
    const { dials, rows } = drive([...local, ...cluster], network);
    expect(rows).toEqual([
      ['not-tried: local-policy', 'answered'],
      ['not-tried: local-policy', 'answered'],
      ['answered', 'answered'],
      ['answered', 'answered'],
    ]);
    expect(dials.filter((dial) => /172\.18\.0\.2:3000[12]$/.test(dial))).toEqual([]);
  });

  test('a published port whose node has no local endpoint is not dialled, since the proxy would accept and stay silent', () => {
    const words = { ...LOCAL, port: { endpoints: { kind: 'known', value: [{ isReady: true, node: 'b' }] } } } as const;
    expect(drive(rowsOn([30_001], [PUBLISHED], words), networkOf({ '127.0.0.1': ANSWERS }))).toEqual({
      dials: [],
      rows: [['not-tried: local-policy']],
      settledAtMs: 0,
    });
  });

  test('500 Local rows on a silent node are not waited for two by two', () => {
    const { rows, settledAtMs } = drive(rowsOn(portsFrom(30_000, 500), [{}], LOCAL), networkOf({}));
    expect(rows).toEqual(Array<string[]>(500).fill(['timed-out']));
    expect(settledAtMs).toBe(2_000);
  });

  test('silence of a Local port proves nothing of the host: the others are still dialled', () => {
    const network = networkOf({ '172.18.0.2:30003': REFUSES });
    expect(drive(rowsOn([30_001, 30_002, 30_003], [{}], LOCAL), network)).toEqual({
      dials: ['at 0 172.18.0.2:30001', 'at 0 172.18.0.2:30002', 'at 1000 172.18.0.2:30003'],
      rows: [['timed-out'], ['timed-out'], ['refused']],
      settledAtMs: 1_001,
    });
  });
});

describe('a proxy', () => {
  test('that accepts for a Service without a ready endpoint has dropped the connection', () => {
    const words = { port: { endpoints: { kind: 'known', value: [{ isReady: false, node: 'a' }] } } } as const;
    const network = networkOf({ '127.0.0.1': REFUSES, '127.0.0.1:30001': ANSWERS });
    expect(drive(rowsOn([30_001], [PUBLISHED], words), network)).toEqual({
      dials: ['at 0 127.0.0.1:30001', `at 1 127.0.0.1:${DEAD_PORT}`],
      rows: [['dropped']],
      settledAtMs: 1,
    });
  });

  test('is not dialled where endpoints are not known', () => {
    const unknown = { kind: 'unknown', because: { code: 'endpointslices', value: 'forbidden', source: '' } } as const;
    const rows = rowsOn([30_001], [PUBLISHED], { port: { endpoints: unknown } });
    expect(drive(rows, networkOf({ '127.0.0.1': ANSWERS }))).toEqual({
      dials: [],
      rows: [['not-tried: endpoints-unknown']],
      settledAtMs: 0,
    });
  });

  test('is watched for 25 ms, a node is not; MySQL alone is spoken to; far addresses have a longer limit', () => {
    const rows = [
      ...rowsOn([30_001], [PUBLISHED]),
      ...rowsOn([30_002], [{ host: '10.1.1.1', ...AWAY }], { port: { port: 3306 } }),
    ];
    const dials = new Plan(rows, OPTIONS).next().map(({ dial }) => dial);
    expect(dials).toEqual([
      { host: '127.0.0.1', port: 30_001, timeoutMs: 1_000, watchMs: 25, speaks: 'nothing', stays: 'local' },
      { host: '10.1.1.1', port: 30_002, timeoutMs: 3_000, watchMs: 0, speaks: 'mysql', stays: 'anywhere' },
    ]);
  });
});

describe('restraint', () => {
  const unknownRuntime = {
    distribution: unknownDistribution,
    substrate: unknownSubstrate,
    evidence: { distribution: [], substrate: [] },
  };

  function cluster(nodes: number, rows: number, ip: (index: number) => string, isNamed = false): RoutedRow[] {
    const facts = someClusterFacts({
      nodes: {
        kind: 'known',
        value: portsFrom(0, nodes).map((index) =>
          aNode({ name: `n${index}`, addresses: [{ type: 'InternalIP', ip: ip(index) }] }),
        ),
      },
    });
    return portsFrom(30_000, rows).map((nodePort) => {
      const row = aRow({ port: { nodePort }, isNamed });
      return { row, routes: routesOf(unknownRuntime, facts)(row) };
    });
  }

  const isAlive: Network = (_, port) => (port === DEAD_PORT ? REFUSES : ANSWERS);

  test('200 nodes with public addresses: nothing is dialled', () => {
    const { dials, rows } = drive(
      cluster(200, 100, (index) => `203.0.113.${index + 1}`),
      isAlive,
    );
    expect(dials).toEqual([]);
    expect(rows).toEqual(Array<string[]>(100).fill(Array<string>(3).fill('not-tried: public-address')));
  });

  test('200 nodes with public addresses, and a Service that was named: its three nodes are dialled', () => {
    const { dials } = drive(
      cluster(200, 1, (index) => `203.0.113.${index + 1}`, true),
      () => REFUSES,
    );
    expect(dials).toEqual(['at 0 203.0.113.1:30000', 'at 0 203.0.113.2:30000', 'at 0 203.0.113.3:30000']);
  });

  test.each([
    { nodes: 'one node', count: 1 },
    { nodes: 'two nodes', count: 2 },
    { nodes: '200 nodes', count: 200 },
  ])('private addresses of $nodes in an unknown place: at most 64 dials, those to dead ports included', ({ count }) => {
    const { dials, rows } = drive(
      cluster(count, 500, (index) => `10.0.0.${index + 1}`),
      isAlive,
    );
    expect(dials.length).toBeLessThanOrEqual(64);
    expect(dials.length).toBeGreaterThanOrEqual(60);
    const unreached = rows.filter((row) => !row.includes('answered'));
    expect(new Set(unreached.flat())).toEqual(new Set(['not-tried: too-many-dials']));
  });

  test('hosts that accept everything do not get past the limit either', () => {
    const { dials } = drive(
      cluster(200, 500, (index) => `10.0.0.${index + 1}`),
      () => ANSWERS,
    );
    expect(dials.length).toBeLessThanOrEqual(64);
  });

  test('`--probe all` lifts both', () => {
    const { rows } = drive(
      cluster(200, 500, (index) => `203.0.113.${index + 1}`),
      isAlive,
      { policy: 'all' },
    );
    expect(rows.filter((row) => row.includes('answered'))).toHaveLength(500);
  });

  test('`--probe none` dials nothing', () => {
    expect(drive(rowsOn([30_000], [PUBLISHED, {}]), () => ANSWERS, { policy: 'none' })).toEqual({
      dials: [],
      rows: [['not-tried: probing-off', 'not-tried: probing-off']],
      settledAtMs: 0,
    });
  });

  test.each([
    { protocol: 'UDP', because: 'udp' },
    { protocol: 'SCTP', because: 'sctp' },
  ] as const)('$protocol is not dialled', ({ protocol, because }) => {
    expect(drive(rowsOn([30_000], [{}], { port: { protocol } }), () => ANSWERS)).toEqual({
      dials: [],
      rows: [[`not-tried: ${because}`]],
      settledAtMs: 0,
    });
  });
});

test('rows that share one address share its dial', () => {
  const shared = { via: 'load-balancer', host: '172.18.0.9', port: 443, node: undefined } as const;
  const rows = [30_001, 30_002, 30_003].map((nodePort) => ({
    row: aRow({ port: { nodePort } }),
    routes: [aRoute(shared)],
  }));
  const network = networkOf({ '172.18.0.9': REFUSES, '172.18.0.9:443': ANSWERS });
  expect(drive(rows, network)).toEqual({
    dials: ['at 0 172.18.0.9:443', `at 1 172.18.0.9:${DEAD_PORT}`],
    rows: [['answered'], ['answered'], ['answered']],
    settledAtMs: 2,
  });
});

test('a row without routes is settled from the start, and so is a plan without rows', () => {
  expect(drive([{ row: aRow(), routes: [] }], () => ANSWERS)).toEqual({ dials: [], rows: [[]], settledAtMs: 0 });
  expect(drive([], () => ANSWERS)).toEqual({ dials: [], rows: [], settledAtMs: 0 });
});

test('a result for a dial that was not planned is a bug, and is called one', () => {
  const dial = {
    ...OPTIONS,
    host: '::1',
    port: aPort(1),
    timeoutMs: 1,
    watchMs: 0,
    speaks: 'nothing',
    stays: 'local',
  } as const;
  expect(() => new Plan([], OPTIONS).record({ dial }, { outcome: 'no-route' })).toThrow(
    'a result for ::1 1, which was not planned',
  );
});

test('any small network is dialled to its end, no address twice, and nothing answers where everything does', () => {
  expect(portsFrom(1, 3_000).flatMap((seed) => complaintsOf(seed).map((each) => `network ${seed}: ${each}`))).toEqual(
    [],
  );
});

/** What is wrong with the run over one random network. */
function complaintsOf(seed: number): string[] {
  const choose = generator(seed);
  const one = <T>(...from: readonly T[]): T => from[choose(from.length)] as T;
  const rows = randomRows(choose, one);
  const meets = new Map<string, Meets>();
  const network: Network = (host, port) => {
    const met =
      meets.get(`${host}:${port}`) ?? randomMeeting(one, 1 + choose(port === DEAD_PORT ? 60 : one(60, 60, 2_000)));
    meets.set(`${host}:${port}`, met);
    return met;
  };
  const { dials, rows: said, settledAtMs } = drive(rows, network);
  const addresses = dials.map((dial) => dial.split(' ')[2] ?? '');
  return [
    ...addresses.filter((address, index) => addresses.indexOf(address) !== index).map((twice) => `${twice} twice`),
    ...(settledAtMs === undefined ? ['a row is not settled'] : []),
    ...said.flatMap((words, index) => {
      const isLeft = words.includes('not-tried: another-route-answered') && !words.includes('answered');
      const isWrong = words.some((word, at) => {
        const dead = meets.get(`${rows[index]?.routes[at]?.host}:${DEAD_PORT}`);
        return word === 'answered' && typeof dead === 'object' && ['answered', 'dropped'].includes(dead.outcome);
      });
      return [...(isLeft ? [`row ${index} was left`] : []), ...(isWrong ? [`row ${index} cannot have answered`] : [])];
    }),
  ];
}

type One = <T>(...from: readonly T[]) => T;

function randomRows(choose: (below: number) => number, one: One): RoutedRow[] {
  const hosts = ['127.0.0.1', '172.18.0.2', '172.18.0.3', '10.0.0.4', '203.0.113.5'].slice(0, 1 + choose(5));
  const kinds: readonly Partial<Route>[] = [PUBLISHED, {}, ON_B, AWAY, { via: 'api-host', ...AWAY }];
  return portsFrom(30_000, 1 + choose(6)).map((nodePort) => {
    const known = { kind: 'known', value: [{ isReady: one(true, true, false), node: one('a', 'b') }] } as const;
    const endpoints = one<typeof known | { readonly kind: 'not-asked' }>(known, known, known, { kind: 'not-asked' });
    const row = aRow({
      service: { externalTrafficPolicy: one('Cluster', 'Cluster', 'Local') },
      port: { nodePort, port: one(80, 3306), protocol: one('TCP', 'TCP', 'TCP', 'UDP'), endpoints },
      isNamed: one(true, false),
    });
    const chosen = hosts.filter(() => choose(3) > 0);
    return {
      row,
      routes: chosen.map((host) => aRoute({ ...one(...kinds), host, port: one(nodePort, nodePort, 443) })),
    };
  });
}

function randomMeeting(one: One, afterMs: number): Meets {
  return one<Meets>(
    'swallows',
    'swallows',
    NO_ROUTE,
    { outcome: 'answered', afterMs },
    { outcome: 'refused', afterMs },
    { outcome: 'dropped', afterMs },
    { outcome: 'host-unreachable', afterMs },
  );
}

/** A small seeded generator (mulberry32), so that a failure can be had again by its number. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
