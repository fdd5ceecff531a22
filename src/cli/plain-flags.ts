/** The flags that were given, each with the last of its values. */
export type Flags = Readonly<Record<string, unknown>>;

/** A flag's value. An empty one is what kubectl's flags start from: it is «not given». */
export function textOf(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
