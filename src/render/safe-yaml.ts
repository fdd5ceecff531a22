import { dump } from 'js-yaml';
import { codeOf, UNSAFE_IN_YAML } from './safe-text.ts';

/**
 * What JSON would hold, as YAML that a terminal can show. Its writer leaves raw what can be printed, however a terminal obeys it: so the code of
 * what is unsafe goes through it between two control characters, which it has to escape. A text may hold the letters of
 * such an escape: its backslash goes the same way.
 */
export function safeYaml(value: unknown): string {
  const yaml = dump(marked(JSON.parse(JSON.stringify(value))), { lineWidth: -1, noRefs: true });
  return yaml.replace(/\\x01([0-9a-f]{4})\\x02/g, '\\u$1');
}

/** Its keys too. */
function marked(value: unknown): unknown {
  if (typeof value === 'string') return markedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(marked);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [markedText(key), marked(each)]));
}

function markedText(text: string): string {
  return text.replace(UNSAFE_OR_MARK, (character) => `\u0001${codeOf(character)}\u0002`);
}

const UNSAFE_OR_MARK = new RegExp(`${UNSAFE_IN_YAML.source}|\\\\(?=x01)`, 'g');
