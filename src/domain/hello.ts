import type { Speech } from './speech.ts';
import { plainTwinOf, schemeInTls } from './tls-twin.ts';

/** What a server is asked that did not speak first; `nothing`: it is of those that do, or should not be asked. */
export type Question =
  | 'nothing'
  | 'amqp'
  | 'cassandra'
  | 'http'
  | 'http2'
  | 'kafka'
  | 'memcached'
  | 'mqtt'
  | 'postgresql'
  | 'redis';

/** One connection. It begins with listening; then TLS is begun, or not, and the question is asked. */
export interface Hello {
  readonly over: 'tcp' | 'tls';
  readonly says: Question;
}

/** What came of a hello. */
export type Reply =
  | { readonly kind: 'settled'; readonly speech: Speech }
  /** Not the answer, but what it would be an answer to: this, so far as is known, is spoken here. */
  | { readonly kind: 'clue'; readonly clue: Clue; readonly afterMs: number }
  /** Silence, an end, or words that say nothing. */
  | { readonly kind: 'nothing' }
  /** Asking on is of no use: there was no connection, it ended at once, or the first words are in no known language. */
  | { readonly kind: 'hopeless' };

type Clue = 'http' | 'tls' | 'https';

export interface Tried {
  readonly hello: Hello;
  readonly reply: Reply;
}

/**
 * The next connection to make, where the scheme of a Service is a guess; undefined: all has been said. The guess is asked
 * in its own language first, then inside TLS (or without it), then as HTTP, and a clue goes before all of these.
 */
export function nextHello(guess: string, tried: readonly Tried[]): Hello | undefined {
  if (tried.some(({ reply }) => reply.kind === 'settled' || reply.kind === 'hopeless')) return undefined;
  const clue = lastClue(tried);
  const hellos = clue === undefined ? hellosFor(guess) : [helloAfter(clue.clue, guess)];
  return hellos.find(({ over, says }) => !tried.some(({ hello }) => hello.over === over && hello.says === says));
}

/** What is known when no question is left, or no time. */
export function conclude(guess: string, tried: readonly Tried[]): Speech {
  const settled = tried.map(({ reply }) => reply).find((reply) => reply.kind === 'settled');
  if (settled !== undefined) return settled.speech;
  const hint = lastClue(tried);
  if (hint === undefined) return { kind: 'unsettled', scheme: guess };
  const { clue, afterMs } = hint;
  if (clue !== 'tls') return { kind: 'recognised', scheme: clue, afterMs };
  return { kind: 'tls', scheme: schemeInTls(expectedScheme(guess, tried), undefined), afterMs };
}

/** The guess, until a server has said that it wants to be asked by `https`. */
export function expectedScheme(guess: string, tried: readonly Tried[]): string {
  const isHttps = tried.some(({ reply }) => reply.kind === 'clue' && reply.clue === 'https');
  return isHttps ? 'https' : guess;
}

/**
 * How long a connection is listened to before anything is said, of the `leftMs` that all of it may take. Proxies accept
 * before they have connected: a greeting comes a few round trips later, and what the connect took is one of them.
 * MySQL is never spoken to: what it cannot read is a broken handshake, and a greeting may wait 5 s for a name server.
 * Who was asked in plain words has had its chance: a greeting that came late was heard as the answer.
 */
export function listenMs(guess: string, tried: readonly Tried[], { connectMs, leftMs }: Timing): number {
  if (guess === 'mysql') return leftMs;
  if (tried.some(({ hello, reply }) => hello.over === 'tcp' || reply.kind === 'clue')) return 0;
  const [least, share] = SPEAKS_FIRST.has(guess) ? [1_000, 0.5] : [100, 0.25];
  return Math.min(share * leftMs, Math.max(least, 4 * connectMs));
}

/** Of what is left, how much a hello may take that is not the last: a slow HTTP server is likelier than a wrong guess. */
export function shareMs(guess: string, tried: readonly Tried[], hello: Hello, leftMs: number): number {
  const isLast = nextHello(guess, [...tried, { hello, reply: { kind: 'nothing' } }]) === undefined;
  return isLast ? leftMs : (2 / 3) * leftMs;
}

interface Timing {
  readonly connectMs: number;
  readonly leftMs: number;
}

/** Schemes whose servers say the first word. */
const SPEAKS_FIRST: ReadonlySet<string> = new Set(
  'ftp imap irc mysql mysqlx nats nntp pop3 rsync sftp smtp ssh svn telnet vnc'.split(' '),
);

/** Schemes that have a question of their own. Where there is none, HTTP is as harmless as any, and may be the truth. */
const QUESTIONS: ReadonlyMap<string, Question> = new Map(
  Object.entries({
    amqp: 'amqp',
    cassandra: 'cassandra',
    grpc: 'http2',
    kafka: 'kafka',
    memcached: 'memcached',
    mqtt: 'mqtt',
    postgresql: 'postgresql',
    redis: 'redis',
  }),
);

const HTTP: Hello = { over: 'tcp', says: 'http' };

/** Guesses that say little of what is there: any port may be called `http`, and `tcp` is no guess at all. */
const OPEN_GUESSES: ReadonlySet<string> = new Set(['http', 'https', 'ws', 'wss', 'tcp', 'tls']);

function hellosFor(guess: string): readonly Hello[] {
  if (guess === 'mysql') return [{ over: 'tcp', says: 'nothing' }];
  const says = questionOf(guess);
  // Who should have spoken first has been listened to when TLS begins, on the same connection.
  if (says === 'nothing') return [helloInTls(guess), HTTP];
  const isInTls = guess === 'tls' || plainTwinOf(guess) !== guess;
  const own: readonly Hello[] = [{ over: 'tcp', says }, helloInTls(guess)];
  return [...(isInTls ? own.toReversed() : own), ...lastResort(guess, says)];
}

function lastResort(guess: string, says: Question): readonly Hello[] {
  if (says !== 'http') return [HTTP];
  return OPEN_GUESSES.has(guess) ? [{ over: 'tcp', says: 'postgresql' }] : [];
}

/** PostgreSQL is asked before TLS begins, so that inside it is somebody else. */
function helloInTls(guess: string): Hello {
  const says = questionOf(guess);
  return { over: 'tls', says: says === 'postgresql' ? 'http' : says };
}

function helloAfter(clue: Clue, guess: string): Hello {
  switch (clue) {
    case 'http':
      return HTTP;
    case 'https':
      return { over: 'tls', says: 'http' };
    case 'tls':
      return helloInTls(guess);
  }
}

function questionOf(guess: string): Question {
  const plain = plainTwinOf(guess);
  return QUESTIONS.get(plain) ?? (SPEAKS_FIRST.has(plain) ? 'nothing' : 'http');
}

function lastClue(tried: readonly Tried[]) {
  return tried.map(({ reply }) => reply).findLast((reply) => reply.kind === 'clue');
}
