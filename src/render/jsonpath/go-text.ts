import { codeOf } from '../safe-text.ts';
import { isList, type Json } from './syntax.ts';

/** As Go's fmt.Print has it: kubectl's columns do. */
export function goText(value: Json): string {
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(goText).join(' ')}]`;
  return `map[${sortedEntries(value)
    .map(([key, each]) => `${key}:${goText(each)}`)
    .join(' ')}]`;
}

/** As Go's json.Marshal has it: the keys sorted, and what HTML would take for its own is escaped. */
export function goJson(value: Json): string {
  return JSON.stringify(value, (_, each) => sorted(each)).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${codeOf(sign)}`);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(sortedEntries(value));
}

function sortedEntries<T>(value: Readonly<Record<string, T>>): readonly [string, T][];
function sortedEntries(value: object): readonly [string, unknown][];
function sortedEntries(value: object): readonly [string, unknown][] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The type that it has in Go, once kubectl has read it. */
export function typeName(value: Json): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int64' : 'float64';
    default:
      return isList(value) ? '[]interface {}' : 'map[string]interface {}';
  }
}
