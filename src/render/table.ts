import type { Report, ReportRow } from '../domain/report.ts';
import { columnsThatRemember, renderColumns } from './columns.ts';
import { endpointCount, shownAttempt, shownUrl, timeOf } from './row-view.ts';
import { cell } from './safe-text.ts';
import { reasonOf } from './words.ts';

export interface TableOptions {
  readonly isWide: boolean;
  readonly hasNamespace: boolean;
  readonly hasHeaders: boolean;
}

interface Column {
  readonly title: string;
  readonly text: (row: ReportRow) => string | undefined;
}

/** The table of `list`. */
export function renderTable({ rows }: Pick<Report, 'rows'>, options: TableOptions): string {
  const columns = columnsOf(options);
  const lines = rows.map((row) => cellsOf(row, columns));
  if (options.hasHeaders) lines.unshift(titlesOf(columns));
  return renderColumns(lines);
}

/** The same row by row: its header is printed once, with the first of them. */
export function tableStream(options: TableOptions): (rows: readonly ReportRow[]) => string {
  const columns = columnsOf(options);
  const render = columnsThatRemember();
  let isBegun = !options.hasHeaders;
  return (rows) => {
    const lines = rows.map((row) => cellsOf(row, columns));
    if (rows.length === 0) return '';
    if (!isBegun) lines.unshift(titlesOf(columns));
    isBegun = true;
    return render(lines);
  };
}

/** What has to be another for a row to have changed: its cells, without what was only measured. */
export function lookOf(row: ReportRow, options: Pick<TableOptions, 'isWide'>): string {
  const columns = columnsOf({ ...options, hasNamespace: true }).filter((column) => column !== TIME);
  return JSON.stringify(cellsOf(row, columns));
}

function columnsOf({ isWide, hasNamespace }: Omit<TableOptions, 'hasHeaders'>): readonly Column[] {
  return [...(hasNamespace ? NAMESPACE : []), ...NARROW, ...(isWide ? WIDE : []), ...URL];
}

function titlesOf(columns: readonly Column[]): readonly string[] {
  return columns.map(({ title }) => title);
}

function cellsOf(row: ReportRow, columns: readonly Column[]): readonly string[] {
  return columns.map(({ text }) => cell(text(row)));
}

const NAMESPACE: readonly Column[] = [{ title: 'NAMESPACE', text: ({ row }) => row.service.namespace }];

const NARROW: readonly Column[] = [
  { title: 'NAME', text: ({ row }) => row.service.name },
  { title: 'PORT(S)', text: ({ row: { port } }) => `${port.port}:${port.nodePort}/${port.protocol}` },
  { title: 'STATUS', text: ({ verdict }) => verdict.status },
];

const TIME: Column = { title: 'TIME', text: (row) => timeText(row) };

const WIDE: readonly Column[] = [
  { title: 'PORT-NAME', text: ({ row }) => row.port.name },
  { title: 'VIA', text: (row) => shownAttempt(row)?.route.via },
  { title: 'NODE', text: (row) => shownAttempt(row)?.route.node },
  { title: 'READY', text: (row) => readyText(row) },
  TIME,
  { title: 'REASON', text: reasonOf },
];

const URL: readonly Column[] = [{ title: 'URL', text: shownUrl }];

function readyText(row: ReportRow): string | undefined {
  if (row.verdict.status === 'Gone') return undefined;
  const count = endpointCount(row);
  return count ? `${count.ready}/${count.total}` : '<unknown>'; // as kubectl writes what it could not learn
}

function timeText(row: ReportRow): string | undefined {
  const shown = shownAttempt(row);
  const time = shown && timeOf(shown);
  return time === undefined ? undefined : `${Math.round(time)}ms`;
}
