/** A place in a text that is being read. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** What a sticky pattern matches here, which is then behind the cursor. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
}

export function isAt(cursor: Cursor, text: string): boolean {
  return cursor.text.startsWith(text, cursor.at);
}
