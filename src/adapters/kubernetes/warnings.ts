import type { HttpAnswer } from './http.ts';

/**
 * What the API server warns of, beside an answer: the texts of its `Warning` headers, of code 299. As client-go reads
 * them, a header is read as far as it is well-formed. Source: apimachinery pkg/util/net/http.go, `ParseWarningHeader`.
 */
export function warningsOf({ headers }: Pick<HttpAnswer, 'headers'>): readonly string[] {
  if (headers.warning === undefined) return [];
  return [headers.warning].flat().flatMap(textsIn);
}

/** `CODE AGENT "TEXT"`, maybe a date, and the next after a comma. */
const WARNING = /\s*(?<code>\d{3}) [^ ]+ "(?<text>(?:[^"\\]|\\.)*)"\s*(?:"[^"]*"\s*)?(?:,|$)/sy;

function textsIn(header: string): readonly string[] {
  const texts: string[] = [];
  for (const match of matchesOf(header)) {
    const { code, text = '' } = match.groups ?? {};
    const said = utf8(text.replace(/\\(.)/gs, '$1'));
    if (/[\p{Cc}\ufffd]/u.test(said)) break; // no UTF-8, or what steers a terminal
    if (code === '299' && said !== '') texts.push(said);
  }
  return texts;
}

function* matchesOf(header: string): Iterable<RegExpExecArray> {
  WARNING.lastIndex = 0;
  for (let at = 0; at < header.length; at = WARNING.lastIndex) {
    WARNING.lastIndex = at;
    const match = WARNING.exec(header);
    if (!match) return;
    yield match;
  }
}

/** Both runtimes read headers as Latin-1; the API server writes UTF-8. */
function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}
