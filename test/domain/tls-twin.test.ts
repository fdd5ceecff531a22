import { expect, test } from 'vitest';
import { plainTwinOf, schemeInTls, tlsTwinOf } from '../../src/domain/tls-twin.ts';

test.each([
  ['amqp', 'amqps'],
  ['http', 'https'],
  ['imap', 'imaps'],
  ['ldap', 'ldaps'],
  ['mqtt', 'mqtts'],
  ['pop3', 'pop3s'],
  ['redis', 'rediss'],
  ['smtp', 'smtps'],
  ['grpc', 'grpcs'],
  ['ws', 'wss'],
])('%s inside TLS is %s, and back', (plain, tls) => {
  expect([tlsTwinOf(plain), plainTwinOf(tls)]).toEqual([tls, plain]);
});

test.each<[how: string, guess: string, alpn: string | undefined, scheme: string]>([
  ['a guess with a twin', 'redis', undefined, 'rediss'],
  ['a guess that is one already', 'rediss', undefined, 'rediss'],
  ['a protocol whose scheme stays', 'mongodb', undefined, 'mongodb'],
  ['a protocol whose clients take `tls`', 'nats', undefined, 'tls'],
  ['no guess', 'tcp', undefined, 'tls'],
  ['HTTP, unproven', 'http', undefined, 'tls'],
  ['a WebSocket, unproven', 'ws', undefined, 'tls'],
  ['HTTPS, not disproven', 'https', undefined, 'https'],
  ['HTTP, which the server chose', 'http', 'http/1.1', 'https'],
  ['a WebSocket, where the server chose HTTP', 'ws', 'http/1.1', 'wss'],
  ['HTTP where something else was guessed', 'redis', 'http/1.1', 'https'],
  ['gRPC, where the server chose HTTP/2', 'grpc', 'h2', 'grpcs'],
  ['a name that every object has', 'constructor', undefined, 'constructor'],
])('after a handshake: %s', (_, guess, alpn, scheme) => {
  expect(schemeInTls(guess, alpn)).toBe(scheme);
});
