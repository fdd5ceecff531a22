/** Longer than a row of any table, its labels included. */
export const LONGEST_LINE = 65_536;

// biome-ignore lint/suspicious/noControlCharactersInRegex: what terminals colour with is what is taken away.
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/** A line of a paste without what the way here added: colours, frames, entities of HTML. */
export function bareLine(line: string): string {
  const plain = line.includes('\u001b') ? line.replace(COLOURS, '') : line;
  const framed = plain.replace(/[\u2502\u2503]/g, '|');
  return framed.includes('&') ? framed.replaceAll('&lt;', '<').replaceAll('&gt;', '>') : framed;
}

/** What stands between blanks, tabs or bars; in a table of Markdown between bars alone. */
export function wordsOf(line: string): readonly string[] {
  return line
    .trim()
    .split(/[\s|]+/)
    .filter((word) => word !== '');
}

export function cellsOfMarkdown(line: string): readonly string[] | undefined {
  const content = line.trim();
  if (!content.startsWith('|')) return undefined;
  return content
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.replaceAll('`', '').trim());
}
