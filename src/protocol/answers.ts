import type { Hello, Question, Reply } from '../domain/hello.ts';
import type { Speech } from '../domain/speech.ts';
import { schemeInTls, tlsTwinOf } from '../domain/tls-twin.ts';
import { type Greeting, latin1 } from './greeting-text.ts';
import { parseGreeting } from './greetings.ts';
import { type HttpAnswer, isWholeHttpAnswer, parseHttpAnswer } from './http-answer.ts';
import { isHttp2Frame } from './http2-frame.ts';
import { CORRELATION } from './questions.ts';

/** What was heard after a question, and how long the first byte of it took. */
export interface Heard {
  readonly hello: Hello;
  readonly guess: string;
  readonly bytes: Uint8Array;
  readonly afterMs: number;
}

/** What comes back to a question, whoever it is that answers. */
export function replyTo(heard: Heard): Reply {
  const { hello, guess, bytes, afterMs } = heard;
  const http = parseHttpAnswer(bytes);
  if (http !== undefined) return replyOfHttp(http, heard);
  if (hello.over === 'tcp' && isTlsAlert(bytes)) return { kind: 'clue', clue: 'tls', afterMs };
  const scheme = schemeOfAnswer(bytes, hello.says);
  if (scheme !== undefined) return recognised(scheme, heard);
  if (isHtml(bytes)) return { kind: 'clue', clue: httpOver(hello), afterMs };
  // It was about to greet when it was spoken to.
  const greeting = parseGreeting(bytes, guess);
  return greeting === undefined ? { kind: 'nothing' } : greeted(greeting, heard);
}

/** What the first words of a server settle, which were heard before anything was said, perhaps inside TLS. */
export function replyOfGreeting(heard: Heard): Reply {
  const greeting = parseGreeting(heard.bytes, heard.guess);
  return greeting === undefined ? { kind: 'hopeless' } : greeted(greeting, heard);
}

/** What a handshake settles, and what was heard inside: at the least that it is TLS. `alpn`: what the server chose. */
export function replyInTls(heard: Heard, alpn: string | undefined, handshakeMs: number): Reply {
  const reply = replyTo(heard);
  return reply.kind === 'nothing' ? replyOfHandshake(heard.guess, alpn, handshakeMs) : reply;
}

/** What the handshake alone settles. */
export function replyOfHandshake(guess: string, alpn: string | undefined, afterMs: number): Reply {
  return settle({ kind: 'tls', scheme: schemeInTls(guess, alpn), afterMs });
}

/** Whether more would change nothing of what `replyTo` says. */
export function isWholeAnswer(heard: Heard): boolean {
  const { bytes } = heard;
  if (latin1(bytes, 5) === 'HTTP/') return isWholeHttpAnswer(bytes);
  return replyTo(heard).kind !== 'nothing' || bytes.length >= MOST_UNKNOWN;
}

/** Bytes. Who has said so much that means nothing here goes on like that. */
const MOST_UNKNOWN = 1_024;

function replyOfHttp({ says, status, server, head }: HttpAnswer, heard: Heard): Reply {
  const { hello, afterMs } = heard;
  switch (says) {
    case 'is-mongodb':
      return recognised('mongodb', heard);
    case 'is-http2':
      return recognised('grpc', heard);
    case 'is-https': // inside TLS it was a server behind the one that shook hands
      if (hello.over === 'tcp') return { kind: 'clue', clue: 'https', afterMs };
      break;
    case 'http':
      break;
  }
  const scheme = httpOver(hello);
  if (hello.says !== 'http') return { kind: 'clue', clue: scheme, afterMs };
  return settle({ kind: 'http', scheme, status, server, ...(head === undefined ? {} : { head }), afterMs });
}

function recognised(scheme: string, { hello, afterMs }: Heard): Reply {
  return settle({ kind: 'recognised', scheme: schemeOver(hello, scheme), afterMs });
}

function greeted({ scheme, server }: Greeting, { hello, afterMs }: Heard): Reply {
  return settle({ kind: 'greeted', scheme: schemeOver(hello, scheme), server, afterMs });
}

function settle(speech: Speech): Reply {
  return { kind: 'settled', speech };
}

function schemeOver({ over }: Hello, scheme: string): string {
  return over === 'tls' ? tlsTwinOf(scheme) : scheme;
}

function httpOver({ over }: Hello): 'http' | 'https' {
  return over === 'tls' ? 'https' : 'http';
}

/** HTTP/0.9: what nginx answers to what is no request. */
function isHtml(bytes: Uint8Array): boolean {
  return /^<(?:!doctype html|html)/i.test(latin1(bytes, 20));
}

/** A record of type 21, of version 3.x, two bytes long: level and description. RFC 8446, 5.1 and 6 */
function isTlsAlert([type, major, , high, low]: Uint8Array): boolean {
  return type === 21 && major === 3 && high === 0 && low === 2;
}

/** Texts that give their server away, whatever it was asked; then those that mean something only to a question. */
function schemeOfAnswer(bytes: Uint8Array, says: Question): string | undefined {
  if (isHttp2Frame(bytes)) return 'grpc';
  const text = latin1(bytes, 64);
  // Simple errors and PONG of RESP; `-NOAUTH` where a password is needed, `-DENIED` in protected mode.
  if (/^(?:\+PONG\r\n|-[A-Z]{2,20}[ \r])/.test(text)) return 'redis';
  if (text.startsWith('AMQP')) return 'amqp'; // to whom it does not understand, with its version
  if (/^(?:ERROR|CLIENT_ERROR .*|VERSION .*)\r\n/.test(text)) return 'memcached';
  return isAnswerTo(says, bytes) ? says : undefined;
}

function isAnswerTo(question: Question, bytes: Uint8Array): boolean {
  const [first, second, third, fourth, fifth] = bytes;
  switch (question) {
    case 'postgresql': // one byte, will it or won't it; or an ErrorResponse: `E` and its length
      return (bytes.length === 1 && (first === 0x53 || first === 0x4e)) || (first === 0x45 && second === 0);
    case 'amqp': // a METHOD frame of channel 0: Connection.Start
      return first === 1 && second === 0 && third === 0;
    case 'mqtt': // CONNACK, two bytes long
      return first === 0x20 && second === 2;
    case 'kafka': // after its length, which takes four bytes
      return first === 0 && CORRELATION.every((byte, index) => byte === bytes[4 + index]);
    case 'cassandra': // a response of some version: SUPPORTED or ERROR
      return (
        first !== undefined && first >= 0x81 && first <= 0x86 && (fifth === 0x06 || fifth === 0x00) && fourth === 0
      );
    case 'nothing':
    case 'http':
    case 'http2':
    case 'memcached':
    case 'redis':
      return false;
  }
}
