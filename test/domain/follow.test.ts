import { describe, expect, test } from 'vitest';
import { Follow, type FollowNews } from '../../src/domain/follow.ts';
import type { PodEndpoint } from '../../src/domain/pod-endpoints.ts';
import { anEndpoint, ENDING, NOT_READY } from './pods.ts';

const WHY = 'connection refused';

type Step =
  | { readonly at: number; readonly see: readonly PodEndpoint[] }
  | { readonly at: number; readonly connected: string }
  | { readonly at: number; readonly failed: string }
  | { readonly at: number; readonly serverFailed: true }
  | { readonly at: number; readonly listLost: true }
  | { readonly at: number; readonly look: true };

interface Row {
  readonly how: string;
  readonly steps: readonly Step[];
  /** After each step: the pod that is chosen, or until when is waited. */
  readonly choices: readonly (string | number)[];
  readonly news: readonly FollowNews[];
}

const A = anEndpoint('a');
const B = anEndpoint('b');
const A_ENDING = anEndpoint('a', ENDING);

function take(follow: Follow, step: Step): void {
  if ('see' in step) follow.see(step.see, step.at);
  else if ('connected' in step) follow.connected(step.connected, step.at);
  else if ('failed' in step) follow.failed(step.failed, WHY, step.at);
  else if ('serverFailed' in step) follow.serverFailed(WHY, step.at);
  else if ('listLost' in step) follow.listLost(WHY, step.at);
}

