import { isDeepStrictEqual } from 'node:util';
import { type Cells, cellsOf } from './cells.ts';
import { readCluster } from './cluster.ts';
import { markdownTable } from './markdown-table.ts';
import { type Case, PAGES, type Page } from './pages.ts';
import type { Words } from './words.ts';

/** The README's: of every page the cases that most people have, each with a link to its page. */
export function runtimeTable(words: Words, label: (each: Case) => string): string {
  const rows = PAGES.flatMap((page) =>
    page.cases
      .filter(({ ja }) => ja !== undefined)
      .map((each) => [`[${each.name}](docs/runtimes/${page.slug}.md) ${label(each)}`, ...cellTexts(each, words)]),
  );
  return markdownTable(words.columns, rows);
}

/** A page's own: every case of it. */
export function pageTable({ cases }: Page, words: Words): string {
  const rows = cases.map((each) => [titleOf(each), ...cellTexts(each, words)]);
  return markdownTable(words.columns, rows);
}

export function titleOf({ name, where }: Case): string {
  return `${name} ${where}`;
}

function cellTexts(each: Case, words: Words): readonly string[] {
  const { loopback, node, works } = cellsIn(each);
  const text = words.works[works];
  if (text === undefined) throw new Error(`no words for ${works} (${each.fixtures[0]})`);
  return [words.loopback[loopback], words.node[node], text];
}

/** Those of all its clusters: a row that is true of some of them alone is none. */
function cellsIn({ fixtures: [first, ...others] }: Case): Cells {
  const cells = cellsOf(readCluster(first));
  for (const other of others) {
    const its = cellsOf(readCluster(other));
    if (!isDeepStrictEqual(its, cells))
      throw new Error(`${other} is not like ${first}: ${JSON.stringify({ its, cells })}`);
  }
  return cells;
}
