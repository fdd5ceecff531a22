import { afterEach, describe, expect, test, vi } from 'vitest';
import type { PodSession } from '../src/adapters/tunnel/pod-session.ts';
import { createSessionPool } from '../src/adapters/tunnel/session-pool.ts';
import type { Guide, PodTarget } from '../src/deps.ts';
import { AccessError } from '../src/errors.ts';
import { followService } from '../src/follow-service.ts';
import { FakeCluster } from './commands/fake-cluster.ts';
import { sliceJson } from './commands/objects.ts';
import { aPort } from './domain/build.ts';
import { FakeClock } from './support/fake-clock.ts';

type State = 'ready' | 'starting';

const UNREACHABLE = new AccessError('unreachable', 'dial tcp 127.0.0.1:41001: connection refused');
const POD_ERROR = new AccessError('refused-by-server', 'container not running');

/** Who follows the Service `web` of a cluster, with a tunnel or not yet; everything that came of it in `log`. */
async function follow(...states: readonly State[]) {
  const clock = new FakeClock();
  const cluster = new FakeCluster({ endpointslices: [sliceJson('web', ['http'], states)] });
  const end = new AbortController();
  const log: string[] = [];
  const failures = new Map<string, AccessError | Error>();
  const { guide, first, keepWarm } = await followService(
    { namespace: 'default', service: 'web', port: 'http' },
    {
      news: (news) => log.push(JSON.stringify(news)),
      refused: (pod, because) => log.push(`refused ${pod}: ${because}`),
    },
    {
      cluster: cluster.seenBy({}),
      deps: { now: () => clock.now(), sleep: (ms, signal) => clock.sleep(ms, signal) },
      signal: end.signal,
      broken: (error) => log.push(`broken: ${error}`),
    },
  );
  return {
    ...{ clock, cluster, end, log, failures, guide, first, keepWarm },
    see: (...now: readonly State[]) => cluster.change({ endpointslices: [sliceJson('web', ['http'], now)] }),
    begin() {
      keepWarm({
        warm: async ({ pod }) => {
          log.push(`connect to ${pod.name}`);
          const failure = failures.get(pod.name);
          if (failure) throw failure;
        },
      });
    },
  };
}

function pod(number: number): PodTarget {
  return { pod: { namespace: 'default', name: `web-${number}` }, port: aPort(8080) };
}

/** A client that waits for as long as it takes. */
const PATIENT = new AbortController().signal;

/** What a client of the tunnel is told, and when. */
function asked(guide: Guide, clock: FakeClock, patience = PATIENT) {
  const startMs = clock.now().getTime();
  const answers: { pod: string | undefined; afterMs: number }[] = [];
  void guide.choose(patience).then((target) => {
    answers.push({ pod: target?.pod.name, afterMs: clock.now().getTime() - startMs });
  });
  return answers;
}

test('it watches the slices of its Service alone, and says who stood there at first', async () => {
  const { cluster, first } = await follow('ready', 'starting');
  expect({ watches: cluster.watches, first: first.pods.map((each) => [each.pod, each.isReady]) }).toEqual({
    watches: ['endpointslices default kubernetes.io/service-name=web'],
    first: [
      ['web-1', true],
      ['web-2', false],
    ],
  });
});

