import type { Question } from '../domain/hello.ts';
import { authorityOf } from '../domain/host.ts';

/** Where a question goes to. `path`: of a URL, with a slash before it, and its query. */
export interface Addressee {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/**
 * The first words of a client. None of them logs in or changes anything, with one exception: to an MQTT broker nothing can
 * be said before CONNECT. What they leave in the log of the server that they are meant for: a connection, as any; in that
 * of PostgreSQL with TLS «could not accept SSL connection: EOF detected», because it is left there (recorded: 15.18).
 */
export function wordsOf(question: Question, to: Addressee): Uint8Array {
  switch (question) {
    case 'nothing':
      return new Uint8Array();
    case 'http':
      return text(httpRequest(to));
    case 'http2': // the preface and empty SETTINGS: RFC 9113, 3.4
      return text('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
    case 'redis': // inline, as a person types it: https://redis.io/docs/latest/develop/reference/protocol-spec
      return text('PING\r\n');
    case 'memcached':
      return text('version\r\n');
    case 'amqp': // 0-9-1, 4.2.2: who speaks another version says which
      return text('AMQP\0\0\x09\x01');
    case 'postgresql': // SSLRequest: https://www.postgresql.org/docs/current/protocol-message-formats.html
      return Uint8Array.of(0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f);
    case 'mqtt': // CONNECT of 3.1.1, clean session, no client id, then DISCONNECT
      return Uint8Array.of(0x10, 12, ...text('\0\x04MQTT\x04\x02\0\x0a\0\0'), 0xe0, 0);
    case 'kafka': // ApiVersions 0 without a client id, which is answered before any login: KIP-35
      return Uint8Array.of(0, 0, 0, 10, 0, 18, 0, 0, ...CORRELATION, 0xff, 0xff);
    case 'cassandra': // OPTIONS of version 4: native_protocol_v4.spec, 4.1.3
      return Uint8Array.of(0x04, 0, 0, 0, 0x05, 0, 0, 0, 0);
  }
}

/** Comes back in Kafka's answer. */
export const CORRELATION: readonly number[] = [0x6e, 0x6f, 0x64, 0x65];

function httpRequest({ host, port, path }: Addressee): string {
  const lines = [
    `GET ${requestTarget(path)} HTTP/1.1`,
    `Host: ${authorityOf(host, port)}`,
    'User-Agent: kubectl-nodeport',
    'Accept: */*',
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** A path comes from a user or from an annotation: nothing in it ends the request line, and a fragment stays at home. */
function requestTarget(path: string): string {
  const [withoutFragment = ''] = path.toWellFormed().split('#', 1);
  return withoutFragment.replace(/[^\x21-\x7e]/gu, encodeURIComponent) || '/';
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}
