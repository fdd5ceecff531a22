import { expect, test } from 'vitest';
import type { Question } from '../../src/domain/hello.ts';
import { wordsOf } from '../../src/protocol/questions.ts';

const TO = { host: '127.0.0.1', port: 30_080, path: '/' };

test.each<[question: Question, words: string]>([
  ['nothing', ''],
  [
    'http',
    'GET / HTTP/1.1\r\nHost: 127.0.0.1:30080\r\nUser-Agent: kubectl-nodeport\r\nAccept: */*\r\nConnection: close\r\n\r\n',
  ],
  ['http2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'],
  ['redis', 'PING\r\n'],
  ['memcached', 'version\r\n'],
  ['amqp', 'AMQP\0\0\x09\x01'],
  ['postgresql', '\0\0\0\x08\x04\xd2\x16\x2f'],
  ['mqtt', '\x10\x0c\0\x04MQTT\x04\x02\0\x0a\0\0\xe0\0'],
  ['kafka', '\0\0\0\x0a\0\x12\0\0node\xff\xff'],
  ['cassandra', '\x04\0\0\0\x05\0\0\0\0'],
])('%s', (question, words) => {
  expect(Buffer.from(wordsOf(question, TO)).toString('latin1')).toBe(words);
});

test.each([
  ['IPv6 is in brackets', { host: '::1' }, 'GET / HTTP/1.1\r\nHost: [::1]:30080'],
  ['a path with a query', { path: '/a?b=c' }, 'GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:30080'],
  ['a fragment', { path: '/a#b' }, 'GET /a HTTP/1.1\r\nHost: 127.0.0.1:30080'],
  ['an umlaut', { path: '/ä' }, 'GET /%C3%A4 HTTP/1.1\r\nHost: 127.0.0.1:30080'],
  ['half a character', { path: '/\ud83d' }, 'GET /%EF%BF%BD HTTP/1.1\r\nHost: 127.0.0.1:30080'],
  [
    'a second request',
    { path: '/ HTTP/1.1\r\n\r\nX' },
    'GET /%20HTTP/1.1%0D%0A%0D%0AX HTTP/1.1\r\nHost: 127.0.0.1:30080',
  ],
])('a request stays one request: %s', (_, different, begins) => {
  const words = Buffer.from(wordsOf('http', { ...TO, ...different })).toString();
  expect(words.split('\r\n').slice(0, 2).join('\r\n')).toBe(begins);
});