describe('where a client goes', () => {
  test('to a ready pod, at once', async () => {
    const { guide } = await follow('starting', 'ready');
    expect(await guide.choose(PATIENT)).toEqual(pod(2));
  });

  test('to the first that is ready, as soon as one is', async () => {
    const { guide, clock, see } = await follow('starting');
    const answers = asked(guide, clock);
    await clock.pass(4_000);
    see('ready');
    await clock.pass(0);
    expect(answers).toEqual([{ pod: 'web-1', afterMs: 4_000 }]);
  });

  test('nowhere, where none is ready for as long as it waits', async () => {
    const { guide, clock } = await follow('starting');
    const patience = new AbortController();
    const answers = asked(guide, clock, patience.signal);
    await clock.pass(10_000);
    patience.abort();
    await clock.pass(60_000);
    expect(answers).toEqual([{ pod: undefined, afterMs: 10_000 }]);
  });

  test('nowhere once the following has ended', async () => {
    const { guide, clock, end } = await follow('starting');
    const answers = asked(guide, clock);
    await clock.pass(1_000);
    end.abort();
    await clock.pass(0);
    expect(answers).toEqual([{ pod: undefined, afterMs: 1_000 }]);
  });

  test('past a pod that has just refused, where another is ready, and for a while', async () => {
    const { guide, clock } = await follow('ready', 'starting', 'ready');
    guide.unconnected(pod(1));
    expect(await guide.choose(PATIENT)).toEqual(pod(3));
    guide.unconnected(pod(3));
    expect(await guide.choose(PATIENT)).toEqual(pod(1));
    await clock.pass(2_000);
    expect(await guide.choose(PATIENT)).toEqual(pod(1));
  });

  test('to a pod that has refused on a clock that was put back since', async () => {
    const { guide, clock } = await follow('ready', 'ready');
    guide.unconnected(pod(1));
    await clock.pass(-3_600_000);
    expect(await guide.choose(PATIENT)).toEqual(pod(1));
  });

  test('to a pod of the same name that has come since one refused', async () => {
    const { guide, see } = await follow('ready', 'ready');
    guide.unconnected(pod(1));
    see('starting', 'ready');
    see('ready', 'ready');
    expect(await guide.choose(PATIENT)).toEqual(pod(2));
    see();
    see('ready', 'ready');
    expect(await guide.choose(PATIENT)).toEqual(pod(1));
  });

  test('to another pod when one has failed, and to that one again after a while', async () => {
    const { guide, clock } = await follow('ready', 'ready');
    guide.connected(pod(1));
    guide.failed(pod(1), POD_ERROR);
    expect(await guide.choose(PATIENT)).toEqual(pod(2));
    guide.failed(pod(2), POD_ERROR);
    const answers = asked(guide, clock);
    await clock.pass(1_000);
    expect(answers).toEqual([{ pod: 'web-1', afterMs: 100 }]);
  });
});