test.each<Row>([
  {
    how: 'nobody has seen anything yet',
    steps: [{ at: 5, look: true }],
    choices: [2_005],
    news: [],
  },
  {
    how: 'the quiet path: the first ready pod, and no other while it is ready',
    steps: [
      { at: 0, see: [anEndpoint('x', NOT_READY), A, B] },
      { at: 1, connected: 'a' },
      { at: 2, see: [B, A] },
      { at: 3, see: [B, anEndpoint('c'), A] },
    ],
    choices: ['a', 'a', 'a', 'a'],
    news: [],
  },
  {
    how: 'a rollout: the pod ends, another is ready, and that it is gone then is no news',
    steps: [
      { at: 0, see: [A] },
      { at: 1, see: [A, B] },
      { at: 2, see: [A_ENDING, B] },
      { at: 3, see: [B] },
    ],
    choices: ['a', 'a', 'b', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'ending' } }],
  },
  {
    how: 'the pod is gone at once',
    steps: [
      { at: 0, see: [A, B] },
      { at: 1, see: [B] },
    ],
    choices: ['a', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'gone' } }],
  },
  {
    how: 'the pod is not ready any more, and returns: the other is kept',
    steps: [
      { at: 0, see: [A, B] },
      { at: 1, see: [anEndpoint('a', NOT_READY), B] },
      { at: 2, see: [A, B] },
    ],
    choices: ['a', 'b', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'not-ready' } }],
  },
  {
    how: 'the only pod ends: it serves until it is gone, and the next one is taken',
    steps: [
      { at: 0, see: [A] },
      { at: 1_000, see: [A_ENDING, anEndpoint('b', NOT_READY)] },
      { at: 2_000, see: [anEndpoint('b', NOT_READY)] },
      { at: 5_000, see: [B] },
    ],
    choices: ['a', 'a', 4_000, 'b'],
    news: [{ code: 'no-endpoint' }, { code: 'well', pod: 'b', afterMs: 3_000 }],
  },
  {
    how: 'one that ends and still serves is left for one that is ready',
    steps: [
      { at: 0, see: [A_ENDING] },
      { at: 1, see: [A_ENDING, B] },
    ],
    choices: ['a', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'ending' } }],
  },
  {
    how: 'one that ends and serves no more is none',
    steps: [{ at: 0, see: [anEndpoint('a', { ...NOT_READY, isTerminating: true })] }],
    choices: [2_000],
    news: [{ code: 'no-endpoint' }],
  },
  {
    how: 'published though it is not ready (publishNotReadyAddresses), and ending: only where there is no other',
    steps: [
      { at: 0, see: [anEndpoint('a', { isServing: false, isTerminating: true })] },
      {
        at: 1,
        see: [anEndpoint('a', { isServing: false, isTerminating: true }), anEndpoint('b', { isServing: false })],
      },
    ],
    choices: ['a', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'ending' } }],
  },
  {
    how: 'nothing ready from the first, said once',
    steps: [
      { at: 0, see: [] },
      { at: 10, see: [anEndpoint('a', NOT_READY)] },
      { at: 400, see: [A] },
    ],
    choices: [2_000, 2_010, 'a'],
    news: [{ code: 'no-endpoint' }, { code: 'well', pod: 'a', afterMs: 400 }],
  },
  {
    how: 'the carrier breaks a moment before the list says why',
    steps: [
      { at: 0, see: [A, B] },
      { at: 1, failed: 'a' },
      { at: 3, see: [A_ENDING, B] },
      { at: 4, connected: 'b' },
    ],
    choices: ['a', 'b', 'b', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'ending' } }],
  },
  {
    how: 'one pod fails, another is well: told when it is known',
    steps: [
      { at: 0, see: [A, B] },
      { at: 1, failed: 'a' },
      { at: 2, see: [A, B] },
      { at: 9, connected: 'b' },
      { at: 500, see: [A, B] },
    ],
    choices: ['a', 'b', 'b', 'b', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'failed', why: WHY } }],
  },
  {
    how: 'the only pod fails for longer and longer, and is well again',
    steps: [
      { at: 0, see: [A] },
      { at: 0, failed: 'a' },
      { at: 100, look: true },
      { at: 100, failed: 'a' },
      { at: 300, failed: 'a' },
      { at: 700, failed: 'a' },
      { at: 1_500, failed: 'a' },
      { at: 3_100, failed: 'a' },
      { at: 5_100, failed: 'a' },
      { at: 7_100, connected: 'a' },
      { at: 8_000, failed: 'a' },
    ],
    choices: ['a', 100, 'a', 300, 700, 1_500, 3_100, 5_100, 7_100, 'a', 8_100],
    news: [
      { code: 'lost', of: 'pod', pod: 'a', why: WHY },
      { code: 'well', pod: 'a', afterMs: 7_100 },
      { code: 'lost', of: 'pod', pod: 'a', why: WHY },
    ],
  },
  {
    how: 'carriers that break together are one failure',
    steps: [
      { at: 0, see: [A] },
      { at: 0, failed: 'a' },
      { at: 0, failed: 'a' },
      { at: 1, failed: 'a' },
    ],
    choices: ['a', 100, 100, 100],
    news: [{ code: 'lost', of: 'pod', pod: 'a', why: WHY }],
  },
  {
    how: 'two pods fail in turn: the one that is due first is next',
    steps: [
      { at: 0, see: [A, B] },
      { at: 0, failed: 'a' },
      { at: 50, failed: 'b' },
      { at: 100, look: true },
      { at: 100, connected: 'a' },
    ],
    choices: ['a', 'b', 100, 'a', 'a'],
    news: [
      { code: 'lost', of: 'pod', pod: 'b', why: WHY },
      { code: 'well', pod: 'a', afterMs: 50 },
    ],
  },
  {
    how: 'three pods have failed in a row: the others are not tried at once',
    steps: [
      { at: 0, see: [A, B, anEndpoint('c'), anEndpoint('d'), anEndpoint('e')] },
      { at: 0, failed: 'a' },
      { at: 0, failed: 'b' },
      { at: 0, failed: 'c' },
      { at: 100, look: true },
      { at: 100, failed: 'd' },
      { at: 300, connected: 'e' },
    ],
    choices: ['a', 'b', 'c', 100, 'd', 300, 'e'],
    news: [
      { code: 'lost', of: 'pod', pod: 'c', why: WHY },
      { code: 'well', pod: 'e', afterMs: 300 },
    ],
  },
  {
    how: 'a pod that failed and was replaced by one of its name has a new start',
    steps: [
      { at: 0, see: [A] },
      { at: 0, failed: 'a' },
      { at: 10, see: [] },
      { at: 18, see: [A] },
      { at: 20, connected: 'a' },
    ],
    choices: ['a', 100, 2_010, 'a', 'a'],
    news: [
      { code: 'lost', of: 'pod', pod: 'a', why: WHY },
      { code: 'no-endpoint' },
      { code: 'well', pod: 'a', afterMs: 20 },
    ],
  },
  {
    how: 'the API server is away: the same pod afterwards, though others were ready',
    steps: [
      { at: 0, see: [A, B] },
      { at: 0, connected: 'a' },
      { at: 0, failed: 'a' },
      { at: 1, serverFailed: true },
      { at: 1, serverFailed: true },
      { at: 101, look: true },
      { at: 101, serverFailed: true },
      { at: 301, connected: 'a' },
    ],
    choices: ['a', 'a', 'b', 101, 101, 'a', 301, 'a'],
    news: [
      { code: 'lost', of: 'api-server', why: WHY },
      { code: 'well', pod: 'a', afterMs: 300 },
    ],
  },
  {
    how: 'the API server is away, and a rollout went on meanwhile',
    steps: [
      { at: 0, see: [A] },
      { at: 0, serverFailed: true },
      { at: 50, see: [B] },
      { at: 100, see: [B] },
      { at: 110, serverFailed: true },
      { at: 120, connected: 'b' },
    ],
    choices: ['a', 100, 100, 'b', 310, 'b'],
    news: [
      { code: 'lost', of: 'api-server', why: WHY },
      { code: 'well', pod: 'b', afterMs: 120 },
    ],
  },
  {
    how: 'the API server is away twice: the second time is the first again',
    steps: [
      { at: 0, see: [A] },
      { at: 0, serverFailed: true },
      { at: 100, connected: 'a' },
      { at: 900, serverFailed: true },
    ],
    choices: ['a', 100, 'a', 1_000],
    news: [
      { code: 'lost', of: 'api-server', why: WHY },
      { code: 'well', pod: 'a', afterMs: 100 },
      { code: 'lost', of: 'api-server', why: WHY },
    ],
  },
  {
    how: 'nothing is ready, and the API server goes away too: both are told, and the time counts from the first',
    steps: [
      { at: 0, see: [] },
      { at: 50, serverFailed: true },
      { at: 200, see: [A] },
      { at: 201, connected: 'a' },
    ],
    choices: [2_000, 2_050, 'a', 'a'],
    news: [
      { code: 'no-endpoint' },
      { code: 'lost', of: 'api-server', why: WHY },
      { code: 'well', pod: 'a', afterMs: 201 },
    ],
  },
  {
    how: 'the list is lost and returns, and the carriers were well all the time',
    steps: [
      { at: 0, see: [A, B] },
      { at: 10, listLost: true },
      { at: 2_010, listLost: true },
      { at: 3_010, see: [B, A] },
    ],
    choices: ['a', 'a', 'a', 'a'],
    news: [
      { code: 'lost', of: 'api-server', why: WHY },
      { code: 'well', pod: 'a', afterMs: 3_000 },
    ],
  },
  {
    how: 'the list is lost, and when it returns the pod is another',
    steps: [
      { at: 0, see: [A] },
      { at: 10, listLost: true },
      { at: 3_010, see: [B] },
    ],
    choices: ['a', 'a', 'b'],
    news: [
      { code: 'lost', of: 'api-server', why: WHY },
      { code: 'well', pod: 'b', afterMs: 3_000 },
    ],
  },
  {
    how: 'the list and the carrier are lost: the list alone does not make it well',
    steps: [
      { at: 0, see: [A] },
      { at: 0, listLost: true },
      { at: 1, serverFailed: true },
      { at: 200, see: [A] },
      { at: 250, connected: 'a' },
    ],
    choices: ['a', 'a', 101, 'a', 'a'],
    news: [
      { code: 'lost', of: 'api-server', why: WHY },
      { code: 'well', pod: 'a', afterMs: 250 },
    ],
  },
  {
    how: 'the clock is put back by an hour while something is waited for: that is due',
    steps: [
      { at: 3_600_000, see: [A] },
      { at: 3_600_000, failed: 'a' },
      { at: 0, look: true },
      { at: 0, failed: 'a' },
      { at: 200, connected: 'a' },
    ],
    choices: ['a', 3_600_100, 'a', 200, 'a'],
    news: [
      { code: 'lost', of: 'pod', pod: 'a', why: WHY },
      { code: 'well', pod: 'a', afterMs: 0 },
    ],
  },
  {
    how: 'failures between which something was well are not in a row',
    steps: [
      { at: 0, see: [A, B] },
      { at: 0, failed: 'a' },
      { at: 1, connected: 'b' },
      { at: 1_000, failed: 'b' },
      { at: 1_001, connected: 'a' },
      { at: 2_000, failed: 'a' },
    ],
    choices: ['a', 'b', 'b', 'a', 'a', 'b'],
    news: [
      { code: 'moved', from: 'a', to: 'b', because: { kind: 'failed', why: WHY } },
      { code: 'moved', from: 'b', to: 'a', because: { kind: 'failed', why: WHY } },
    ],
  },
  {
    how: 'one pod fails and the next one too: it was no move',
    steps: [
      { at: 0, see: [A, B] },
      { at: 1, failed: 'a' },
      { at: 2, see: [A, B] },
      { at: 3, failed: 'b' },
      { at: 103, connected: 'b' },
    ],
    choices: ['a', 'b', 'b', 101, 'b'],
    news: [
      { code: 'lost', of: 'pod', pod: 'b', why: WHY },
      { code: 'well', pod: 'b', afterMs: 100 },
    ],
  },
  {
    how: 'a connection to a pod that has gone meanwhile, which is too late',
    steps: [
      { at: 0, see: [A] },
      { at: 0, failed: 'a' },
      { at: 1, see: [B] },
      { at: 2, connected: 'a' },
      { at: 3, connected: 'b' },
    ],
    choices: ['a', 100, 'b', 'b', 'b'],
    news: [
      { code: 'lost', of: 'pod', pod: 'a', why: WHY },
      { code: 'well', pod: 'b', afterMs: 3 },
    ],
  },
  {
    how: 'a connection to another ready pod changes nothing, nor do failures there',
    steps: [
      { at: 0, see: [A, B, anEndpoint('c'), anEndpoint('d')] },
      { at: 1, connected: 'b' },
      { at: 2, failed: 'b' },
      { at: 3, failed: 'c' },
      { at: 4, failed: 'd' },
    ],
    choices: ['a', 'a', 'a', 'a', 'a'],
    news: [],
  },
  {
    how: 'the only pod is gone, and its carrier breaks after that: one thing has happened',
    steps: [
      { at: 0, see: [A] },
      { at: 1, see: [] },
      { at: 2, failed: 'a' },
    ],
    choices: ['a', 2_001, 2_002],
    news: [{ code: 'no-endpoint' }],
  },
  {
    how: 'not ready, though nobody says that it does not serve (serving left out)',
    steps: [{ at: 0, see: [anEndpoint('a', { isReady: false })] }],
    choices: [2_000],
    news: [{ code: 'no-endpoint' }],
  },
  {
    how: 'what becomes of a pod that is left already is no news',
    steps: [
      { at: 0, see: [A, B] },
      { at: 1, see: [A_ENDING, B] },
      { at: 2, failed: 'a' },
      { at: 3, connected: 'a' },
      { at: 4, failed: 'nobody' },
      { at: 5, failed: 'nobody' },
      { at: 6, failed: 'nobody' },
    ],
    choices: ['a', 'b', 'b', 'b', 'b', 'b', 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'ending' } }],
  },
  {
    how: 'left while the others had failed: told when one of them connects',
    steps: [
      { at: 0, see: [A, B] },
      { at: 0, failed: 'b' },
      { at: 1, see: [B] },
      { at: 100, connected: 'b' },
    ],
    choices: ['a', 'a', 100, 'b'],
    news: [{ code: 'moved', from: 'a', to: 'b', because: { kind: 'gone' } }],
  },
  {
    how: 'left while the others had failed, and back before they were due: nothing has happened',
    steps: [
      { at: 0, see: [A, B] },
      { at: 0, failed: 'b' },
      { at: 1, see: [B] },
      { at: 2, see: [A, B] },
    ],
    choices: ['a', 'a', 100, 'a'],
    news: [],
  },
])('$how', ({ steps, choices, news }) => {
  const follow = new Follow();
  const made = steps.map((step) => {
    take(follow, step);
    const choice = follow.choose(step.at);
    return choice.kind === 'pod' ? choice.endpoint.pod : choice.untilMs;
  });
  expect({ choices: made, news: follow.news() }).toEqual({ choices, news });
});

