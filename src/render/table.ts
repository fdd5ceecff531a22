import type { Report, ReportRow } from '../domain/report.ts';
import { renderColumns } from './columns.ts';
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
export function renderTable(
  { rows }: Pick<Report, 'rows'>,
  { isWide, hasNamespace, hasHeaders }: TableOptions,
): string {
  const columns = [...(hasNamespace ? NAMESPACE : []), ...NARROW, ...(isWide ? WIDE : []), ...URL];
  const lines = rows.map((row) => columns.map(({ text }) => cell(text(row))));
  if (hasHeaders) lines.unshift(columns.map(({ title }) => title));
  return renderColumns(lines);
}

const NAMESPACE: readonly Column[] = [{ title: 'NAMESPACE', text: ({ row }) => row.service.namespace }];

const NARROW: readonly Column[] = [
  { title: 'NAME', text: ({ row }) => row.service.name },
  { title: 'PORT(S)', text: ({ row: { port } }) => `${port.port}:${port.nodePort}/${port.protocol}` },
  { title: 'STATUS', text: ({ verdict }) => verdict.status },
];

const WIDE: readonly Column[] = [
  { title: 'PORT-NAME', text: ({ row }) => row.port.name },
  { title: 'VIA', text: (row) => shownAttempt(row)?.route.via },
  { title: 'NODE', text: (row) => shownAttempt(row)?.route.node },
  { title: 'READY', text: (row) => readyText(row) },
  { title: 'TIME', text: (row) => timeText(row) },
  { title: 'REASON', text: reasonOf },
];

const URL: readonly Column[] = [{ title: 'URL', text: shownUrl }];

function readyText(row: ReportRow): string {
  const count = endpointCount(row);
  return count ? `${count.ready}/${count.total}` : '<unknown>'; // as kubectl writes what it could not learn
}

function timeText(row: ReportRow): string | undefined {
  const shown = shownAttempt(row);
  const time = shown && timeOf(shown);
  return time === undefined ? undefined : `${Math.round(time)}ms`;
}
