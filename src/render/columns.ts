import Table from 'cli-table3';
import stringWidth from 'string-width';

/**
 * Lines of cells as kubectl prints tables: no borders, three blanks between columns, the last one unpadded. But a wide
 * character counts as the two columns that it takes, not as one. Source: cli-runtime pkg/printers/tabwriter.go.
 */
export function renderColumns(lines: readonly (readonly string[])[]): string {
  return render(lines, widthsOf(lines, []));
}

/** The same in several goes: a column is never narrower than it was, as in `kubectl get -w` (`RememberWidths`). */
export function columnsThatRemember(): (lines: readonly (readonly string[])[]) => string {
  let widths: readonly number[] = [];
  return (lines) => {
    widths = widthsOf(lines, widths);
    return render(lines, widths);
  };
}

function widthsOf(lines: readonly (readonly string[])[], before: readonly number[]): readonly number[] {
  return (lines[0] ?? []).map((_, index) =>
    Math.max(
      LEAST_WIDTH,
      before[index] ?? 0,
      GAP + lines.reduce((most, line) => Math.max(most, widthOf(line[index])), 0),
    ),
  );
}

function render(lines: readonly (readonly string[])[], widths: readonly number[]): string {
  const drawn = lines.length === 0 ? [] : [drawTable(lines.slice(0, DRAWN_LINES), widths)];
  const padded = lines.slice(DRAWN_LINES).map((line) => line.map((text, at) => pad(text, widths[at])).join(''));
  return [...drawn, ...padded].map((text) => `${text.replaceAll(/ +$/gm, '')}\n`).join('');
}

const GAP = 3;

/** The gap included. */
const LEAST_WIDTH = 6;

/**
 * cli-table3 takes 40 µs for a line, and more for each the more there are. Of 10,000 it would take longer than all that
 * comes before, so the lines below these are padded here, to the same widths.
 */
const DRAWN_LINES = 100;

function drawTable(lines: readonly (readonly string[])[], widths: readonly number[]): string {
  const table = new Table({ chars: NO_BORDERS, style: NO_STYLE, colWidths: [...widths], truncate: NEVER_SEEN });
  table.push(...lines.map((line) => [...line]));
  return table.toString();
}

/** Nothing is truncated, but cli-table3 measures this sign for each cell, and its own is not ASCII: 3 ms for the first. */
const NEVER_SEEN = '>';

function pad(text: string, width = 0): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
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
