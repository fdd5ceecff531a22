import Table from 'cli-table3';
import stringWidth from 'string-width';

/**
 * Lines of cells as kubectl prints tables: no borders, three blanks between columns, the last one unpadded. But a wide
 * character counts as the two columns that it takes, not as one. Source: cli-runtime pkg/printers/tabwriter.go.
 */
export function renderColumns(lines: readonly (readonly string[])[]): string {
  const colWidths = (lines[0] ?? []).map((_, index) =>
    Math.max(LEAST_WIDTH, GAP + lines.reduce((most, line) => Math.max(most, widthOf(line[index])), 0)),
  );
  const tables = chunksOf(lines).map((chunk) => {
    const table = new Table({ chars: NO_BORDERS, style: NO_STYLE, colWidths, truncate: NEVER_SEEN });
    table.push(...chunk.map((line) => [...line]));
    return `${table.toString().replaceAll(/ +$/gm, '')}\n`;
  });
  return tables.join('');
}

const GAP = 3;

/** The gap included. */
const LEAST_WIDTH = 6;

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
