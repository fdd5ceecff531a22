import { InputError } from './input-error.ts';
import { lineAt, nextLine, type Place } from './lines.ts';
import { placeWords } from './place-words.ts';
import { ROW_SHAPES, WITH_WRONG_PORTS } from './row-shapes.ts';
import { type Cells, cellsInColumns, cellsInWords } from './table-cells.ts';
import { type Header, headerAt, MOST_LINES, padded } from './table-header.ts';
import { COLUMN_WITH_BLANKS } from './table-kind.ts';
import { bareLine, LONGEST_LINE, wordsOf } from './table-line.ts';

/** The cells of a row by the names of their columns. */
export interface Row {
  readonly cells: Cells;
  readonly begin: Place;
  readonly end: Place;
}

/** The row that begins on this line, over as many lines as it takes; `undefined`: a line of something else. */
export function rowAt(text: string, place: Place, header: Header, file: string): Row | undefined {
  const first = lineAt(text, place);
  if (first.text.length > LONGEST_LINE || !isRow(text, place, header)) return undefined;
  const lines = [bareLine(first.text)];
  let end = first.next;
  while (lines.length <= MOST_LINES) {
    const below = restAt(text, end, header);
    const cells = cellsOfLines(lines, below, header);
    if (cells) return withItsRest({ cells, begin: place, end }, text, lines, header);
    // A row whose name alone fills a line shows only below that it is one.
    if (below === undefined && (lines.length > 1 || isLead(lines[0] ?? '', header))) break;
    const line = lineAt(text, end);
    lines.push(bareLine(line.text));
    end = line.next;
  }
  const placed = header.kind && placeWords(lines[0] ?? '', header.columns, ROW_SHAPES[header.kind.id]);
  if (placed) return { cells: placed, begin: place, end: first.next };
  const wrong = header.kind?.id === 'services' && placeWords(lines[0] ?? '', header.columns, WITH_WRONG_PORTS);
  throw new InputError({ file, line: place.line, says: wrong ? wrongPorts(wrong) : unfit(header) });
}

/** Whether the last line of the file is the begin of a row that was cut off before it could be known as one. */
export function isCutOff(text: string, place: Place, header: Header): boolean {
  if (text.endsWith('\n') || nextLine(text, lineAt(text, place).next)) return false;
  const [name = '', lead, ...more] = wordsOf(bareLine(lineAt(text, place).text));
  const isNamed = /^(?:\w+\/)?[a-z0-9][a-z0-9.-]*$/.test(name) && more.length === 0;
  const isBegun = lead === undefined || STATES.some((state) => state.startsWith(lead));
  return isNamed && isBegun && header.kind !== undefined;
}

const STATES = ['Ready', 'NotReady', 'Unknown', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

export function unfit({ columns }: Header): string {
  return `the row does not fit the ${columns.length} columns of its table; is it cut off`;
}

/** A scan that was read by a machine has them, and a paste that somebody has typed. */
export function wrongPorts(cells: Cells): string {
  return `PORT(S) "${cells['PORT(S)']?.slice(0, 80) ?? ''}" is not what kubectl writes`;
}

function isRow(text: string, place: Place, header: Header): boolean {
  const { text: line, next } = lineAt(text, place);
  if (isLead(bareLine(line), header)) return true;
  // A name may be as long as the terminal is wide, and what comes after it is cut then too.
  const below = bareLine(lineAt(text, next).text);
  const isName = /^\s*[\w./-]+\s*$/.test(line) && !isLead(below, header);
  const isFull = line.length === header.width;
  return (isName && isLead(`${line} ${below}`, header)) || (isFull && isLead(`${bareLine(line)}${below}`, header));
}

/** Whether a line begins as the rows of this table do: by the first of the words that only they have in that place. */
function isLead(line: string, { kind, columns }: Header): boolean {
  const lead = columns.find((column) => kind?.leads.includes(column));
  const words = wordsOf(line.slice(0, 1024));
  // `Type:   NodePort` is a line of `kubectl describe`.
  if (!kind || words.length < 2 || words[0]?.endsWith(':')) return false;
  if (lead === undefined) return words.length >= columns.length && /^[a-z0-9]/.test(words[0] ?? '');
  return kind.patterns[lead]?.test(words[columns.indexOf(lead)] ?? '') ?? false;
}

function cellsOfLines(lines: readonly string[], below: string | undefined, header: Header): Cells | undefined {
  // Cut at the width of a terminal, where words are cut too; else broken between two words.
  const inColumns = cellsInColumns(padded(lines, header.width ?? lines[0]?.length ?? 0), header);
  if (inColumns) return inColumns;
  const longer = below === undefined ? undefined : cellsOfLonger([...lines, below], header);
  return longer ? undefined : cellsInWords(lines.join(' '), header);
}

/** Whether one line more makes a row, too, of what its words have made one: `Ubuntu 22.04.5` and `LTS 5.15.0` below. */
function cellsOfLonger(lines: readonly string[], header: Header): Cells | undefined {
  if (header.width !== undefined) {
    const cells = cellsInColumns(padded(lines, header.width), header);
    if (cells) return cells;
  }
  const isOpen = !header.columns.includes('CONTAINER-RUNTIME') && header.columns.includes(COLUMN_WITH_BLANKS);
  return isOpen ? cellsInWords(lines.join(' '), header) : undefined;
}

/** What a line may hold that goes on with a row. */
function restAt(text: string, place: Place, header: Header): string | undefined {
  const line = bareLine(lineAt(text, place).text.slice(0, LONGEST_LINE));
  return !/\S/.test(line) || isLead(line, header) || headerAt(text, place) ? undefined : line;
}

/** The last cell may go on where nothing in the row shows it: a runtime, labels. */
function withItsRest(row: Row, text: string, lines: readonly string[], header: Header): Row {
  const below = restAt(text, row.end, header);
  const last = header.columns.at(-1) ?? '';
  const isFull = header.width === undefined ? last === 'LABELS' : lines.at(-1)?.length === header.width;
  const isRest = last === 'LABELS' ? /^[\w./,-]*[=,][\w./,=-]*$/ : /^\S+(?: \(\w+\))?$/;
  if (below === undefined || !isFull || !isRest.test(below)) return row;
  const longer = { ...row.cells, [last]: `${row.cells[last] ?? ''}${below.replace(/ .*/, '')}` };
  const isFit = header.kind?.patterns[last]?.test(longer[last] ?? '') ?? true;
  const { next } = lineAt(text, row.end);
  return isFit ? withItsRest({ ...row, cells: longer, end: next }, text, [below], header) : row;
}
