import type { RowShape } from './row-shapes.ts';
import { bareCell, type Cells, withoutArchitecture } from './table-cells.ts';
import { COLUMN_WITH_BLANKS } from './table-kind.ts';
import { wordsOf } from './table-line.ts';

/** More words than a row of all columns has, its image's name included. */
const MOST_WORDS = 32;

/** Places the words of a row by their looks; `undefined` where they do not all find a place, or find more than one. */
export function placeWords(line: string, columns: readonly string[], shape: RowShape): Cells | undefined {
  const words = wordsOf(withoutArchitecture(line));
  const isTwice = new Set(columns).size < columns.length; // then there are ways without end
  if (isTwice || words.length > MOST_WORDS || !columns.every((column) => shape.columns[column])) return undefined;
  const isEaten = !words.some((word) => word.startsWith('<')); // HTML drops all of them or none
  const [only, ...more] = ways(words, columns, shape.columns, isEaten).map(toCells).filter(shape.isSound);
  return more.length === 0 ? only : undefined;

  function toCells(cells: readonly string[]): Cells {
    return Object.fromEntries(columns.map((column, index) => [column, bareCell(cells[index] ?? '')]));
  }
}

/** All ways to give each column a word, the one with blanks several, and one that may lack none. */
function ways(
  words: readonly string[],
  [column, ...columns]: readonly string[],
  shapes: RowShape['columns'],
  isEaten: boolean,
): readonly (readonly string[])[] {
  if (column === undefined) return words.length === 0 ? [[]] : [];
  const { isWord, canLack = false } = shapes[column] ?? { isWord: () => false };
  const most = column === COLUMN_WITH_BLANKS ? words.length : 1;
  const found = canLack && isEaten ? then(0) : [];
  return isWord(words[0] ?? '')
    ? [...found, ...Array.from({ length: most }, (_, index) => then(index + 1)).flat()]
    : found;

  function then(count: number): readonly (readonly string[])[] {
    const cell = words.slice(0, count).join(' ');
    return ways(words.slice(count), columns, shapes, isEaten).map((rest) => [cell, ...rest]);
  }
}
