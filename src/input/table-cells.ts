import type { Header } from './table-header.ts';
import { COLUMN_WITH_BLANKS, type TableKind } from './table-kind.ts';
import { cellsOfMarkdown, wordsOf } from './table-line.ts';

/** By the names of their columns; what kubectl writes for «nothing» is empty. */
export type Cells = Readonly<Record<string, string>>;

/** Takes a row apart by what separates its columns: bars, tabs, or the places where they begin. A cell may be empty. */
export function cellsInColumns(line: string, { kind, columns, offsets }: Header): Cells | undefined {
  const row = withoutArchitecture(line);
  const ways = [cellsOfMarkdown(row), cellsOfTabs(row), offsets && cellsAt(row, offsets, neededOf(columns, kind))];
  const cells = ways.find((way) => way?.length === columns.length && isFit(way, columns, kind?.patterns));
  return named(cells, columns);
}

/** One word a column, counted from the left before the only one that holds blanks, and from the right after it. */
export function cellsInWords(line: string, { kind, columns }: Header): Cells | undefined {
  const words = wordsOf(withoutArchitecture(line));
  const before = columns.indexOf(COLUMN_WITH_BLANKS);
  const cells = before < 0 ? words : cellsAround(before, words, columns);
  const isWhole = !words.some((word) => /^<[^>]*$|^[^<]*>$/.test(word)); // `<none` and `>` below it
  const isRow =
    isWhole && cells.length === columns.length && isFit(cells, columns, { ...kind?.patterns, ...kind?.words });
  return named(isRow ? cells : undefined, columns);
}

/** Since 1.36 or so: `6.18.51-talos (amd64)`. What comes behind it keeps its place. */
export function withoutArchitecture(line: string): string {
  const written = /(?<=\s\d\S*) \((?:amd64|arm64|arm|386|ppc64le|s390x|riscv64)\)(?=[\s|]|$)/;
  return line.includes(')') ? line.replace(written, (found) => ' '.repeat(found.length)) : line;
}

function cellsOfTabs(line: string): readonly string[] | undefined {
  if (!line.includes('\t')) return undefined;
  return line
    .trim()
    .split(/\t+/)
    .map((each) => each.trim());
}

/** Where the last column begins that is more than a label of the user's choice. */
function neededOf(columns: readonly string[], kind: TableKind | undefined): number {
  return columns.findLastIndex((column) => kind?.patterns[column] !== undefined);
}

/** A paste may have lost the blanks before its first line, or before all others. */
function cellsAt(line: string, offsets: readonly number[], needed: number): readonly string[] | undefined {
  const rows = [line, `${' '.repeat(offsets[0] ?? 0)}${line.trimStart()}`];
  const isWhole = (row: string) => row.length > (offsets[needed] ?? 0);
  const row = rows.find((each) => isWhole(each) && offsets.every((offset) => isColumn(each, offset)));
  return row === undefined ? undefined : offsets.map((offset, index) => row.slice(offset, offsets[index + 1]).trim());
}

function isColumn(line: string, offset: number): boolean {
  return line.slice(Math.max(0, offset - 2), offset).trim() === '';
}

function cellsAround(before: number, words: readonly string[], columns: readonly string[]): readonly string[] {
  const after = columns.length - before - 1;
  const runtime = words.findIndex((word, index) => index > before && word.includes('://'));
  const toRuntime = columns.indexOf('CONTAINER-RUNTIME') - before;
  // A label that is empty leaves no word behind the runtime; which of them it is, nobody can tell.
  const isAnchored = runtime >= 0 && toRuntime > 0;
  const end = isAnchored ? runtime - toRuntime + 1 : words.length - after;
  const [left, image, right] = [words.slice(0, before), words.slice(before, end), words.slice(end)];
  if (image.length === 0) return [];
  return [...left, image.join(' '), ...(isAnchored ? labelled(right, after, toRuntime) : right)];
}

function labelled(right: readonly string[], after: number, toRuntime: number): readonly string[] {
  if (right.length === after) return right;
  const labels = right.slice(toRuntime);
  if (labels.length > after - toRuntime) return [];
  const last = labels.at(-1) ?? '';
  const missing = Array<string>(Math.max(0, after - toRuntime - 1)).fill('');
  return [...right.slice(0, toRuntime), ...missing, last.includes('=') ? last : ''];
}

function isFit(
  cells: readonly string[],
  columns: readonly string[],
  patterns: Readonly<Record<string, RegExp>> | undefined,
): boolean {
  return columns.every((column, index) => patterns?.[column]?.test(cells[index] ?? '') ?? true);
}

function named(cells: readonly string[] | undefined, columns: readonly string[]): Cells | undefined {
  return cells && Object.fromEntries(columns.map((column, index) => [column, bareCell(cells[index] ?? '')]));
}

export function bareCell(cell: string): string {
  return /^<[a-z]+>$/.test(cell) ? '' : cell;
}
