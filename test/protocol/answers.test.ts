import { describe, expect, test } from 'vitest';
import type { Hello, Question, Reply } from '../../src/domain/hello.ts';
import { type Heard, isWholeAnswer, replyInTls, replyOfGreeting, replyTo } from '../../src/protocol/answers.ts';

function heard(text: string, { over = 'tcp', says = 'http' }: Partial<Hello> = {}, guess: string = says): Heard {
  return { hello: { over, says }, guess, bytes: new Uint8Array(Buffer.from(text, 'latin1')), afterMs: 7 };
}

const TLS = { over: 'tls' } as const;
const settled = (speech: object) => ({ kind: 'settled', speech: { ...speech, afterMs: 7 } }) as Reply;
const recognised = (scheme: string) => settled({ kind: 'recognised', scheme });
const clue = (of: 'http' | 'https' | 'tls'): Reply => ({ kind: 'clue', clue: of, afterMs: 7 });
const http = (status: number, server?: string, scheme = 'http') => settled({ kind: 'http', scheme, status, server });

const MONGODB = 'It looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n';

describe('to a request of HTTP', () => {
  test.each<[how: string, heard: Heard, reply: Reply]>([
    ['a status', heard('HTTP/1.1 302 Found\r\nServer: nginx/1.27\r\nLocation: /\r\n\r\n'), http(302, 'nginx/1.27')],
    ['a status alone', heard('HTTP/1.1 204\r\n\r\n'), http(204)],
    ['an empty server', heard('HTTP/1.0 200 OK\r\nserver:\r\nx: y\r\n\r\n'), http(200)],
    ['a server in the body', heard('HTTP/1.1 200 OK\r\n\r\n\r\nserver: x\r\n'), http(200)],
    [
      'a server that a terminal would obey, and too long',
      heard(`HTTP/1.1 200 OK\r\nserver: a\x1b]0;b\x07${'c'.repeat(300)}\r\n\r\n`),
      http(200, `a ]0;b ${'c'.repeat(300)}`.slice(0, 120)),
    ],
    [
      'a type and a date',
      heard('HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; charset=utf-8\r\nDate: Mon\r\n\r\n'),
      settled({ kind: 'http', scheme: 'http', status: 200, server: undefined, head: 'text/plain, dated' }),
    ],
    ['a status inside TLS', heard('HTTP/1.1 401 No\r\n\r\n', TLS), http(401, undefined, 'https')],
    ['a bad request', heard('HTTP/1.1 400 Bad Request\r\n\r\nwhy'), http(400)],
    [
      'nginx behind TLS',
      heard('HTTP/1.1 400 Bad Request\r\n\r\n<title>400 The plain HTTP request was sent to HTTPS port</title>'),
      clue('https'),
    ],
    [
      'Go behind TLS',
      heard('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'),
      clue('https'),
    ],
    [
      'Apache behind TLS',
      heard("HTTP/1.1 400 Bad Request\r\n\r\nReason: You're speaking plain HTTP to an SSL-enabled server port.<br />"),
      clue('https'),
    ],
    [
      'Tomcat behind TLS',
      heard('HTTP/1.1 400 \r\n\r\nBad Request\r\nThis combination of host and port requires TLS.\r\n'),
      clue('https'),
    ],
    [
      'that sentence inside TLS: of a server behind the server',
      heard('HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port', TLS),
      http(400, undefined, 'https'),
    ],
    ['that sentence on a page', heard('HTTP/1.1 200 OK\r\n\r\nwhy «plain HTTP request sent»?'), http(200)],
    [
      'Kestrel for gRPC',
      heard('HTTP/1.1 400 Bad Request\r\n\r\nAn HTTP/1.x request was sent to an HTTP/2 only endpoint.'),
      recognised('grpc'),
    ],
    ['MongoDB', heard(`HTTP/1.0 200 OK\r\nContent-Length: 85\r\n\r\n${MONGODB}`), recognised('mongodb')],
    ['MongoDB inside TLS', heard(`HTTP/1.0 200 OK\r\n\r\n${MONGODB}`, TLS), recognised('mongodb')],
    ['a page about MongoDB', heard(`HTTP/1.1 200 OK\r\n\r\n<p>${MONGODB}`), http(200)],
    ['an alert of TLS', heard('\x15\x03\x01\0\x02\x02\x46'), clue('tls')],
    ['SETTINGS of HTTP/2', heard('\0\0\0\x04\0\0\0\0\0'), recognised('grpc')],
    ['GOAWAY of HTTP/2', heard('\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01'), recognised('grpc')],
    ['Redis', heard("-ERR wrong number of arguments for 'get' command\r\n"), recognised('redis')],
    ['memcached', heard('ERROR\r\n'), recognised('memcached')],
    ['RabbitMQ', heard('AMQP\0\0\x09\x01'), recognised('amqp')],
    ['a greeting that was late', heard('SSH-2.0-x\r\n'), settled({ kind: 'greeted', scheme: 'ssh', server: 'x' })],
    [
      'a greeting that was late inside TLS',
      heard('+OK x\r\n', TLS),
      settled({ kind: 'greeted', scheme: 'pop3s', server: 'x' }),
    ],
    ['silence', heard(''), { kind: 'nothing' }],
    ['a language that is not known', heard('WHAT?\r\n'), { kind: 'nothing' }],
    ['a status that is none', heard('HTTP/1.1 999 X\r\n\r\n'), { kind: 'nothing' }],
    ['one letter that would mean something to another question', heard('N'), { kind: 'nothing' }],
  ])('%s', (_, words, reply) => {
    expect(replyTo(words)).toEqual(reply);
  });
});

