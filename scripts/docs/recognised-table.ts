import { distributions } from '../../src/distributions/registry.ts';
import { substrates } from '../../src/substrates/registry.ts';
import { markdownTable } from './markdown-table.ts';
import type { Words } from './words.ts';

/** The ids that `--runtime` takes, with the words that `explain` has for them. */
export function recognisedTable({ recognised: [built, lives] }: Words): string {
  const ids = (rows: readonly string[]) => rows.join(', ');
  return markdownTable(
    ['', '`--runtime`'],
    [
      [
        built,
        ids(
          distributions
            .filter(isKnown)
            .map(({ id, title }) => (isSaid(title, id) ? `\`${id}\`` : `\`${id}\` (${title})`)),
        ),
      ],
      [lives, ids(substrates.filter(isKnown).map(({ id, place }) => `\`${id}\` (${place})`))],
    ],
  );
}

function isSaid(title: string, id: string): boolean {
  return title.toLowerCase().replaceAll(' ', '-') === id;
}

function isKnown({ id }: { readonly id: string }): boolean {
  return id !== 'unknown';
}
