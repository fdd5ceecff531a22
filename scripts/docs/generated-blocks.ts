/**
 * A Markdown file with its generated blocks as they are to be: what stands between `<!-- generated: NAME -->` and
 * `<!-- end -->`. Every block has to be there once, so that none is forgotten.
 */
export function withBlocks(markdown: string, blocks: Readonly<Record<string, string>>): string {
  const open = new Set(Object.keys(blocks));
  const filled = markdown.replaceAll(BLOCK, (_, name: string) => {
    const content = blocks[name];
    if (content === undefined || !open.delete(name)) throw new Error(`a block «${name}» too many`);
    return `<!-- generated: ${name} -->\n${content}<!-- end -->`;
  });
  if (open.size > 0) throw new Error(`no block «${[...open].join(', ')}»`);
  return filled;
}

const BLOCK = /<!-- generated: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g;
