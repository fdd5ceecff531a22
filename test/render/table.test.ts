import { expect, test } from 'vitest';
import type { ReportRow } from '../../src/domain/report.ts';
import { lookOf, renderTable, tableStream } from '../../src/render/table.ts';
import { aRoute, aRow } from '../domain/build.ts';

const OPTIONS = { isWide: false, hasNamespace: false, hasHeaders: true };

test('all rows of a long table stand under their headers', () => {
  const names = Array.from({ length: 250 }, (_, index) => (index === 249 ? 'the-longest-of-all' : `web-${index}`));
  const [header = '', ...lines] = renderTable({ rows: names.map(rowOf) }, OPTIONS)
    .trimEnd()
    .split('\n');
  expect(header).toBe('NAME                 PORT(S)        STATUS        URL');
  expect(lines).toEqual(names.map((name) => `${name.padEnd(18)}   80:30080/TCP   NoEndpoints   <none>`));
});

test('a column is as wide as the least of kubectl', () => {
  expect(renderTable({ rows: ['ui', 'a'].map(rowOf) }, { ...OPTIONS, hasHeaders: false })).toBe(
    'ui    80:30080/TCP   NoEndpoints   <none>\na     80:30080/TCP   NoEndpoints   <none>\n',
  );
});

test('a wide character takes two columns, also far down', () => {
  const lines = '網    80:30080/TCP   NoEndpoints   <none>\nweb   80:30080/TCP   NoEndpoints   <none>\n';
  const rows = Array.from({ length: 150 }, () => ['網', 'web'].map(rowOf)).flat();
  expect(renderTable({ rows }, { ...OPTIONS, hasHeaders: false })).toBe(lines.repeat(150));
});

test('a table without rows is its header', () => {
  expect(renderTable({ rows: [] }, OPTIONS)).toBe('NAME   PORT(S)   STATUS   URL\n');
});

test('row by row: one header, and columns that are never narrower than they were', () => {
  const stream = tableStream(OPTIONS);
  expect([
    stream([]),
    stream(['web'].map(rowOf)),
    stream([]),
    stream(['a-long-name'].map(rowOf)),
    stream(['b'].map(rowOf)),
  ]).toEqual([
    '',
    'NAME   PORT(S)        STATUS        URL\nweb    80:30080/TCP   NoEndpoints   <none>\n',
    '',
    'a-long-name   80:30080/TCP   NoEndpoints   <none>\n',
    'b             80:30080/TCP   NoEndpoints   <none>\n',
  ]);
});

test('a row looks the same, however long its dial took; what only the wide table has is looked at there', () => {
  const reached = (afterMs: number, node: string | undefined): ReportRow => {
    const best = { route: aRoute({ node }), result: { outcome: 'answered', afterMs } } as const;
    return { row: aRow(), attempts: [best], verdict: { status: 'Reachable', best, endpoints: 'some' } };
  };
  const looks = (isWide: boolean) =>
    [reached(1, 'a'), reached(9, 'a'), reached(1, 'b')].map((row) => lookOf(row, { isWide }));
  const [narrow, wide] = [looks(false), looks(true)];
  expect([narrow[1] === narrow[0], narrow[2] === narrow[0]]).toEqual([true, true]);
  expect([wide[1] === wide[0], wide[2] === wide[0]]).toEqual([true, false]);
});

function rowOf(name: string): ReportRow {
  return { row: aRow({ service: { name } }), attempts: [], verdict: { status: 'NoEndpoints', total: 0 } };
}
