import { readPath } from './path.ts';
import { JsonPathError, type Part, type Path, type Template } from './syntax.ts';

/**
 * kubectl's dialect of JSONPath, which no library for JavaScript has (seen: jsonpath-plus has neither text nor ranges,
 * and another way with filters). Source: k8s.io/client-go/util/jsonpath, v0.35; the tests' values are kubectl's own.
 * Where it differs on purpose: numbers compare as numbers, whether they have a point or not; a list without items takes
 * nothing from the lists beside it; what lies beyond the end of a list does not exist; a template without braces that
 * begins as a path does is one.
 */
export function parseTemplate(text: string): Template {
  const isBare = /^[.$][^{}]*$/.test(text);
  return untilEnd(piecesOf(isBare ? `{${text}}` : text), 0);
}

/** A template before its ranges are seen. */
type Piece = Extract<Part, { kind: 'text' }> | { readonly path: Path; readonly keyword: 'range' | 'end' | undefined };

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const cursor = { text, at: 0 };
  while (cursor.at < text.length) {
    const brace = text.indexOf('{', cursor.at);
    const end = brace < 0 ? text.length : brace;
    if (end > cursor.at) pieces.push({ kind: 'text', text: text.slice(cursor.at, end) });
    cursor.at = end + 1;
    if (brace >= 0) pieces.push(readPath(cursor));
  }
  return pieces;
}

const DEEPEST = 100;

/** Takes the pieces of one block, and the `{end}` of a range. A range without one goes on to the end, as kubectl's do. */
function untilEnd(pieces: Piece[], depth: number): Template {
  if (depth > DEEPEST) throw new JsonPathError('too many ranges in one another');
  const parts: Part[] = [];
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    if ('text' in piece) {
      parts.push(piece);
    } else if (piece.keyword === 'range') {
      parts.push({ kind: 'range', over: piece.path, body: untilEnd(pieces, depth + 1) });
    } else if (piece.keyword === undefined) {
      parts.push({ kind: 'path', path: piece.path });
    } else if (depth > 0) {
      return parts;
    } else {
      throw new JsonPathError('not in range, nothing to end');
    }
  }
  return parts;
}
