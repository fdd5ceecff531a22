/** Where a line of the file begins. */
export interface Place {
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

export interface Line {
  /** Without what ends it. */
  readonly text: string;
  /** Where the next one begins; the end of the text after the last. */
  readonly next: Place;
}

/** A text may be huge, so its lines are taken one by one. */
export function lineAt(text: string, { offset, line }: Place): Line {
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  const isReturned = end > offset && text[end - 1] === '\r';
  return {
    text: text.slice(offset, isReturned ? end - 1 : end),
    next: { offset: feed < 0 ? text.length : feed + 1, line: line + 1 },
  };
}

/** The first line from `place` on that is not blank; `undefined` at the end. */
export function nextLine(text: string, place: Place): (Line & { readonly at: Place }) | undefined {
  for (let at = place; at.offset < text.length; ) {
    const line = lineAt(text, at);
    if (/\S/.test(line.text)) return { ...line, at };
    at = line.next;
  }
  return undefined;
}

/** The place behind a stretch of text that may hold line ends. */
export function placeAfter(text: string, from: Place, offset: number): Place {
  let line = from.line;
  for (let at = text.indexOf('\n', from.offset); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return { offset, line };
}
