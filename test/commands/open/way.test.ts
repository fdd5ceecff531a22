import { expect, test } from 'vitest';
import { speakAt } from '../../../src/commands/open/way.ts';
import type { Interlocutor } from '../../../src/deps.ts';
import type { ServicePort } from '../../../src/domain/facts.ts';
import type { Speech } from '../../../src/domain/speech.ts';
import { aPort, aRow, aService } from '../../domain/build.ts';

const ADDRESS = {
  host: '127.0.0.1',
  port: aPort(30_080),
  answeredBy: 'proxy',
  stays: 'local',
  taker: 'cluster',
  heard: undefined,
} as const;

test.each<{ host: string; port?: number; scheme: string; path?: string; url: string }>([
  { host: '127.0.0.1', scheme: 'http', url: 'http://127.0.0.1:30080' },
  { host: '::1', scheme: 'http', url: 'http://[::1]:30080' },
  { host: 'web.example', port: 80, scheme: 'http', url: 'http://web.example:80' },
  { host: '127.0.0.1', scheme: 'https', path: '/admin?a=b#c', url: 'https://127.0.0.1:30080/admin?a=b#c' },
  { host: 'fd00::1', scheme: 'mysql', url: 'mysql://[fd00::1]:30080' },
  { host: '127.0.0.1', scheme: 'mysql', path: '/admin', url: 'mysql://127.0.0.1:30080' },
  { host: '127.0.0.1', scheme: 'http', path: '//evil.example', url: 'http://127.0.0.1:30080//evil.example' },
  { host: '127.0.0.1', scheme: 'http', path: '/\u001b]0;x', url: 'http://127.0.0.1:30080/%1B]0;x' },
])('the URL of an address: $url', async ({ host, port = 30_080, scheme, path, url }) => {
  const target = { service: aService(), port: aRow().port };
  const converse = async () => ({ kind: 'unsettled', scheme }) as const;
  expect(await speakAt(target, { ...ADDRESS, host, port: aPort(port) }, path, { converse })).toMatchObject({ url });
});

/** What somebody hears who speaks with a Service port, and what they were asked. */
async function speak(
  { name = '', port: number = 80 }: { name?: string; port?: number },
  { heard = ADDRESS.heard, stays = ADDRESS.stays }: Partial<Parameters<typeof speakAt>[1]>,
  answer: Speech,
  paths: { annotation?: string; flag?: string } = {},
) {
  const asked: [Interlocutor, string, number][] = [];
  const port: ServicePort = { ...aRow().port, name, port: aPort(number) };
  const target = { service: aService({ path: paths.annotation }), port };
  const way = await speakAt(target, { ...ADDRESS, heard, stays }, paths.flag, {
    converse: async (...question) => {
      asked.push(question);
      return answer;
    },
  });
  return { url: way.url, speech: way.speech, asked };
}

const HTTPS: Speech = { kind: 'http', scheme: 'https', status: 200, server: undefined, afterMs: 3 };
const SILENCE: Speech = { kind: 'unsettled', scheme: 'tcp' };

test('what answers is asked for the page, and settles the scheme', async () => {
  expect(await speak({ name: 'http' }, {}, HTTPS, { annotation: '/a', flag: '/b' })).toEqual({
    url: 'https://127.0.0.1:30080/b',
    speech: HTTPS,
    asked: [[{ host: '127.0.0.1', port: 30_080, path: '/b' }, 'http', 2_000]],
  });
});

test('an address beyond this machine has more time; without a slash an annotation is no path', async () => {
  const { url, asked } = await speak({ name: 'http' }, { stays: 'anywhere' }, HTTPS, { annotation: '@evil.example/' });
  expect({ url, asked }).toEqual({
    url: 'https://127.0.0.1:30080',
    asked: [[{ host: '127.0.0.1', port: 30_080, path: undefined }, 'http', 3_000]],
  });
});

test('what was heard when it was dialled is enough', async () => {
  const greeting = new TextEncoder().encode('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
  expect(await speak({ port: 22 }, { heard: { greeting, afterMs: 6 } }, SILENCE)).toEqual({
    url: 'ssh://127.0.0.1:30080',
    speech: { kind: 'greeted', scheme: 'ssh', server: 'OpenSSH_9.2p1', afterMs: 6 },
    asked: [],
  });
});

test('what was heard and not understood is not', async () => {
  const greeting = new TextEncoder().encode('\u0001?');
  const { asked } = await speak({ port: 22 }, { heard: { greeting, afterMs: 6 } }, SILENCE);
  expect(asked).toEqual([[{ host: '127.0.0.1', port: 30_080, path: undefined }, 'ssh', 2_000]]);
});

test.each<{ name: string; answer: Speech; url: string }>([
  { name: 'ws', answer: { ...HTTPS, scheme: 'http' }, url: 'ws://127.0.0.1:30080' },
  { name: 'wss', answer: HTTPS, url: 'wss://127.0.0.1:30080' },
  { name: 'ws', answer: HTTPS, url: 'wss://127.0.0.1:30080' },
  { name: 'ws', answer: { kind: 'recognised', scheme: 'redis', afterMs: 1 }, url: 'redis://127.0.0.1:30080' },
])('a WebSocket begins as HTTP: $name is $url', async ({ name, answer, url }) => {
  expect((await speak({ name }, {}, answer)).url).toBe(url);
});