describe('to another question', () => {
  test.each<[how: string, says: Question, text: string, reply: Reply]>([
    ['PostgreSQL with TLS', 'postgresql', 'S', recognised('postgresql')],
    ['PostgreSQL without', 'postgresql', 'N', recognised('postgresql')],
    ['PostgreSQL that is full', 'postgresql', 'E\0\0\0\x30SFATAL\0', recognised('postgresql')],
    ['a word that begins with S', 'postgresql', 'SORRY\r\n', { kind: 'nothing' }],
    ['Redis', 'redis', '+PONG\r\n', recognised('redis')],
    ['Redis with a password', 'redis', '-NOAUTH Authentication required.\r\n', recognised('redis')],
    ['memcached, asked as Redis', 'redis', 'ERROR\r\n', recognised('memcached')],
    ['HTTP, asked as Redis', 'redis', 'HTTP/1.1 400 Bad Request\r\n\r\n', clue('http')],
    ['nginx, asked as Redis', 'redis', '<html>\r\n<head><title>400 Bad Request</title></head>', clue('http')],
    ['memcached', 'memcached', 'VERSION 1.6.38\r\n', recognised('memcached')],
    ['RabbitMQ', 'amqp', `\x01\0\0\0\0\x01\xf4\0\x0a\0\x0a\0\x09`, recognised('amqp')],
    ['a broker of AMQP 1.0', 'amqp', 'AMQP\x03\x01\0\0', recognised('amqp')],
    ['an MQTT broker that denies', 'mqtt', '\x20\x02\0\x05', recognised('mqtt')],
    ['Kafka', 'kafka', '\0\0\0\x0anode\0\0\0\0\0\0', recognised('kafka')],
    ['another’s answer', 'kafka', '\0\0\0\x0aNODE\0\0\0\0\0\0', { kind: 'nothing' }],
    ['Cassandra', 'cassandra', '\x84\0\0\0\x06\0\0\0\0', recognised('cassandra')],
    ['Cassandra of another version', 'cassandra', '\x83\0\0\0\0\0\0\0\x04', recognised('cassandra')],
    ['HTTP/2', 'http2', '\0\0\x06\x04\0\0\0\0\0\0\x05\0\0\x40\0', recognised('grpc')],
    ['HTTP/1, asked as HTTP/2', 'http2', 'HTTP/1.1 505 No\r\n\r\n', clue('http')],
  ])('%s', (_, says, text, reply) => {
    expect(replyTo(heard(text, { says }))).toEqual(reply);
  });
});

test.each<[how: string, heard: Heard, alpn: string | undefined, speech: object]>([
  [
    'HTTP',
    heard('HTTP/1.1 200 OK\r\n\r\n', TLS),
    'http/1.1',
    { kind: 'http', scheme: 'https', status: 200, server: undefined, afterMs: 7 },
  ],
  [
    'PING, answered',
    heard('+PONG\r\n', { ...TLS, says: 'redis' }),
    undefined,
    { kind: 'recognised', scheme: 'rediss', afterMs: 7 },
  ],
  [
    'PING, not answered',
    heard('', { ...TLS, says: 'redis' }),
    undefined,
    { kind: 'tls', scheme: 'rediss', afterMs: 30 },
  ],
  ['HTTP, not answered', heard('', TLS, 'http'), undefined, { kind: 'tls', scheme: 'tls', afterMs: 30 }],
  [
    'HTTP, not answered by a server that chose it',
    heard('', TLS, 'http'),
    'http/1.1',
    { kind: 'tls', scheme: 'https', afterMs: 30 },
  ],
  ['MongoDB', heard('', TLS, 'mongodb'), undefined, { kind: 'tls', scheme: 'mongodb', afterMs: 30 }],
])('inside TLS: %s', (_, words, alpn, speech) => {
  expect(replyInTls(words, alpn, 30)).toEqual({ kind: 'settled', speech });
});

test('who speaks first in a language that is not known is not asked in another', () => {
  expect(replyOfGreeting(heard('HELLO\r\n'))).toEqual({ kind: 'hopeless' });
});

test.each<[how: string, heard: Heard, isWhole: boolean]>([
  ['half a status line', heard('HTTP/1.1 20'), false],
  ['half a head', heard('HTTP/1.1 200 OK\r\nserver: x\r\n'), false],
  ['a head', heard('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n'), true],
  [
    'the head of a bad request, which may say why',
    heard('HTTP/1.1 400 Bad Request\r\ncontent-length: 9\r\n\r\n'),
    false,
  ],
  ['a bad request and why', heard('HTTP/1.1 400 Bad Request\r\ncontent-length: 3\r\n\r\nwhy'), true],
  ['a head of HTTP/1.0, which may be MongoDB’s', heard('HTTP/1.0 200 OK\r\ncontent-length: 85\r\n\r\n'), false],
  ['a head without an end', heard(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(8_192)}`), true],
  ['the letter of PostgreSQL', heard('S', { says: 'postgresql' }), true],
  ['half a word', heard('-ER', { says: 'redis' }), false],
  ['much that means nothing', heard('z'.repeat(1_024)), true],
])('%s may be whole', (_, words, isWhole) => {
  expect(isWholeAnswer(words)).toBe(isWhole);
});
