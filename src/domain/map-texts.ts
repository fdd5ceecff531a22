/** Where in a document a text stands: keys, and indices of lists. */
export type Path = readonly string[];

/** The same document with each of its texts changed; its keys stay. */
export function mapTexts(value: unknown, change: (text: string, path: Path) => string, path: Path = []): unknown {
  if (typeof value === 'string') return change(value, path);
  if (typeof value !== 'object' || value === null) return value;
  const inside = (key: string, each: unknown) => mapTexts(each, change, [...path, key]);
  if (Array.isArray(value)) return value.map((each, index) => inside(String(index), each));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inside(key, each)]));
}
