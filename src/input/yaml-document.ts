// js-yaml, which reads the kubeconfig too: see the adapter.
import { CORE_SCHEMA, loadAll, mergeTag, YAMLException } from 'js-yaml';
import { InputError } from './input-error.ts';
import type { Document } from './json-document.ts';
import { type Line, lineAt, nextLine, type Place } from './lines.ts';

/** kubectl writes none; a manifest written by hand may have a few. A bomb is made of many. */
const MOST_ALIASES = 100;

const CONFIG_KEYS: readonly string[] = ['clusters', 'contexts', 'current-context', 'users', 'preferences'];
const OBJECT_KEYS: readonly string[] = ['items', 'spec', 'status', 'metadata', 'facts'];
const BEGIN =
  /( *)(- +)?["']?(?:apiVersion|items|metadata|kind(?=["']?\s*:\s*["']?(?:\w*List|Node|Service|EndpointSlice|Config)\b)|clusters|contexts|current-context|users|preferences)["']?\s*:(?:\s|$)/y;
const KEY = /^["']?([\w./-]+)["']?\s*:(?:\s|$)/;
const NEITHER_KEY_NOR_PROSE = /^(?:-(?:\s|$)|#|[}\]])/;
const MARKER = /^(?:---|\.\.\.)(?:\s|$)|^(?:```|~~~)/;

/** The YAML document that begins on this line, if one does: an object of Kubernetes, a list of them, a kubeconfig. */
export function yamlAt(text: string, place: Place, file: string): Document | undefined {
  BEGIN.lastIndex = place.offset;
  const [begun, indent = '', dash] = BEGIN.exec(text) ?? [];
  if (begun === undefined) return undefined;
  const { end, keys } = extentOf(text, place, indent.length);
  const isSure = dash !== undefined || ['apiVersion', 'kind', 'items'].some((key) => keys.has(key));
  const value = parse(text.slice(place.offset, end.offset), { place, file, isSure });
  return { value, begin: place, end, isIndented: indent !== '' || dash !== undefined };
}

/** As far as lines are indented, or are keys that the document does not have yet. */
function extentOf(text: string, begin: Place, indent: number): { readonly end: Place; readonly keys: Set<string> } {
  const keys = new Set<string>();
  let end = begin;
  for (let found = nextLine(text, begin); found; found = nextLine(text, end)) {
    const depth = found.text.search(/\S/);
    if (depth <= indent) {
      const content = found.text.slice(depth);
      const key = KEY.exec(content)?.[1];
      const isOver = depth < indent || MARKER.test(content) || (key !== undefined && isOfTheNext(key, keys));
      if (isOver || (key === undefined && isProse(text, found, indent))) break;
      if (key !== undefined) keys.add(key);
    }
    end = found.next;
  }
  return { end, keys };
}

/** One command after the other writes no `---` between: a key comes again, or one that such an object never has. */
function isOfTheNext(key: string, keys: ReadonlySet<string>): boolean {
  const others = CONFIG_KEYS.includes(key) ? OBJECT_KEYS : OBJECT_KEYS.includes(key) ? CONFIG_KEYS : [];
  return keys.has(key) || others.some((other) => keys.has(other));
}

/** A prompt, a sentence, a table. With more of the document below it, it is a fault that the parser will name. */
function isProse(text: string, line: Line, indent: number): boolean {
  if (NEITHER_KEY_NOR_PROSE.test(line.text.trimStart())) return false;
  const below = nextLine(text, line.next);
  return below === undefined || below.text.search(/\S/) <= indent || lineAt(text, line.next).text.trim() === '';
}

function parse(yaml: string, { place, file, isSure }: { place: Place; file: string; isSure: boolean }): unknown {
  try {
    // json: a key twice, the last counts
    return loadAll(yaml, { schema: CORE_SCHEMA.withTags(mergeTag), json: true, maxAliases: MOST_ALIASES })[0];
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (!isSure) return undefined; // a sentence that begins as a document does
    const line = place.line + (error.mark?.line ?? 0);
    throw new InputError({ file, line, says: `not YAML: ${error.reason}` }, { cause: error });
  }
}
