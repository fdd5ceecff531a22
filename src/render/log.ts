import { authorityOf } from '../domain/host.ts';
import type { ProbeResult } from '../domain/probe.ts';
import type { Speech } from '../domain/speech.ts';
import { safeText } from './safe-text.ts';

/** From here on kubectl tells what it sends, and from here on also the headers that come back. */
const SENT = 7;
const RECEIVED = 8;

/** What was asked, before there is an answer: below level 7 nothing. */
export function logRequest(at: Date, request: Request & { readonly headers: Pairs }, verbosity: number): string {
  if (verbosity < SENT) return '';
  return line(at, 'Request', [...ofRequest(request), `headers=${block(request.headers)}`]);
}

/** Of one that was not answered `err` says why, and there is no status. */
export function logAnswer(at: Date, { request, answer }: Exchange, verbosity: number): string {
  const afterMs = `milliseconds=${Math.round(answer.afterMs)}`;
  if (answer.kind === 'failed') {
    return line(at, 'Response', [...ofRequest(request), 'status=""', `err=${quoted(answer.because)}`, afterMs]);
  }
  const headers = verbosity < RECEIVED ? [] : [`headers=${block(answer.headers)}`];
  return line(at, 'Response', [...ofRequest(request), `status="${answer.status}"`, ...headers, afterMs]);
}

export function logDial(at: Date, to: Address, result: ProbeResult): string {
  const afterMs = 'afterMs' in result ? [`milliseconds=${Math.round(result.afterMs)}`] : [];
  return line(at, 'Dial', [ofAddress(to), `outcome="${result.outcome}"`, ...afterMs]);
}

export function logConversation(at: Date, to: Address, { kind, scheme }: Speech): string {
  return line(at, 'Conversation', [ofAddress(to), `heard="${kind}"`, `scheme=${quoted(scheme)}`]);
}

/** Source: client-go rest/warnings.go, `HandleWarningHeader`. */
export function renderWarning(text: string, hasColour: boolean): string {
  return `${hasColour ? '\u001b[33;1mWarning:\u001b[0m' : 'Warning:'} ${safeText(text, LONGEST)}\n`;
}

/** The API server cuts its warnings at 4 KiB. */
const LONGEST = 4096;

type Pairs = readonly (readonly [name: string, value: string])[];

interface Request {
  readonly method: string;
  readonly url: string;
}

interface Exchange {
  readonly request: Request;
  readonly answer:
    | { readonly kind: 'answered'; readonly status: number; readonly headers: Pairs; readonly afterMs: number }
    | { readonly kind: 'failed'; readonly because: string; readonly afterMs: number };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

function ofRequest({ method, url }: Request): readonly string[] {
  return [`verb="${method}"`, `url=${quoted(url)}`];
}

function ofAddress({ host, port }: Address): string {
  return `address=${quoted(authorityOf(host, port))}`;
}

/** klog's line, without the thread and the place in a source file. Source: klog/v2 klog.go, `formatHeader`. */
function line(at: Date, message: string, pairs: readonly string[]): string {
  const [day, time] = [
    [at.getMonth() + 1, at.getDate()].map(two).join(''),
    [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':'),
  ];
  return `I${day} ${time}.${String(at.getMilliseconds()).padStart(3, '0')} "${message}" ${pairs.join(' ')}\n`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A value of several lines, as klog writes one. Source: klog/v2 internal/serialize/keyvalues.go. */
function block(headers: Pairs): string {
  const lines = headers.map(([name, value]) => `\t${safeText(`${name}: ${value}`, LONGEST)}\n`);
  return `<\n${lines.join('')} >`;
}

function quoted(text: string): string {
  return JSON.stringify(safeText(text, LONGEST));
}
