import { withoutLogin } from '../../domain/connection.ts';
import { AccessError, type AccessFailure } from '../../errors.ts';
import { isObject } from './go-decode.ts';
import type { HttpAnswer } from './http.ts';
import { headerOf } from './http-answer.ts';

/**
 * Sentences of the API server, as kubectl prints them. `about` is said before a message that alone does not tell what it
 * is about: of a bad request, or of something that is not there.
 * Source: kubectl pkg/cmd/util/helpers.go, `StandardErrorMessage`.
 */
export function errorOf(answer: HttpAnswer, resource: string, about = ''): AccessError {
  const status = statusIn(answer.body);
  const reason = status?.reason ?? '';
  const said = status?.message ?? withoutStatus(answer, resource);
  const message = printable(answer.status === 400 || answer.status === 404 ? about + said : said);
  const failure = FAILURES[answer.status] ?? 'refused-by-server';
  if (reason === 'Unauthorized' || (reason === '' && answer.status === 401)) {
    return new AccessError('unauthorized', `error: You must be logged in to the server (${message})`);
  }
  const known = reason || (status ? '' : (REASONS[answer.status] ?? (answer.status >= 500 ? 'InternalError' : '')));
  return new AccessError(failure, `Error from server${known && ` (${printable(known)})`}: ${message}`);
}

/** Whether it is the API server's own word, and not a proxy's. */
export function isStatus({ body }: HttpAnswer): boolean {
  return statusIn(body) !== undefined;
}

function statusIn(body: string): { readonly reason: string; readonly message: string } | undefined {
  const status = parsed(body);
  if (!isObject(status) || status.kind !== 'Status' || status.status === 'Success') return undefined;
  const { reason, message } = status;
  return {
    reason: typeof reason === 'string' ? reason : '',
    message: typeof message === 'string' ? message : 'unknown',
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

const FAILURES: Readonly<Record<number, AccessFailure>> = { 401: 'unauthorized', 403: 'forbidden', 404: 'not-found' };

// For answers that are not the API server's own, mostly a proxy's.
// Source: apimachinery pkg/api/errors/errors.go, `NewGenericServerResponse`.
const REASONS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'the server rejected our request for an unknown reason',
  401: 'the server has asked for the client to provide credentials',
  404: 'the server could not find the requested resource',
  405: 'the server does not allow this method on the requested resource',
  406: 'the server was unable to respond with a content type that the client supports',
  409: 'the server reported a conflict',
  422: 'the server rejected our request due to an error in our request',
  429: 'the server has received too many requests and has asked us to try again later',
  503: 'the server is currently unable to handle the request',
  504: 'the server was unable to return a response in the time allotted, but may still be processing the request',
};

function withoutStatus(answer: HttpAnswer, resource: string): string {
  const { status } = answer;
  const text = textIn(answer) ?? 'unknown';
  const elsewhere = status >= 300 && status < 400 ? locationIn(answer) : undefined;
  if (elsewhere) return `it sends to ${elsewhere} (${status}), which is not followed (get ${resource})`;
  // Here the server's own words have details.
  if (status === 403 || status === 415 || (status === 406 && text !== '' && text !== 'unknown')) {
    return `${text} (get ${resource})`;
  }
  if (MESSAGES[status]) return `${MESSAGES[status]} (get ${resource})`;
  if (status >= 500) {
    return `an error on the server (${JSON.stringify(text)}) has prevented the request from succeeding (get ${resource})`;
  }
  return `the server responded with the status code ${status} but did not return more information (get ${resource})`;
}

/** client-go prints up to 2 KiB of a proxy's page; its words in one line are enough to know whose it is. */
export function textIn(answer: HttpAnswer): string | undefined {
  const contentType = headerOf(answer, 'content-type');
  if (contentType !== '' && !contentType.startsWith('text/')) return undefined;
  const words = answer.body
    .slice(0, 2048)
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return words.length > 160 ? `${words.slice(0, 160)}…` : words;
}

/**
 * Where a redirection leads. kubectl follows, with its token, to whatever host it is; we go nowhere else than we were
 * told, and leave out the query, in which a login page has its secrets.
 */
function locationIn(answer: HttpAnswer): string | undefined {
  const location = headerOf(answer, 'location');
  return location === '' ? undefined : withoutLogin(location.replace(/[?#].*$/s, ''));
}

/** What a server says may not steer the terminal: escape sequences, and marks that turn the direction of writing. */
function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
