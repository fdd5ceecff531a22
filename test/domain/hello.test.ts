import { describe, expect, test } from 'vitest';
import {
  conclude,
  expectedScheme,
  type Hello,
  listenMs,
  nextHello,
  type Reply,
  shareMs,
  type Tried,
} from '../../src/domain/hello.ts';
import type { Speech } from '../../src/domain/speech.ts';

const NOTHING: Reply = { kind: 'nothing' };

/** `tcp http`: over what, and what is said. */
function hello(words: string): Hello {
  const [over, says] = words.split(' ');
  return { over, says } as Hello;
}

function clue(of: 'http' | 'https' | 'tls', afterMs = 3): Reply {
  return { kind: 'clue', clue: of, afterMs };
}

function tried(words: string, reply: Reply = NOTHING): Tried {
  return { hello: hello(words), reply };
}

test.each<[guess: string, hellos: readonly string[]]>([
  ['http', ['tcp http', 'tls http', 'tcp postgresql']],
  ['https', ['tls http', 'tcp http', 'tcp postgresql']],
  ['tcp', ['tcp http', 'tls http', 'tcp postgresql']],
  ['wss', ['tls http', 'tcp http', 'tcp postgresql']],
  ['mysql', ['tcp nothing']],
  ['ssh', ['tls nothing', 'tcp http']],
  ['imaps', ['tls nothing', 'tcp http']],
  ['redis', ['tcp redis', 'tls redis', 'tcp http']],
  ['rediss', ['tls redis', 'tcp redis', 'tcp http']],
  ['postgresql', ['tcp postgresql', 'tls http', 'tcp http']],
  ['grpc', ['tcp http2', 'tls http2', 'tcp http']],
  ['mongodb', ['tcp http', 'tls http']],
  ['ldaps', ['tls http', 'tcp http']],
])('where nobody answers, a port called %s hears no more than this', (guess, hellos) => {
  const said: Tried[] = [];
  for (let next = nextHello(guess, said); next !== undefined; next = nextHello(guess, said)) {
    said.push({ hello: next, reply: NOTHING });
  }
  expect(said.map(({ hello: { over, says } }) => `${over} ${says}`)).toEqual(hellos);
});

test.each<[how: string, guess: string, tried: readonly Tried[], next: string | undefined]>([
  ['plain HTTP was wrong on a port of HTTPS', 'http', [tried('tcp http', clue('https'))], 'tls http'],
  ['an alert', 'redis', [tried('tcp redis', clue('tls'))], 'tls redis'],
  ['HTTP answered PING', 'redis', [tried('tcp redis', clue('http'))], 'tcp http'],
  ['HTTP answered PING inside TLS', 'rediss', [tried('tls redis', clue('https'))], 'tls http'],
  [
    'a clue that leads nowhere is the last word',
    'http',
    [tried('tcp http', clue('https')), tried('tls http')],
    undefined,
  ],
  ['no connection', 'http', [tried('tcp http', { kind: 'hopeless' })], undefined],
])('after %s', (_, guess, said, next) => {
  expect(nextHello(guess, said)).toEqual(next && hello(next));
});

const HTTP: Speech = { kind: 'http', scheme: 'http', status: 200, server: undefined, afterMs: 1 };

test.each<[how: string, guess: string, tried: readonly Tried[], speech: Speech]>([
  ['nothing was asked', 'http', [], { kind: 'unsettled', scheme: 'http' }],
  ['nothing was heard', 'kafka', [tried('tcp kafka'), tried('tls kafka')], { kind: 'unsettled', scheme: 'kafka' }],
  [
    'the last reply settles it',
    'https',
    [tried('tls http'), tried('tcp http', { kind: 'settled', speech: HTTP })],
    HTTP,
  ],
  ['an alert is TLS', 'redis', [tried('tls redis', clue('tls'))], { kind: 'tls', scheme: 'rediss', afterMs: 3 }],
  ['an alert is not HTTP', 'http', [tried('tls http', clue('tls'))], { kind: 'tls', scheme: 'tls', afterMs: 3 }],
  [
    'an alert of a server that has said that it is HTTPS',
    'http',
    [tried('tcp http', clue('https', 2)), tried('tls http', clue('tls'))],
    { kind: 'tls', scheme: 'https', afterMs: 3 },
  ],
  [
    'a server that has said that it is HTTPS, and no more',
    'http',
    [tried('tcp http', clue('https')), tried('tls http')],
    { kind: 'recognised', scheme: 'https', afterMs: 3 },
  ],
])('in the end: %s', (_, guess, said, speech) => {
  expect(conclude(guess, said)).toEqual(speech);
});

test('a server that has said that it is HTTPS is expected to be that', () => {
  expect(expectedScheme('http', [tried('tcp http', clue('tls'))])).toBe('http');
  expect(expectedScheme('http', [tried('tcp http', clue('https'))])).toBe('https');
});

describe('listening', () => {
  test.each<[how: string, guess: string, tried: readonly Tried[], connectMs: number, leftMs: number, ms: number]>([
    ['a moment', 'http', [], 1, 2_000, 100],
    ['a few round trips to what is far away', 'http', [], 80, 2_000, 320],
    ['not for all of the time', 'http', [], 500, 2_000, 500],
    ['longer where the server speaks first', 'ssh', [], 1, 3_000, 1_000],
    ['half of the time at the most', 'ssh', [], 1, 600, 300],
    ['a moment before TLS, where it speaks first inside', 'imaps', [], 1, 2_000, 100],
    ['to MySQL as long as there is time', 'mysql', [], 1, 2_000, 2_000],
    ['not again after plain words', 'http', [tried('tcp http')], 1, 2_000, 0],
    ['again after TLS failed, which would not have shown a greeting', 'https', [tried('tls http')], 1, 2_000, 100],
    ['not after a clue', 'rediss', [tried('tls redis', clue('https'))], 1, 2_000, 0],
  ])('%s', (_, guess, said, connectMs, leftMs, ms) => {
    expect(listenMs(guess, said, { connectMs, leftMs })).toBe(ms);
  });
});

test('the last hello has all the time that is left, others leave a third', () => {
  expect(shareMs('http', [], hello('tcp http'), 900)).toBe(600);
  expect(shareMs('http', [tried('tcp http'), tried('tls http')], hello('tcp postgresql'), 100)).toBe(100);
  expect(shareMs('mysql', [], hello('tcp nothing'), 900)).toBe(900);
});
