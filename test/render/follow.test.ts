import { expect, test } from 'vitest';
import type { FollowNews } from '../../src/domain/follow.ts';
import { followLine, outageLine } from '../../src/render/follow.ts';

test.each<{ news: FollowNews; line: string }>([
  {
    news: { code: 'moved', from: 'web-abc', to: 'web-def', because: { kind: 'gone' } },
    line: 'pod web-abc is gone: new connections go to pod web-def',
  },
  {
    news: { code: 'moved', from: 'web-abc', to: 'web-def', because: { kind: 'not-ready' } },
    line: 'pod web-abc is not ready any more: new connections go to pod web-def',
  },
  {
    news: { code: 'moved', from: 'web-abc', to: 'web-def', because: { kind: 'ending' } },
    line: 'pod web-abc is ending: new connections go to pod web-def',
  },
  {
    news: { code: 'moved', from: 'web-abc', to: 'web-def', because: { kind: 'failed', why: 'container not running' } },
    line: 'pod web-abc cannot be reached (container not running): new connections go to pod web-def',
  },
  { news: { code: 'no-endpoint' }, line: 'no ready pod behind shop/web: new connections wait' },
  {
    news: { code: 'lost', of: 'api-server', why: 'connection refused\n' },
    line: 'lost the connection to the API server (connection refused): trying again',
  },
  {
    news: { code: 'lost', of: 'pod', pod: 'web-abc', why: 'a\u001b[31m' },
    line: 'lost the connection to pod web-abc (a^[[31m): trying again',
  },
  { news: { code: 'well', pod: 'web-def', afterMs: 0 }, line: 'well again after 0 ms, at pod web-def' },
  { news: { code: 'well', pod: 'web-def', afterMs: 949.6 }, line: 'well again after 950 ms, at pod web-def' },
  { news: { code: 'well', pod: 'web-def', afterMs: 950 }, line: 'well again after 1 s, at pod web-def' },
  { news: { code: 'well', pod: 'web-def', afterMs: 3_100 }, line: 'well again after 3 s, at pod web-def' },
  { news: { code: 'well', pod: 'web-def', afterMs: 119_600 }, line: 'well again after 2 min, at pod web-def' },
  { news: { code: 'well', pod: 'web-def', afterMs: 3_600_000 }, line: 'well again after 60 min, at pod web-def' },
])('$line', ({ news, line }) => {
  expect(followLine(news, { namespace: 'shop', name: 'web' })).toBe(line);
});

test('of an API server that is watched', () => {
  const told = [
    outageLine({ code: 'lost', why: 'dial tcp 127.0.0.1:6443: connection refused\u001b' }),
    outageLine({ code: 'well', afterMs: 3_100 }),
  ];
  expect(told).toEqual([
    'lost the connection to the API server (dial tcp 127.0.0.1:6443: connection refused^[): trying again',
    'well again after 3 s',
  ]);
});
