import { expect, test } from 'vitest';
import { Outage, type OutageNews } from '../../src/domain/outage.ts';

type Event = readonly [afterMs: number, what: 'failed' | 'listed', list: string];

test.each<{ how: string; events: readonly Event[]; news: readonly OutageNews[] }>([
  {
    how: 'one list that fails once or twice',
    events: [
      [0, 'failed', 'services'],
      [100, 'failed', 'services'],
      [300, 'listed', 'services'],
      [400, 'failed', 'services'],
    ],
    news: [],
  },
  {
    how: 'several lists that fail, and are there again one after the other',
    events: [
      [1_000, 'failed', 'services'],
      [1_010, 'failed', 'nodes'],
      [1_100, 'failed', 'services'],
      [1_110, 'failed', 'nodes'],
      [1_300, 'failed', 'services'],
      [1_310, 'failed', 'nodes'],
      [1_700, 'failed', 'nodes'],
      [3_000, 'listed', 'services'],
      [3_400, 'listed', 'nodes'],
      [9_000, 'listed', 'nodes'],
    ],
    news: [
      { code: 'lost', why: 'services at 1300' },
      { code: 'well', afterMs: 2_400 },
    ],
  },
  {
    how: 'a second time',
    events: [
      ...[0, 1, 2].map((ms) => [ms, 'failed', 'nodes'] as const),
      [5, 'listed', 'nodes'],
      ...[10, 11, 12].map((ms) => [ms, 'failed', 'nodes'] as const),
      [20, 'listed', 'nodes'],
    ],
    news: [
      { code: 'lost', why: 'nodes at 2' },
      { code: 'well', afterMs: 5 },
      { code: 'lost', why: 'nodes at 12' },
      { code: 'well', afterMs: 10 },
    ],
  },
])('$how', ({ events, news }) => {
  const outage = new Outage();
  const told = events.map(([afterMs, what, list]) =>
    what === 'failed' ? outage.failed(list, `${list} at ${afterMs}`, afterMs) : outage.listed(list, afterMs),
  );
  expect(told.filter((each) => each !== undefined)).toEqual(news);
});
