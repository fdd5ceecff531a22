import { expect, test } from 'vitest';
import { type Comparison, compare } from '../../src/domain/compare.ts';
import type { Speech } from '../../src/domain/speech.ts';

const NGINX: Speech = { kind: 'http', scheme: 'http', status: 200, server: 'nginx', afterMs: 3 };
const HTTPS: Speech = { ...NGINX, scheme: 'https', certificate: 'AA:BB' };
const NOTHING: Speech = { kind: 'unsettled', scheme: 'http' };

function greeted(scheme: string, server: string): Speech {
  return { kind: 'greeted', scheme, server, afterMs: 2 };
}

test.each<{ how: string; one: Speech; other: Speech; is: Comparison }>([
  { how: 'the same answer, sooner', one: NGINX, other: { ...NGINX, afterMs: 90 }, is: 'same' },
  { how: 'another status', one: NGINX, other: { ...NGINX, status: 404 }, is: 'other' },
  { how: 'another server', one: NGINX, other: { ...NGINX, server: 'Caddy' }, is: 'other' },
  { how: 'the same certificate', one: HTTPS, other: { ...HTTPS }, is: 'same' },
  { how: 'another certificate', one: HTTPS, other: { ...HTTPS, certificate: 'CC:DD' }, is: 'other' },
  { how: 'another protocol', one: NGINX, other: greeted('ssh', 'OpenSSH_9.2'), is: 'other' },
  { how: 'silence', one: NGINX, other: NOTHING, is: 'unsaid' },
  { how: 'the same SSH', one: greeted('ssh', 'OpenSSH_9.2'), other: greeted('ssh', 'OpenSSH_9.2'), is: 'same' },
  { how: 'another SSH', one: greeted('ssh', 'OpenSSH_9.2'), other: greeted('ssh', 'dropbear_2022'), is: 'other' },
  {
    how: 'a greeting with the time in it',
    one: greeted('smtp', 'mail ESMTP Exim 4.96 Mon, 30 Nov 2026 21:00:00 +0000'),
    other: greeted('smtp', 'mail ESMTP Exim 4.96 Mon, 30 Nov 2026 21:00:01 +0000'),
    is: 'same',
  },
  {
    how: 'a greeting with a token in it',
    one: greeted('pop3', 'ready <1.2@mail>'),
    other: greeted('pop3', 'ready <1.3@mail>'),
    is: 'same',
  },
  {
    how: 'a database that does not let this host in',
    one: greeted('mysql', "MariaDB: Host '172.18.0.1' is not allowed to connect to this MariaDB server"),
    other: greeted('mysql', 'MariaDB 10.11.6'),
    is: 'unsaid',
  },
  {
    how: 'the sidecar of a mesh, which the way through the API server goes past',
    one: { ...NGINX, server: 'istio-envoy' },
    other: NGINX,
    is: 'unsaid',
  },
  {
    how: 'Redis, which denies a stranger what it answers on loopback',
    one: greeted('redis', 'DENIED Redis is running in protected mode'),
    other: { kind: 'recognised', scheme: 'redis', afterMs: 1 },
    is: 'unsaid',
  },
])('$how: $is', ({ one, other, is }) => {
  expect([compare(one, other), compare(other, one)]).toEqual([is, is]);
});
