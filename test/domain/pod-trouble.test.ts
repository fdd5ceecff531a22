import { describe, expect, test } from 'vitest';
import type { PodContainer, PodState } from '../../src/domain/pod-state.ts';
import { keyOfTrouble, mostTelling, type PodTrouble, troubleOf } from '../../src/domain/pod-trouble.ts';
import { aContainer, anUnreadyPod, aPod, endedWith, waitingFor } from './pods.ts';

const WEB = { name: 'web', role: 'main' } as const;
const MIGRATE = { name: 'migrate', role: 'init' } as const;
const DONE = { ...MIGRATE, state: { kind: 'terminated', end: endedWith(0, 'Completed') } } as const;
const PULL = 'failed to pull and unpack image "absent:1": not found';
const STARTS = 'failed to create containerd task: exec: "nope": executable file not found in $PATH: unknown';
const DAY_MS = 86_400_000;

/** A container that is not ready. */
function unready(different: Partial<PodContainer>): PodContainer {
  return aContainer({ isReady: false, ...different });
}

test.each<{ how: string; pod: PodState; trouble: PodTrouble | undefined }>([
  { how: 'a ready pod', pod: aPod(), trouble: undefined },
  { how: 'a ready pod that is ending', pod: aPod({ isEnding: true }), trouble: { code: 'ending', pod: 'web-abc' } },
  {
    how: 'a pod that crashes and is ending: the next one counts',
    pod: { ...anUnreadyPod([unready({ state: waitingFor('CrashLoopBackOff') })]), isEnding: true },
    trouble: { code: 'ending', pod: 'web-abc' },
  },
  {
    how: 'an image that is not to be had',
    pod: anUnreadyPod([unready({ image: 'absent:1', state: waitingFor('ErrImagePull', PULL) })]),
    trouble: { code: 'image-not-pulled', pod: 'web-abc', container: WEB, image: 'absent:1', because: PULL },
  },
  {
    how: 'the same while the kubelet backs off',
    pod: anUnreadyPod([
      unready({
        image: 'absent:1',
        state: waitingFor('ImagePullBackOff', `Back-off pulling image "absent:1": ErrImagePull: ${PULL}`),
      }),
    ]),
    trouble: { code: 'image-not-pulled', pod: 'web-abc', container: WEB, image: 'absent:1', because: PULL },
  },
  {
    how: 'the same before 1.32, which only said that it backs off',
    pod: anUnreadyPod([
      unready({ image: 'absent:1', state: waitingFor('ImagePullBackOff', 'Back-off pulling image "absent:1"') }),
    ]),
    trouble: { code: 'image-not-pulled', pod: 'web-abc', container: WEB, image: 'absent:1', because: undefined },
  },
  {
    how: 'an image that may not be pulled',
    pod: anUnreadyPod([unready({ image: 'mine:dev', state: waitingFor('ErrImageNeverPull', 'x') })]),
    trouble: { code: 'image-not-there', pod: 'web-abc', container: WEB, image: 'mine:dev' },
  },
  {
    how: 'a ConfigMap that is missing',
    pod: anUnreadyPod([unready({ state: waitingFor('CreateContainerConfigError', 'configmap "a" not found') })]),
    trouble: { code: 'not-configured', pod: 'web-abc', container: WEB, because: 'configmap "a" not found' },
  },
  {
    how: 'a program that is missing, as the kubelet met it',
    pod: anUnreadyPod([unready({ state: waitingFor('RunContainerError', STARTS) })]),
    trouble: { code: 'not-started', pod: 'web-abc', container: WEB, because: STARTS },
  },
  {
    how: 'a program that is missing, while it backs off',
    pod: anUnreadyPod([
      unready({
        state: waitingFor('CrashLoopBackOff', 'back-off 10s restarting failed container'),
        lastEnd: { ...endedWith(128, 'StartError'), message: STARTS },
        restarts: 2,
      }),
    ]),
    trouble: { code: 'not-started', pod: 'web-abc', container: WEB, because: STARTS },
  },
  {
    how: 'its first end',
    pod: anUnreadyPod([unready({ state: { kind: 'terminated', end: endedWith(1) } })]),
    trouble: {
      code: 'crash-loop',
      pod: 'web-abc',
      container: WEB,
      isRepeated: false,
      restarts: 0,
      end: { exitCode: 1, reason: 'Error' },
    },
  },
  {
    how: 'a crash loop that has no memory of its ends',
    pod: anUnreadyPod([unready({ state: waitingFor('CrashLoopBackOff'), restarts: 4 })]),
    trouble: { code: 'crash-loop', pod: 'web-abc', container: WEB, isRepeated: true, restarts: 4, end: undefined },
  },
  {
    how: 'an end after a day, the twelfth: a node that was switched off',
    pod: anUnreadyPod([
      unready({ state: { kind: 'terminated', end: endedWith(255, 'Unknown', DAY_MS) }, restarts: 11 }),
    ]),
    trouble: {
      code: 'crash-loop',
      pod: 'web-abc',
      container: WEB,
      isRepeated: false,
      restarts: 11,
      end: { exitCode: 255, reason: 'Unknown' },
    },
  },
  {
    how: 'running again after that day',
    pod: anUnreadyPod([unready({ lastEnd: endedWith(255, 'Unknown', DAY_MS), restarts: 12, hasReadinessProbe: true })]),
    trouble: { code: 'probe-fails', pod: 'web-abc', container: WEB },
  },
  {
    how: 'being made anew after that day',
    pod: anUnreadyPod([
      unready({ state: waitingFor('ContainerCreating'), lastEnd: endedWith(255, 'Unknown', DAY_MS), restarts: 12 }),
    ]),
    trouble: { code: 'starting', pod: 'web-abc' },
  },
  {
    how: 'running, after one end that may have been the last: its database was not there yet',
    pod: anUnreadyPod([unready({ lastEnd: endedWith(1), restarts: 1, hasReadinessProbe: true })]),
    trouble: { code: 'probe-fails', pod: 'web-abc', container: WEB },
  },
  {
    how: 'a container that is well after its ends, beside one that starts',
    pod: anUnreadyPod([
      aContainer({ lastEnd: endedWith(1), restarts: 5 }),
      unready({ name: 'log', state: waitingFor('ContainerCreating') }),
    ]),
    trouble: { code: 'starting', pod: 'web-abc' },
  },
  {
    how: 'running, after it could not be started once',
    pod: anUnreadyPod([
      unready({ lastEnd: { ...endedWith(128, 'StartError'), ranMs: undefined }, restarts: 2, hasReadinessProbe: true }),
    ]),
    trouble: { code: 'probe-fails', pod: 'web-abc', container: WEB },
  },
  {
    how: 'no node for it',
    pod: aPod({
      isReady: false,
      phase: 'Pending',
      node: undefined,
      unscheduled: { reason: 'Unschedulable', message: '0/2 nodes are available' },
      containers: [unready({ state: waitingFor() })],
    }),
    trouble: {
      code: 'not-scheduled',
      pod: 'web-abc',
      reason: 'Unschedulable',
      because: '0/2 nodes are available',
    },
  },
  {
    how: 'an init container that runs',
    pod: anUnreadyPod([unready(MIGRATE), unready({ state: waitingFor('PodInitializing') })]),
    trouble: { code: 'initialising', pod: 'web-abc', container: MIGRATE },
  },
  {
    how: 'an init container that fails',
    pod: anUnreadyPod([
      unready({ ...MIGRATE, state: waitingFor('CrashLoopBackOff'), lastEnd: endedWith(2), restarts: 1 }),
      unready({ state: waitingFor('PodInitializing') }),
    ]),
    trouble: {
      code: 'crash-loop',
      pod: 'web-abc',
      container: MIGRATE,
      isRepeated: true,
      restarts: 1,
      end: { exitCode: 2, reason: 'Error' },
    },
  },
  {
    how: 'an init container that failed just now',
    pod: anUnreadyPod([
      unready({ ...MIGRATE, state: { kind: 'terminated', end: endedWith(2) } }),
      unready({ state: waitingFor('PodInitializing') }),
    ]),
    trouble: {
      code: 'crash-loop',
      pod: 'web-abc',
      container: MIGRATE,
      isRepeated: false,
      restarts: 0,
      end: { exitCode: 2, reason: 'Error' },
    },
  },
  {
    how: 'the second of two init containers, which has not begun',
    pod: anUnreadyPod([
      unready(DONE),
      unready({ name: 'seed', role: 'init', state: waitingFor('PodInitializing') }),
      unready({ state: waitingFor('PodInitializing') }),
    ]),
    trouble: { code: 'initialising', pod: 'web-abc', container: { name: 'seed', role: 'init' } },
  },
  {
    how: 'init containers that are done, and a container that is made',
    pod: anUnreadyPod([unready(DONE), unready({ state: waitingFor('PodInitializing') })]),
    trouble: { code: 'starting', pod: 'web-abc' },
  },
  {
    how: 'a sidecar that the pod waits for, because its image is not to be had',
    pod: anUnreadyPod([
      unready({
        name: 'proxy',
        role: 'sidecar',
        image: 'proxy:1',
        isStarted: false,
        state: waitingFor('ErrImagePull', 'no'),
      }),
      unready({ state: waitingFor('PodInitializing') }),
    ]),
    trouble: {
      code: 'image-not-pulled',
      pod: 'web-abc',
      container: { name: 'proxy', role: 'sidecar' },
      image: 'proxy:1',
      because: 'no',
    },
  },
  {
    how: 'a sidecar that runs and is not ready, beside a container that is',
    pod: anUnreadyPod([unready({ name: 'proxy', role: 'sidecar', hasReadinessProbe: true }), aContainer()]),
    trouble: { code: 'probe-fails', pod: 'web-abc', container: { name: 'proxy', role: 'sidecar' } },
  },
  {
    how: 'a sidecar that runs, beside a container that may not be pulled',
    pod: anUnreadyPod([
      aContainer({ name: 'proxy', role: 'sidecar' }),
      unready({ image: 'mine:dev', state: waitingFor('ErrImageNeverPull') }),
    ]),
    trouble: { code: 'image-not-there', pod: 'web-abc', container: WEB, image: 'mine:dev' },
  },
  {
    how: 'a readiness probe that waits for the startup probe',
    pod: anUnreadyPod([unready({ hasReadinessProbe: true, isStarted: false })]),
    trouble: { code: 'starting', pod: 'web-abc' },
  },
  {
    how: 'running without a probe, not yet ready',
    pod: anUnreadyPod([unready({})]),
    trouble: { code: 'starting', pod: 'web-abc' },
  },
  {
    how: 'two containers: the one that cannot be pulled says more than the one that is not ready',
    pod: anUnreadyPod([
      unready({ hasReadinessProbe: true }),
      unready({ name: 'log', image: 'log:1', state: waitingFor('ErrImagePull', 'no') }),
    ]),
    trouble: {
      code: 'image-not-pulled',
      pod: 'web-abc',
      container: { name: 'log', role: 'main' },
      image: 'log:1',
      because: 'no',
    },
  },
  {
    how: 'a readiness gate',
    pod: aPod({ isReady: false, unready: { reason: 'ReadinessGatesNotReady', message: 'the balancer says no' } }),
    trouble: { code: 'gated', pod: 'web-abc', because: 'the balancer says no' },
  },
  {
    how: 'containers that are ready, of a node that stopped reporting',
    pod: aPod({ isReady: false }),
    trouble: { code: 'node-silent', pod: 'web-abc', node: 'dev-worker' },
  },
  {
    how: 'nothing but a name',
    pod: aPod({ isReady: false, phase: '', node: undefined, containers: [] }),
    trouble: { code: 'starting', pod: 'web-abc' },
  },
  {
    how: 'evicted',
    pod: aPod({
      isReady: false,
      phase: 'Failed',
      failure: { reason: 'Evicted', message: 'The node was low on resource: memory. ' },
      containers: [unready({ state: { kind: 'terminated', end: endedWith(137) } })],
    }),
    trouble: {
      code: 'failed',
      pod: 'web-abc',
      reason: 'Evicted',
      because: 'The node was low on resource: memory. ',
    },
  },
  {
    how: 'a job that is done',
    pod: aPod({ isReady: false, phase: 'Succeeded' }),
    trouble: { code: 'completed', pod: 'web-abc' },
  },
])('$how', ({ pod, trouble }) => {
  expect(troubleOf(pod)).toEqual(trouble);
});

