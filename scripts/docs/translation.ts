import { createHash } from 'node:crypto';

/** A section of a Markdown file: what stands below one `## ` heading, the heading included. */
interface Section {
  readonly heading: string;
  readonly text: string;
}

/**
 * The headings of the sections of `original` that its translation does not stand for any more: those that have changed
 * since, were added or were moved. Above each section of a translation stands `<!-- translates: HASH -->`.
 */
export function staleSections(original: string, translation: string): readonly string[] {
  const hashes = [...translation.matchAll(MARK)].map(([, hash]) => hash);
  const sections = sectionsOf(original);
  const stale = sections.filter(({ text }, index) => hashOf(text) !== hashes[index]).map(({ heading }) => heading);
  return hashes.length > sections.length ? [...stale, 'a section too many'] : stale;
}

/** The translation, said to be of the original as it is. */
export function markTranslated(original: string, translation: string): string {
  const sections = [...sectionsOf(original)];
  return translation.replaceAll(MARK, (mark) => {
    const next = sections.shift();
    return next === undefined ? mark : `<!-- translates: ${hashOf(next.text)} -->`;
  });
}

const MARK = /<!-- translates: (\w*) -->/g;

/** What stands above the first heading is a section too, called by the title. */
function sectionsOf(markdown: string): readonly Section[] {
  return markdown.split(/^(?=## )/m).map((text) => ({ heading: /^#+ (.*)$/m.exec(text)?.[1] ?? '', text }));
}

/** Eight digits are enough to see a change. */
function hashOf(text: string): string {
  return createHash('sha256').update(text.trim()).digest('hex').slice(0, 8);
}
