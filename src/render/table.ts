import Table from 'cli-table3';
import type { Report, ReportRow } from '../domain/report.ts';
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

/** The table of `list`, as kubectl prints tables: no borders, three blanks between columns, the last one unpadded. */
export function renderTable({ rows }: Report, { isWide, hasNamespace, hasHeaders }: TableOptions): string {
  const columns = [...(hasNamespace ? NAMESPACE : []), ...NARROW, ...(isWide ? WIDE : []), ...URL];
  const table = new Table({ chars: NO_BORDERS, style: NO_STYLE });
  if (hasHeaders) table.push(columns.map(({ title }) => title));
  table.push(...rows.map((row) => columns.map(({ text }) => cell(text(row)))));
  return `${table.toString().replaceAll(/ +$/gm, '')}\n`;
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

// cli-table3 colours head and borders, into pipes too, unless every style is emptied.
const NO_STYLE = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 3 };

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