describe('what goes round in circles is told once', () => {
  const run = { hasReadinessProbe: true, lastEnd: endedWith(1) };
  const back = 'back-off 10s restarting failed container=web pod=web-abc_shop(1f)';

  /** The keys of a container's states, each only where it changes. */
  function changesOf(states: readonly Partial<PodContainer>[]): readonly string[] {
    const codes = states.map((state) => {
      const trouble = troubleOf(anUnreadyPod([unready({ image: 'absent:1', ...state })]));
      return trouble ? { code: trouble.code, key: keyOfTrouble(trouble) } : { code: 'none', key: '' };
    });
    return codes.filter(({ key }, index) => key !== codes[index - 1]?.key).map(({ code }) => code);
  }

  test.each<{ how: string; states: readonly Partial<PodContainer>[]; told: readonly string[] }>([
    {
      how: 'a crash loop from its second end on',
      states: [
        { state: { kind: 'terminated', end: endedWith(1) }, restarts: 1 },
        { ...run, state: waitingFor('CrashLoopBackOff', back), restarts: 1 },
        { ...run, state: waitingFor(), restarts: 2 },
        { ...run, state: { kind: 'running' }, restarts: 2 },
        { state: { kind: 'terminated', end: endedWith(137, 'OOMKilled') }, restarts: 2 },
        { ...run, state: waitingFor('CrashLoopBackOff', back.replace('10s', '20s')), restarts: 2 },
        { ...run, state: { kind: 'running' }, restarts: 3 },
      ],
      told: ['crash-loop'],
    },
    {
      how: 'a crash loop from its beginning: once ended, and once that it does so again',
      states: [
        { state: { kind: 'terminated', end: endedWith(1) }, restarts: 0 },
        { state: waitingFor('CrashLoopBackOff', back), lastEnd: endedWith(1), restarts: 0 },
        { state: { kind: 'terminated', end: endedWith(1) }, restarts: 1 },
        { state: waitingFor('CrashLoopBackOff', back), lastEnd: endedWith(1), restarts: 1 },
      ],
      told: ['crash-loop', 'crash-loop'],
    },
    {
      how: 'an image',
      states: [
        { state: waitingFor('ErrImagePull', PULL) },
        { state: waitingFor('ImagePullBackOff', `Back-off pulling image "absent:1": ErrImagePull: ${PULL}`) },
        { state: waitingFor('ErrImagePull', PULL.replace('not found', 'connection reset')) },
        { state: waitingFor('ImagePullBackOff', 'Back-off pulling image "absent:1"') },
      ],
      told: ['image-not-pulled'],
    },
    {
      how: 'a program that is missing',
      states: [
        {
          state: waitingFor('RunContainerError', STARTS),
          lastEnd: { ...endedWith(128, 'StartError'), message: STARTS },
        },
        { state: { kind: 'terminated', end: endedWith(128, 'StartError') }, restarts: 1 },
        { state: waitingFor('CrashLoopBackOff', back), lastEnd: endedWith(128, 'StartError'), restarts: 1 },
      ],
      told: ['not-started'],
    },
    {
      how: 'one missing thing after the other is told each time',
      states: [
        { state: waitingFor('CreateContainerConfigError', 'configmap "a" not found') },
        { state: waitingFor('CreateContainerConfigError', 'secret "b" not found') },
      ],
      told: ['not-configured', 'not-configured'],
    },
  ])('$how', ({ states, told }) => {
    expect(changesOf(states)).toEqual(told);
  });

  function unscheduled(because: string): string {
    return keyOfTrouble({ code: 'not-scheduled', pod: 'a', reason: 'Unschedulable', because });
  }

  test('how many nodes have no room is not news, but what they lack is', () => {
    const cpu = '0/2 nodes are available: 2 Insufficient cpu.';
    const help = 'no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found.';
    expect(unscheduled(cpu)).toBe(unscheduled('0/3 nodes are available: 3 Insufficient cpu.'));
    expect(unscheduled(cpu)).toBe(unscheduled(`${cpu} ${help}`));
    expect(unscheduled(cpu)).not.toBe(unscheduled('0/2 nodes are available: 2 Insufficient memory.'));
  });
});

test.each<{ how: string; troubles: readonly PodTrouble[]; told: string | undefined }>([
  { how: 'nothing of nothing', troubles: [], told: undefined },
  {
    how: 'a cause before its neighbours that only start, whatever the order',
    troubles: [
      { code: 'starting', pod: 'a' },
      { code: 'not-configured', pod: 'c', container: WEB, because: undefined },
      { code: 'probe-fails', pod: 'b', container: WEB },
    ],
    told: 'c',
  },
  {
    how: 'of two of a kind the first by name',
    troubles: [
      { code: 'starting', pod: 'b' },
      { code: 'starting', pod: 'a' },
    ],
    told: 'a',
  },
  {
    how: 'what an eviction left behind last of all',
    troubles: [
      { code: 'failed', pod: 'a', reason: 'Evicted', because: undefined },
      { code: 'starting', pod: 'b' },
      { code: 'ending', pod: 'c' },
    ],
    told: 'b',
  },
])('of several pods is told $how', ({ troubles, told }) => {
  expect(mostTelling(troubles)?.pod).toBe(told);
});