describe('a tunnel keeps a connection to the pod of the moment', () => {
  test('from its beginning, and to the next one when that goes', async () => {
    const { log, begin, see, clock } = await follow('ready', 'ready');
    begin();
    await clock.pass(0);
    see('starting', 'ready');
    await clock.pass(0);
    expect(log).toEqual([
      'connect to web-1',
      JSON.stringify({ code: 'moved', from: 'web-1', to: 'web-2', because: { kind: 'not-ready' } }),
      'connect to web-2',
    ]);
  });

  test('once for a pod, whatever else changes', async () => {
    const { log, begin, see, clock } = await follow('ready');
    begin();
    await clock.pass(0);
    see('ready', 'ready');
    see('ready', 'starting');
    await clock.pass(0);
    expect(log).toEqual(['connect to web-1']);
  });

  test('with more and more time between, while the API server does not answer', async () => {
    const { log, begin, clock, failures } = await follow('ready');
    failures.set('web-1', UNREACHABLE);
    begin();
    await clock.pass(1_500);
    failures.clear();
    await clock.pass(10_000);
    expect(log).toEqual([
      'connect to web-1',
      JSON.stringify({ code: 'lost', of: 'api-server', why: UNREACHABLE.message }),
      'connect to web-1', // after 100 ms
      'connect to web-1', // 300
      'connect to web-1', // 700
      'connect to web-1', // 1,500
      'connect to web-1', // 3,100
      JSON.stringify({ code: 'well', pod: 'web-1', afterMs: 3_100 }),
    ]);
  });

  test('made again when it was lost', async () => {
    const { log, begin, clock, guide } = await follow('ready');
    begin();
    await clock.pass(0);
    guide.failed(pod(1), POD_ERROR);
    await clock.pass(1_000);
    expect(log).toEqual([
      'connect to web-1',
      JSON.stringify({ code: 'lost', of: 'pod', pod: 'web-1', why: 'container not running' }),
      'connect to web-1',
      JSON.stringify({ code: 'well', pod: 'web-1', afterMs: 100 }),
    ]);
  });

  test('made again without a word, when it was lost and is there again at once', async () => {
    const { log, begin, clock, guide } = await follow('ready');
    begin();
    await clock.pass(1_000);
    guide.lost(pod(1), 'the API server ended the connection', 1_000);
    await clock.pass(1_000);
    expect(log).toEqual(['connect to web-1', 'connect to web-1']);
  });

  test('with a pause, when it was lost as soon as it was there', async () => {
    const { log, begin, clock, guide } = await follow('ready');
    begin();
    await clock.pass(999);
    guide.lost(pod(1), 'the API server ended the connection', 999);
    await clock.pass(99);
    expect(log).toEqual([
      'connect to web-1',
      JSON.stringify({ code: 'lost', of: 'pod', pod: 'web-1', why: 'the API server ended the connection' }),
    ]);
  });

  test.each([
    ['unreachable', 'api-server'],
    ['unauthorized', 'api-server'],
    ['forbidden', 'api-server'],
    ['kubeconfig', 'api-server'],
    ['not-found', 'pod'],
    ['refused-by-server', 'pod'],
  ] as const)('one that is %s is a failure of the %s', async (reason, of) => {
    const { log, begin, clock, failures } = await follow('ready');
    failures.set('web-1', new AccessError(reason, 'no'));
    begin();
    await clock.pass(0);
    const which = of === 'pod' ? { of, pod: 'web-1' } : { of };
    expect(log).toEqual(['connect to web-1', JSON.stringify({ code: 'lost', ...which, why: 'no' })]);
  });

  test('not again, when one to a pod that was left is lost', async () => {
    const { log, begin, clock, guide, see } = await follow('ready');
    begin();
    await clock.pass(1_000);
    see('starting', 'ready');
    await clock.pass(0);
    guide.lost(pod(1), 'the API server ended the connection', 500);
    await clock.pass(1_000);
    expect(log.filter((line) => line.startsWith('connect'))).toEqual(['connect to web-1', 'connect to web-2']);
  });

  test('a bug on the way is told as one', async () => {
    const { log, begin, clock, failures } = await follow('ready');
    failures.set('web-1', new Error('seventh'));
    begin();
    await clock.pass(0);
    expect(log).toEqual(['connect to web-1', 'broken: Error: seventh']);
  });

  test('not any more when it has ended', async () => {
    const { log, begin, clock, end, see } = await follow('ready');
    begin();
    await clock.pass(0);
    end.abort();
    see('starting', 'ready');
    await clock.pass(10_000);
    expect(log).toEqual(['connect to web-1']);
  });
});

describe('what is told', () => {
  test('nothing before there is a tunnel, and then what had happened until then', async () => {
    const { log, begin, guide, clock } = await follow('ready');
    guide.failed(pod(1), UNREACHABLE);
    expect(log).toEqual([]);
    begin();
    expect(log).toEqual([JSON.stringify({ code: 'lost', of: 'api-server', why: UNREACHABLE.message })]);
    await clock.pass(100);
    expect(log.slice(1)).toEqual(['connect to web-1', JSON.stringify({ code: 'well', pod: 'web-1', afterMs: 100 })]);
  });

  test('nothing of a list that fails on the way', async () => {
    const { log, begin, clock, cluster, see } = await follow('ready');
    begin();
    await clock.pass(0);
    for (const _ of ['an outage', 'another']) {
      cluster.lose(UNREACHABLE);
      cluster.lose(UNREACHABLE);
      see('ready');
    }
    expect(log).toEqual(['connect to web-1']);
  });

  test('that the list may be old, and that it is not any more', async () => {
    const { log, begin, clock, cluster, see } = await follow('ready');
    begin();
    await clock.pass(0);
    for (const _ of [1, 2, 3, 4]) cluster.lose(UNREACHABLE);
    await clock.pass(2_000);
    see('ready');
    expect(log.slice(1)).toEqual([
      JSON.stringify({ code: 'lost', of: 'api-server', why: UNREACHABLE.message }),
      JSON.stringify({ code: 'well', pod: 'web-1', afterMs: 2_000 }),
    ]);
  });

  test('once for a port of a pod, that nobody listens on it', async () => {
    const { log, guide } = await follow('ready', 'ready');
    guide.refused(pod(1), 'connection refused');
    guide.refused(pod(1), 'connection refused');
    guide.refused(pod(2), 'connection refused');
    expect(log).toEqual(['refused web-1: connection refused', 'refused web-2: connection refused']);
  });

  test('and again of a pod that has come under the same name', async () => {
    const { log, guide, see } = await follow('ready');
    guide.refused(pod(1), 'connection refused');
    see();
    see('ready');
    guide.refused(pod(1), 'connection refused');
    expect(log).toEqual(['refused web-1: connection refused', 'refused web-1: connection refused']);
  });
});

