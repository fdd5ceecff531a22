import { expect, test } from 'vitest';
import type { ReportRow } from '../../src/domain/report.ts';
import { renderTable } from '../../src/render/table.ts';
import { aRow } from '../domain/build.ts';

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

function rowOf(name: string): ReportRow {
  return { row: aRow({ service: { name } }), attempts: [], verdict: { status: 'NoEndpoints', total: 0 } };
}
