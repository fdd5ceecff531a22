/**
 * Fields of objects that came from outside. What is not of the expected kind is as if it were not there: a server or a
 * file may hold anything, and none of it may end in a stack trace.
 */

export function textIn(object: unknown, key: string): string | undefined {
  const value = fieldOf(object, key);
  return typeof value === 'string' ? value : undefined;
}

export function listIn(object: unknown, key: string): readonly unknown[] {
  const value = fieldOf(object, key);
  return Array.isArray(value) ? value : [];
}

export function recordIn(object: unknown, key: string): Readonly<Record<string, unknown>> {
  return recordOf(fieldOf(object, key));
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** The entries of a map whose values are texts. */
export function textsIn(object: unknown, key: string): Readonly<Record<string, string>> {
  const entries = Object.entries(recordIn(object, key));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

export function textsOf(list: readonly unknown[]): readonly string[] {
  return list.filter((value) => typeof value === 'string');
}

function fieldOf(object: unknown, key: string): unknown {
  return isRecord(object) ? object[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
