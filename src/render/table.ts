import Table from 'cli-table3';
import stringWidth from 'string-width';
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
export function renderTable(
  { rows }: Pick<Report, 'rows'>,
  { isWide, hasNamespace, hasHeaders }: TableOptions,
): string {
  const columns = [...(hasNamespace ? NAMESPACE : []), ...NARROW, ...(isWide ? WIDE : []), ...URL];
  const lines = rows.map((row) => columns.map(({ text }) => cell(text(row))));
  if (hasHeaders) lines.unshift(columns.map(({ title }) => title));
  const colWidths = columns.map(
    (_, index) => GAP + lines.reduce((most, line) => Math.max(most, widthOf(line[index])), 0),
  );
  const tables = chunksOf(lines).map((chunk) => {
    const table = new Table({ chars: NO_BORDERS, style: NO_STYLE, colWidths, truncate: NEVER_SEEN });
    table.push(...chunk);
    return `${table.toString().replaceAll(/ +$/gm, '')}\n`;
  });
  return tables.join('');
}

const GAP = 3;

/** Nothing is truncated, but cli-table3 measures this sign for each cell, and its own is not ASCII: 3 ms for the first. */
const NEVER_SEEN = '>';

/** What cli-table3 takes for a table grows with the square of its rows: 6 s for 10,000, in tables of this size 0.5 s. */
const ROWS_OF_ONE_TABLE = 100;

function chunksOf<T>(lines: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(lines.length / ROWS_OF_ONE_TABLE);
  return Array.from({ length: count }, (_, index) =>
    lines.slice(index * ROWS_OF_ONE_TABLE, (index + 1) * ROWS_OF_ONE_TABLE),
  );
}

function widthOf(text = ''): number {
  return stringWidth(text);
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
const NO_STYLE = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': GAP };

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
