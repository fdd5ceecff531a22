import { lineAt, type Place } from './lines.ts';
import { KNOWN_COLUMNS, TABLE_KINDS, type TableKind } from './table-kind.ts';
import { bareLine, LONGEST_LINE, wordsOf } from './table-line.ts';

/** On a terminal so narrow that more lines are taken nobody reads a table. */
export const MOST_LINES = 12;

export interface Header {
  /** `undefined`: a table of something else. */
  readonly kind: TableKind | undefined;
  readonly columns: readonly string[];
  /** Where each column begins, if it was printed in columns and is still so. */
  readonly offsets: readonly number[] | undefined;
  /** How wide the terminal was that made several lines of it. */
  readonly width: number | undefined;
  readonly end: Place;
}

const COLUMN = /^(?=[^A-Z)]*[A-Z)])[A-Z0-9()_./%:-]+$/;

/** The header of a table that begins on this line, if one does: NAME or NAMESPACE and other words in capitals. */
export function headerAt(text: string, place: Place): Header | undefined {
  const { text: raw, next } = lineAt(text, place);
  if (raw.length > LONGEST_LINE || !/NAME/.test(raw)) return undefined;
  const first = bareLine(raw);
  if (!/^[\s|]*NAME(?:SPACE)?(?![\w-])/.test(first) || !isHeader(first)) return undefined;
  const { lines, end } = linesOf(text, first, next);
  const columns = wordsOf(lines.reduce((line, below) => `${line}${isWordCut(line, below) ? '' : ' '}${below}`));
  if (columns.length < 2) return undefined;
  const width = lines.length > 1 ? widthOf(text, lines, end) : undefined;
  const offsets = offsetsOf(padded(lines, width ?? 0), columns);
  return { kind: TABLE_KINDS.find(({ isOf }) => isOf(columns)), columns, offsets, width, end };
}

/** One line again, of those that a terminal of this width made of it; blanks at their ends may have been lost. */
export function padded(lines: readonly string[], width: number): string {
  return lines.map((line, index) => (index < lines.length - 1 ? line.padEnd(width) : line)).join('');
}

function isHeader(line: string): boolean {
  return wordsOf(line).every((word) => COLUMN.test(word));
}

/** The lines that a narrow terminal made of a header: more words in capitals, one of them known. */
function linesOf(text: string, first: string, next: Place): { readonly lines: readonly string[]; readonly end: Place } {
  const lines = [first];
  let end = next;
  while (lines.length < MOST_LINES) {
    const below = lineAt(text, end);
    const line = bareLine(below.text.slice(0, LONGEST_LINE));
    const isColumnOfTheUser = lines.length > 1 && /^\s/.test(line) && wordsOf(line).length > 0 && isHeader(line);
    if (!isContinued(lines.at(-1) ?? '', line) && !isColumnOfTheUser) return { lines, end };
    lines.push(line);
    end = below.next;
  }
  return { lines, end };
}

function isContinued(line: string, below: string): boolean {
  const words = wordsOf(below);
  const isInCapitals = words.length > 0 && isHeader(below) && !/[|\t]/.test(below) && !/^NAME/.test(words[0] ?? '');
  return isInCapitals && (isWordCut(line, below) || words.some((word) => KNOWN_COLUMNS.includes(word)));
}

function isWordCut(line: string, below: string): boolean {
  const [last, first] = [wordsOf(line).at(-1) ?? '', wordsOf(below)[0] ?? ''];
  return (
    !/\s$/.test(line) && !/^\s/.test(below) && !KNOWN_COLUMNS.includes(last) && KNOWN_COLUMNS.includes(last + first)
  );
}

/** A terminal fills its lines: where no word was cut, the longest of the table tells. */
function widthOf(text: string, header: readonly string[], end: Place): number {
  const longest = Math.max(...header.map(({ length }) => length));
  if (header.slice(1).some((below, index) => isWordCut(header[index] ?? '', below))) return longest;
  const rows: number[] = [];
  for (let below = lineAt(text, end); rows.length < LINES_LOOKED_AT; below = lineAt(text, below.next)) {
    if (below.text.trim() === '' || below.text.length > LONGEST_LINE) break;
    rows.push(bareLine(below.text).length);
  }
  return Math.max(longest, ...rows);
}

const LINES_LOOKED_AT = 24;

/** kubectl pads columns with three blanks; with one the table went through something that collapses them. */
function offsetsOf(line: string, columns: readonly string[]): readonly number[] | undefined {
  const found = [...line.matchAll(/\S+/g)];
  const isInColumns = !/[|\t]|\S \S/.test(line) && found.length === columns.length;
  return isInColumns ? found.map(({ index }) => index) : undefined;
}
