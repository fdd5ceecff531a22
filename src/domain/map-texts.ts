/** Where in a document a text stands: keys, and indices of lists. */
export type Path = readonly string[];

/** What becomes of a text, or of a key, that stands at the end of a path. */
export type Change = (text: string, path: Path) => string;

/** The same document with each of its texts changed; its keys stay, where nobody changes them too. */
export function mapTexts(value: unknown, change: Change, changeKey: Change = (key) => key, path: Path = []): unknown {
  if (typeof value === 'string') return change(value, path);
  if (typeof value !== 'object' || value === null) return value;
  const inside = (key: string, each: unknown) => mapTexts(each, change, changeKey, [...path, key]);
  if (Array.isArray(value)) return value.map((each, index) => inside(String(index), each));
  const entries = Object.entries(value).map(([key, each]) => [changeKey(key, [...path, key]), inside(key, each)]);
  return Object.fromEntries(entries);
}
