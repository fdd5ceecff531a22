import { expect, test } from 'vitest';
import type { ReportRow } from '../../src/domain/report.ts';
import type { ServiceRow } from '../../src/domain/service-row.ts';
import type { Change } from '../../src/domain/settling.ts';
import { WatchedRows } from '../../src/domain/watched-rows.ts';
import { aRoute, aRow } from './build.ts';

const WEB = aRow();
const API = aRow({ service: { name: 'api' } });
const WEB_WITHOUT_PODS = aRow({ port: { endpoints: { kind: 'known', value: [] } } });
const [ONE, TWO] = [aRoute({ host: '172.18.0.2' }), aRoute({ host: '172.18.0.3' })];
const ANSWERED = { outcome: 'answered', afterMs: 1 } as const;
const REFUSED = { outcome: 'refused', afterMs: 1 } as const;
const QUICKER = { outcome: 'not-tried', because: 'another-route-answered' } as const;

function reachable(row: ServiceRow, best = ONE, other: ReportRow['attempts'] = []): ReportRow {
  const attempt = { route: best, result: ANSWERED };
  return { row, attempts: [...other, attempt], verdict: { status: 'Reachable', best: attempt, endpoints: 'some' } };
}

function noEndpoints(row: ServiceRow): ReportRow {
  return { row, attempts: [], verdict: { status: 'NoEndpoints', total: 0 } };
}

/** Both have been told. */
function twoRows(): WatchedRows {
  const rows = new WatchedRows('after-a-change');
  see(rows, [WEB, API], 'start', 0);
  rows.record([reachable(WEB), reachable(API)], 0);
  return rows;
}

function see(rows: WatchedRows, now: readonly ServiceRow[], of: Change, nowMs: number): readonly ReportRow[] {
  const services = now.map(({ service }) => service);
  return rows.see(now, services, { of, nowMs });
}

test('all are dialled at the start, and none after that', () => {
  const rows = new WatchedRows('after-a-change');
  see(rows, [WEB, API], 'start', 0);
  const first = rows.due(0);
  rows.record([reachable(WEB), reachable(API)], 0);
  expect([first, rows.due(60_000), rows.nextMs(), rows.told()]).toEqual([
    [WEB, API],
    [],
    undefined,
    [reachable(WEB), reachable(API)],
  ]);
});

test('the same rows seen again are nothing new; one with other endpoints is dialled', () => {
  const rows = twoRows();
  see(rows, [aRow(), aRow({ service: { name: 'api' } })], 'row', 1_000);
  const none = rows.due(1_000);
  see(rows, [WEB_WITHOUT_PODS, API], 'row', 2_000);
  expect([none, rows.due(2_000), rows.nextMs(), [...rows.untold()]]).toEqual([
    [],
    [WEB_WITHOUT_PODS],
    2_000,
    ['default/web 80/TCP'],
  ]);
  rows.record([noEndpoints(WEB_WITHOUT_PODS)], 2_010);
  expect([rows.due(2_010), rows.nextMs(), rows.told(), rows.untold().size]).toEqual([
    [],
    5_500,
    [noEndpoints(WEB_WITHOUT_PODS), reachable(API)],
    0,
  ]);
});

test('all are dialled when their nodes have changed; what a change of their own has begun goes on', () => {
  const rows = twoRows();
  see(rows, [WEB_WITHOUT_PODS, API], 'row', 1_000);
  rows.record([noEndpoints(WEB_WITHOUT_PODS)], 1_000);
  see(rows, [WEB_WITHOUT_PODS, API], 'nodes', 2_000);
  const due = rows.due(2_000);
  rows.record([noEndpoints(WEB_WITHOUT_PODS), reachable(API)], 2_000);
  expect([due, rows.nextMs()]).toEqual([[WEB_WITHOUT_PODS, API], 5_500]);
});

test('a row that is none any more is given once: its Service is gone, or its port', () => {
  const rows = twoRows();
  const gone = rows.see([], [API.service], { of: 'row', nowMs: 1_000 });
  expect([gone, rows.see([], [], { of: 'row', nowMs: 2_000 }), rows.told(), rows.nextMs()]).toEqual([
    [
      { row: WEB, attempts: [], verdict: { status: 'Gone', missing: 'service' } },
      { row: API, attempts: [], verdict: { status: 'Gone', missing: 'node-port' } },
    ],
    [],
    [],
    undefined,
  ]);
});

test('one that nothing was told of goes without a word', () => {
  const rows = new WatchedRows('after-a-change');
  see(rows, [WEB], 'start', 0);
  expect(see(rows, [], 'row', 1_000)).toEqual([]);
});

test('a port with another nodePort is the same row', () => {
  const rows = twoRows();
  expect(see(rows, [aRow({ port: { nodePort: 30_090 } }), API], 'row', 1_000)).toEqual([]);
});

test('one that comes later is dialled as one that has changed', () => {
  const rows = twoRows();
  const late = aRow({ service: { name: 'late' } });
  see(rows, [WEB, API, late], 'nodes', 1_000);
  rows.record([reachable(WEB), reachable(API), reachable(late)], 1_000);
  expect(rows.nextMs()).toBe(4_500);
});

test.each<{ how: string; again: ReportRow; told: ReportRow }>([
  {
    how: 'was not dialled, as another one was quicker: it stays',
    again: reachable(WEB, ONE, [{ route: TWO, result: QUICKER }]),
    told: reachable(WEB, TWO),
  },
  {
    how: 'answers too: it stays',
    again: reachable(WEB, ONE, [{ route: TWO, result: ANSWERED }]),
    told: reachable(WEB, TWO),
  },
  {
    how: 'is refused now: the other one is told',
    again: reachable(WEB, ONE, [{ route: TWO, result: REFUSED }]),
    told: reachable(WEB, ONE, [{ route: TWO, result: REFUSED }]),
  },
])('an address that was told a moment ago $how', ({ again, told }) => {
  const rows = twoRows();
  see(rows, [aRow({ service: { selector: { app: 'new' } } }), API], 'row', 1_000);
  rows.record([reachable(WEB, TWO)], 1_000);
  rows.record([again], 4_500);
  expect(rows.told()[0]).toEqual(told);
});

test('after a change of the row that address may be dead, dialled or not: the other one is told', () => {
  const rows = twoRows();
  const changed = aRow({ service: { selector: { app: 'new' } } });
  see(rows, [changed, API], 'row', 1_000);
  const again = reachable(changed, TWO, [{ route: ONE, result: QUICKER }]);
  rows.record([again], 1_000);
  expect(rows.told()[0]).toEqual(again);
});
