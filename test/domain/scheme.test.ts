import { expect, test } from 'vitest';
import type { ServicePort } from '../../src/domain/facts.ts';
import { schemeOf } from '../../src/domain/scheme.ts';
import { aPort } from './build.ts';

type Words = Partial<Omit<ServicePort, 'port'>> & { readonly port?: number };

test.each<{ how: string; words: Words; scheme: string }>([
  { how: 'nothing said and an odd number', words: {}, scheme: 'tcp' },
  { how: 'a well-known number', words: { port: 5432 }, scheme: 'postgresql' },
  { how: 'a name before the number', words: { name: 'https', port: 80 }, scheme: 'https' },
  { how: 'appProtocol before the name', words: { appProtocol: 'mysql', name: 'http' }, scheme: 'mysql' },
  { how: 'a name that begins with a protocol', words: { name: 'http-metrics' }, scheme: 'http' },
  { how: 'a name that ends with one', words: { name: 'my-http', port: 3306 }, scheme: 'mysql' },
  { how: 'a name in capitals', words: { name: 'HTTP' }, scheme: 'http' },
  { how: 'Kubernetes’ own appProtocol', words: { appProtocol: 'kubernetes.io/wss' }, scheme: 'wss' },
  { how: 'clear-text HTTP/2', words: { appProtocol: 'kubernetes.io/h2c' }, scheme: 'http' },
  { how: 'a vendor’s appProtocol', words: { appProtocol: 'example.com/http', port: 6379 }, scheme: 'redis' },
  { how: 'MariaDB', words: { name: 'mariadb' }, scheme: 'mysql' },
  { how: 'Valkey, which is spoken to as Redis', words: { name: 'valkey' }, scheme: 'redis' },
  { how: 'CockroachDB by its number', words: { port: 26_257 }, scheme: 'postgresql' },
  { how: 'gRPC', words: { name: 'grpc-api' }, scheme: 'grpc' },
  { how: 'gRPC for browsers, which is HTTP', words: { name: 'grpc-web' }, scheme: 'http' },
  { how: 'OTLP over gRPC, by its number', words: { name: 'otlp', port: 4317 }, scheme: 'grpc' },
  { how: 'a number that many programs share', words: { port: 9000 }, scheme: 'tcp' },
  { how: 'IANA’s name of SQL Server', words: { appProtocol: 'ms-sql-s' }, scheme: 'sqlserver' },
  { how: 'UDP, whatever its name', words: { protocol: 'UDP', name: 'http', port: 80 }, scheme: 'udp' },
  { how: 'SCTP', words: { protocol: 'SCTP' }, scheme: 'sctp' },
  { how: 'a name that every object has', words: { name: 'constructor' }, scheme: 'tcp' },
  { how: 'an appProtocol that every object has', words: { appProtocol: '__proto__' }, scheme: 'tcp' },
])('$how: $scheme', ({ words, scheme }) => {
  const { port = 12_345, name = '', appProtocol, protocol = 'TCP' } = words;
  expect(schemeOf({ port: aPort(port), name, appProtocol, protocol })).toBe(scheme);
});