test('news are told once', () => {
  const follow = new Follow();
  follow.see([], 0);
  expect([follow.news(), follow.news()]).toEqual([[{ code: 'no-endpoint' }], []]);
});

test.each([
  { because: 'no-endpoint', endpoints: [], failing: [] },
  { because: 'lost', endpoints: [A], failing: ['a'] },
])('a wait says $because', ({ because, endpoints, failing }) => {
  const follow = new Follow();
  follow.see(endpoints, 0);
  for (const pod of failing) follow.failed(pod, WHY, 0);
  expect(follow.choose(0)).toEqual({ kind: 'wait', untilMs: because === 'lost' ? 100 : 2_000, because });
});

describe('an outage of the API server', () => {
  /** Tries as often as it may, each attempt taking a millisecond, and gives the times of the attempts. */
  function attemptsUntil(backMs: number, pods: number, isTellable: boolean): readonly number[] {
    const follow = new Follow();
    follow.see(
      Array.from({ length: pods }, (_, index) => anEndpoint(`pod-${index}`)),
      0,
    );
    const attempts: number[] = [];
    for (let now = 0; ; ) {
      const choice = follow.choose(now);
      if (choice.kind === 'wait') {
        now = choice.untilMs;
        continue;
      }
      attempts.push(now);
      now += 1;
      if (now > backMs) return attempts;
      if (isTellable) follow.serverFailed(WHY, now);
      else follow.failed(choice.endpoint.pod, WHY, now);
    }
  }

  test.each([
    { how: 'of ten seconds', backMs: 10_000, pods: 1, isTellable: true, most: 10 },
    { how: 'of ten seconds, before 500 pods', backMs: 10_000, pods: 500, isTellable: true, most: 10 },
    { how: 'of ten seconds that looks like 500 pods failing', backMs: 10_000, pods: 500, isTellable: false, most: 12 },
    { how: 'of an hour', backMs: 3_600_000, pods: 500, isTellable: true, most: 1_810 },
  ])('$how is noticed two seconds after its end, and asked little', ({ backMs, pods, isTellable, most }) => {
    const attempts = attemptsUntil(backMs, pods, isTellable);
    expect(attempts.length).toBeLessThanOrEqual(most);
    expect(attempts.at(-1)).toBeLessThanOrEqual(backMs + 2_000);
  });
});

