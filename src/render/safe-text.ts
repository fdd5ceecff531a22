/** How much of a text from the cluster one cell shows; the longest that the API allows for a name is 253. */
const LONGEST_CELL = 512;

/**
 * A text from outside, fit for one line of a terminal: cut at the first line break as kubectl does, without the
 * characters that move the cursor, change colours or turn the direction of what follows.
 */
export function safeText(text: string, longest = LONGEST_CELL): string {
  const [line = ''] = text.slice(0, longest + 1).split(/[\n\r\f\v\u0085\u2028\u2029]/, 1);
  const isCut = line.length < text.length;
  const shown = line.slice(0, longest).replace(UNSAFE, (character) => (character === '\u001b' ? '^[' : '\ufffd'));
  return isCut ? `${shown}...` : shown;
}

/** A cell is never empty. */
export function cell(text: string | undefined): string {
  return text === undefined || text === '' ? '<none>' : safeText(text);
}

/** JSON that a terminal can show: what JSON.stringify leaves raw and a terminal obeys is escaped too. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSAFE_IN_JSON, (character) => `\\u${codeOf(character)}`);
}

/** As `\\u` writes it. */
export function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}

// C0 and C1 controls, DEL; soft hyphen, Arabic letter mark, zero-width characters, direction marks, embeddings,
// overrides and isolates, invisible operators, the byte order mark, interlinear annotations. Lone surrogates too.
const INVISIBLE =
  '\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb';
const LONE_SURROGATE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const UNSAFE = new RegExp(`[\\u0000-\\u001f${INVISIBLE}]|${LONE_SURROGATE}`, 'g');
const UNSAFE_IN_JSON = new RegExp(`[${INVISIBLE}]`, 'g');
/** Line breaks and tabs stay: YAML has its own ways with them. */
export const UNSAFE_IN_YAML = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f${INVISIBLE}]|${LONE_SURROGATE}`, 'g');
