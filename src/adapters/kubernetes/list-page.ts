import { AccessError } from '../../errors.ts';
import { isObject } from './go-decode.ts';
import type { HttpAnswer } from './http.ts';
import { headerOf } from './http-answer.ts';
import { errorOf, textIn } from './status.ts';

/** What was asked for. */
export interface Wanted {
  /** Of one object. */
  readonly kind: string;
  /** As the API server's own sentences call the objects. */
  readonly title: string;
  /** What is said before a message that does not tell what it is about. */
  readonly about: string;
}

export interface Page {
  readonly items: readonly unknown[];
  /** '' on the last page. */
  readonly continue: string;
  readonly version: string;
}

/** One page of a list. Throws AccessError where the answer is none. */
export function pageOf(answer: HttpAnswer, { kind, title, about }: Wanted): Page {
  if (answer.status < 200 || answer.status > 206) throw errorOf(answer, title, about);
  const page = objectIn(answer);
  if (page.kind === 'Status' && page.status === 'Failure') {
    throw errorOf({ ...answer, status: Number(page.code) }, title, about); // a proxy that says 200 to everything
  }
  // A list of the API server says of what, as kubectl insists too; without objects Go writes it as `"items": null`.
  const items = page.items ?? [];
  const isList = page.kind === `${kind}List` || page.kind === 'List';
  if (!isList) throw foreign(typeof page.kind === 'string' ? `a ${quoted(page.kind)}` : sizeOf(answer));
  if (!Array.isArray(items) || !items.every(isObject)) throw foreign('one whose items are no objects');
  const { metadata } = page;
  const word = (name: string) => (isObject(metadata) && typeof metadata[name] === 'string' ? metadata[name] : '');
  return { items, continue: word('continue'), version: word('resourceVersion') };
}

function objectIn(answer: HttpAnswer): Readonly<Record<string, unknown>> {
  try {
    const page: unknown = JSON.parse(answer.body);
    if (isObject(page)) return page;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const isJson = headerOf(answer, 'content-type').includes('json');
    throw foreign(isJson && answer.body !== '' ? 'broken JSON' : sizeOf(answer), error);
  }
  throw foreign(sizeOf(answer));
}

function quoted(kind: string): string {
  return JSON.stringify(kind.slice(0, 64));
}

/** And its first words, which tell whose page it is. */
function sizeOf(answer: HttpAnswer): string {
  if (answer.body === '') return 'nothing';
  const size = `${answer.body.length} characters of ${headerOf(answer, 'content-type') || 'unknown type'}`;
  const text = textIn(answer);
  return text ? `${size}: ${text}` : size;
}

function foreign(what: string, cause?: Error): AccessError {
  const sentence = `error: the server did not answer with a list but with ${what}`;
  return new AccessError('refused-by-server', sentence, { cause });
}