describe('whatever happens', () => {
  const PODS = ['a', 'b', 'c', 'd', 'e'];

  /** Numbers from 0 to below `limit`, the same for the same seed. Source: mulberry32, public domain. */
  function chance(seed: number): (limit: number) => number {
    let state = seed;
    return (limit) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    };
  }

  function someEndpoints(below: (limit: number) => number): readonly PodEndpoint[] {
    const states = [{}, {}, {}, NOT_READY, { isReady: false }, ENDING, { ...NOT_READY, isTerminating: true }];
    return PODS.filter(() => below(3) > 0).map((pod) => anEndpoint(pod, states[below(states.length)]));
  }

  function someStep(at: number, below: (limit: number) => number): Step {
    const pod = PODS[below(PODS.length)] ?? 'a';
    switch (below(7)) {
      case 0:
        return { at, see: someEndpoints(below) };
      case 1:
        return { at, connected: pod };
      case 2:
      case 3:
        return { at, failed: pod };
      case 4:
        return { at, serverFailed: true };
      case 5:
        return { at, listLost: true };
      default:
        return { at, look: true };
    }
  }

  /** What is wrong with one choice; nothing where all is well. */
  function faultsOf(follow: Follow, endpoints: readonly PodEndpoint[], now: number): readonly string[] {
    const choice = follow.choose(now);
    const ready = endpoints.filter(({ isReady, isTerminating }) => isReady && !isTerminating);
    if (choice.kind === 'wait') {
      const isBounded = choice.untilMs > now && choice.untilMs <= now + 2_000;
      const isNamed = choice.because === 'lost' || ready.length === 0;
      return [
        ...(isBounded ? [] : [`waits from ${now} to ${choice.untilMs}`]),
        ...(isNamed ? [] : ['overlooks a pod']),
      ];
    }
    const { endpoint } = choice;
    return [
      ...(endpoints.includes(endpoint) ? [] : [`${endpoint.pod} is not in the list`]),
      ...(endpoint.isReady || (endpoint.isTerminating && endpoint.isServing) ? [] : [`${endpoint.pod} does not serve`]),
      ...(endpoint.isTerminating && ready.length > 0 ? [`${endpoint.pod} ends while others are ready`] : []),
    ];
  }

  /** What is wrong with news that follow each other. */
  function faultsOfNews(news: readonly FollowNews[]): readonly string[] {
    return news.flatMap((each, index) => {
      const before = news[index - 1];
      const isInTrouble = before?.code === 'lost' || before?.code === 'no-endpoint';
      const faults = [];
      if (JSON.stringify(each) === JSON.stringify(before)) faults.push(`${each.code} twice`);
      if (isInTrouble && each.code === before.code) faults.push(`${each.code} again`);
      if (isInTrouble && each.code === 'moved') faults.push('moved while nothing was well');
      if (!isInTrouble && each.code === 'well') faults.push('well again without trouble');
      if (each.code === 'moved' && each.from === each.to) faults.push(`moved from ${each.from} to itself`);
      if (each.code === 'well' && each.afterMs < 0) faults.push('well before the trouble');
      return faults;
    });
  }

  test.each(Array.from({ length: 100 }, (_, seed) => ({ seed })))('is in order: seed $seed', ({ seed }) => {
    const below = chance(seed);
    const follow = new Follow();
    const news: FollowNews[] = [];
    const faults: string[] = [];
    let endpoints: readonly PodEndpoint[] = [];
    let now = 0;
    for (let count = 0; count < 1_000; count += 1) {
      now += [0, 0, 1, 100, 900, 5_000][below(6)] ?? 0;
      const step = someStep(now, below);
      take(follow, step);
      if ('see' in step) endpoints = step.see;
      faults.push(...faultsOf(follow, endpoints, now));
      news.push(...follow.news());
    }
    expect([...faults, ...faultsOfNews(news)]).toEqual([]);
    expect(new Set(news.map(({ code }) => code))).toEqual(new Set(['moved', 'no-endpoint', 'lost', 'well']));
  });

  test.each(Array.from({ length: 20 }, (_, seed) => ({ seed })))(
    'a pod that stays ready is kept, whatever the others do: seed $seed',
    ({ seed }) => {
      const below = chance(seed);
      const follow = new Follow();
      follow.see([A], 0);
      const chosen = Array.from({ length: 100 }, (_, now) => {
        follow.see([...someEndpoints(below).filter(({ pod }) => pod !== 'a'), A], now);
        const choice = follow.choose(now);
        return choice.kind === 'pod' && choice.endpoint.pod;
      });
      expect({ chosen: new Set(chosen), news: follow.news() }).toEqual({ chosen: new Set(['a']), news: [] });
    },
  );
});
