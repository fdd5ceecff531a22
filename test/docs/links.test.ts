import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENTS, readDocument } from './documents.ts';

const LINKS = DOCUMENTS.flatMap((path) =>
  [...readDocument(path).matchAll(/(?:\]\(|srcset="|src=")(?!https?:)([^)"\s]*)/g)].map(([, link = '']) => ({
    path,
    link,
  })),
);

test.each(LINKS)('$path: $link leads somewhere', ({ path, link }) => {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : join(dirname(path), file);
  expect(existsSync(join(import.meta.dirname, '../..', target)), target).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(target)).toContain(anchor);
});

/** As GitHub makes them of headings. */
function anchorsOf(path: string): readonly string[] {
  const headings = readDocument(path).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