describe('where the slices cannot be seen', () => {
  const followed = (cluster: FakeCluster, broken: (error: unknown) => void) =>
    followService(
      { namespace: 'default', service: 'web', port: 'http' },
      { news: () => {}, refused: () => {} },
      {
        cluster: cluster.seenBy({}),
        deps: { now: () => new Date(0), sleep: async () => {} },
        signal: new AbortController().signal,
        broken,
      },
    );

  test('from the beginning: it does not begin', async () => {
    const forbidden = new AccessError('forbidden', 'endpointslices is forbidden');
    await expect(followed(new FakeCluster({ failures: { endpointslices: forbidden } }), () => {})).rejects.toBe(
      forbidden,
    );
  });

  test('from some time on, because of a bug: whoever has the tunnel is told', async () => {
    const cluster = new FakeCluster({ endpointslices: [sliceJson('web', ['http'], ['ready'])] });
    const broken: unknown[] = [];
    await followed(cluster, (error) => broken.push(error));
    const bug = new Error('seventh');
    cluster.fail(bug);
    await new FakeClock().pass(0);
    expect(broken).toEqual([bug]);
  });
});

describe('sessions that break together, with those of a tunnel', () => {
  afterEach(() => void vi.useRealTimers());

  test('it is not the pod that is blamed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] }); // the pool's
    const { guide, log, clock, keepWarm } = await follow('ready');
    const sessions: PlayedSession[] = [];
    const pool = createSessionPool<PodTarget>({
      keyOf: (target) => target.pod.name,
      async connect(target) {
        log.push(`connect to ${target.pod.name}`);
        if (sessions.length === 2) throw UNREACHABLE;
        const session = playSession();
        sessions.push(session);
        return session;
      },
      lost: guide.lost,
      sharing: { isOn: () => false },
    });
    keepWarm(pool);
    await clock.pass(0);
    const nothing = { data() {}, ended() {}, failed() {}, unconnected() {}, drained() {} };
    for (const _ of ['a client', 'another']) await pool.open(pod(1), 8080, nothing, []);
    vi.setSystemTime(Date.now() + 5_000);
    await clock.pass(5_000);
    for (const session of sessions) {
      session.break();
      await clock.pass(1);
    }
    pool.close();
    expect(log).toEqual([
      'connect to web-1',
      'connect to web-1', // of the second client
      'connect to web-1',
      JSON.stringify({ code: 'lost', of: 'api-server', why: UNREACHABLE.message }),
    ]);
  });
});

interface PlayedSession extends PodSession {
  break(): void;
}

/** Of one client, until it breaks. */
function playSession(): PlayedSession {
  const { promise: ended, resolve } = Promise.withResolvers<string | undefined>();
  const session = {
    ...{ count: 0, isEmpty: false, isUsable: true, isOccupied: () => false, check: async () => {}, close() {}, ended },
    open() {
      session.count += 1;
      return { send: () => true, end() {}, cancel() {}, keeps() {} };
    },
    break() {
      session.isUsable = false;
      resolve('the API server ended the connection');
    },
  };
  return session;
}
