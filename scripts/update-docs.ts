import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCodeTable } from './docs/exit-code-table.ts';
import { explainClusterScreen } from './docs/explain-cluster-screen.ts';
import { withBlocks } from './docs/generated-blocks.ts';
import { PAGES } from './docs/pages.ts';
import { recognisedTable } from './docs/recognised-table.ts';
import { runtimePage } from './docs/runtime-page.ts';
import { runtimeTable } from './docs/runtime-table.ts';
import { screenSvg, THEMES } from './docs/screen-svg.ts';
import { markTranslated, staleSections } from './docs/translation.ts';
import { ENGLISH, JAPANESE } from './docs/words.ts';

/**
 * Writes what the documentation has from the code: the pages of docs/runtimes, the tables of the READMEs, and the
 * screens that scripts/record-screens.ts recorded.
 *
 * `--check` writes nothing, and fails where a file is not as it would be, or README.ja.md does not stand for README.md any
 * more; `--translated` says that it does.
 */
function updateDocs(): void {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, translated: { type: 'boolean' } } });
  const wanted = wantedFiles(values.translated === true);
  const outdated = [...wanted.keys()].filter((file) => !existsSync(pathOf(file)) || read(file) !== wanted.get(file));
  const leftOver = readdirSync(pathOf(RUNTIMES))
    .map((name) => `${RUNTIMES}/${name}`)
    .filter((file) => !wanted.has(file));
  if (values.check) {
    complain('is not what the code says: npm run docs', [...outdated, ...leftOver]);
    const stale = staleSections(wanted.get('README.md') ?? '', wanted.get('README.ja.md') ?? '');
    complain('has changed in README.md since README.ja.md was written: then npm run docs -- --translated', stale);
  } else {
    for (const file of outdated) writeFileSync(pathOf(file), wanted.get(file) ?? '');
    for (const file of leftOver) rmSync(pathOf(file));
  }
}

function wantedFiles(isTranslated: boolean): ReadonlyMap<string, string> {
  const screens = { open: fenced(screen('open')), explain: fenced(screen('explain')) };
  const english = withBlocks(read('README.md'), {
    ...screens,
    runtimes: runtimeTable(ENGLISH, ({ where }) => where),
    recognised: recognisedTable(ENGLISH),
    'exit-codes': exitCodeTable(),
  });
  const japanese = withBlocks(read('README.ja.md'), {
    ...screens,
    runtimes: runtimeTable(JAPANESE, ({ ja = '' }) => ja),
    recognised: recognisedTable(JAPANESE),
  });
  const index = withBlocks(read('docs/README.md'), {
    runtimes: PAGES.map(({ slug, title }) => `- [${title}](runtimes/${slug}.md)\n`).join(''),
  });
  const troubleshooting = withBlocks(read('docs/troubleshooting.md'), {
    'explain-cluster': fenced(explainClusterScreen()),
  });
  return new Map([
    ['README.md', english],
    ['README.ja.md', isTranslated ? markTranslated(english, japanese) : japanese],
    ['docs/README.md', index],
    ['docs/troubleshooting.md', troubleshooting],
    ...PAGES.map((page) => [`${RUNTIMES}/${page.slug}.md`, runtimePage(page)] as const),
    ...Object.entries(THEMES).map(
      ([name, theme]) => [`docs/images/list-${name}.svg`, screenSvg(screen('list'), theme)] as const,
    ),
  ]);
}

function screen(name: string): string {
  return read(`docs/screens/${name}.txt`);
}

function fenced(text: string): string {
  return `\`\`\`console\n${text.trimEnd()}\n\`\`\`\n`;
}

const RUNTIMES = 'docs/runtimes';

function complain(sentence: string, those: readonly string[]): void {
  for (const one of those) console.error(`«${one}» ${sentence}`);
  if (those.length > 0) process.exitCode = 1;
}

function read(file: string): string {
  return readFileSync(pathOf(file), 'utf8');
}

function pathOf(file: string): string {
  return join(import.meta.dirname, '..', file);
}

updateDocs();
