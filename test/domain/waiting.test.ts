import { describe, expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import type { PodEndpoints } from '../../src/domain/pod-endpoints.ts';
import type { PodState } from '../../src/domain/pod-state.ts';
import { selects } from '../../src/domain/selects.ts';
import {
  type Awaited,
  type AwaitedService,
  keyOfWait,
  reasonToWait,
  type WaitReason,
} from '../../src/domain/waiting.ts';
import { aPort } from './build.ts';
import { aContainer, anEndpoint, anUnreadyPod, aPod, ENDING, endedWith, NOT_READY, waitingFor } from './pods.ts';

const WEB: AwaitedService = { type: 'NodePort', selector: { app: 'web' }, targetName: undefined };
const NOBODY: PodEndpoints = { pods: [], others: [] };
const STARTING = aContainer({ isReady: false, state: waitingFor('ContainerCreating') });
const ABSENT = aContainer({ isReady: false, image: 'absent:1', state: waitingFor('ErrImagePull', 'not found') });
const HTTP = { name: 'http', port: aPort(8080), protocol: 'TCP' } as const;
const MACHINE = { host: '172.18.0.9', port: aPort(3306), isReady: true, isServing: true, isTerminating: false };

interface Row {
  readonly how: string;
  readonly service?: Partial<AwaitedService>;
  readonly endpoints?: Partial<PodEndpoints>;
  readonly pods?: readonly PodState[] | Awaited['pods'];
  readonly reason: WaitReason | undefined;
}

test.each<Row>([
  { how: 'a ready endpoint', endpoints: { pods: [anEndpoint('web-abc')] }, reason: undefined },
  {
    how: 'a ready endpoint beside one that is not',
    endpoints: { pods: [anEndpoint('web-abc', NOT_READY), anEndpoint('web-def')] },
    reason: undefined,
  },
  {
    how: 'a ready endpoint that is no pod',
    endpoints: { others: [MACHINE] },
    service: { selector: {} },
    reason: undefined,
  },
  {
    how: 'a name of something else',
    service: { type: 'ExternalName', selector: {} },
    endpoints: { others: [MACHINE] },
    reason: { code: 'external-name' },
  },
  {
    how: 'no selector, and an endpoint that is not ready',
    service: { selector: {} },
    endpoints: { others: [{ ...MACHINE, isReady: false }] },
    reason: { code: 'nobody-lists' },
  },
  {
    how: 'pods that may not be listed',
    pods: { kind: 'unknown', because: { code: 'pods', value: 'forbidden', source: 'pods' } },
    reason: { code: 'pods-not-seen', because: 'forbidden' },
  },
  { how: 'no pod at all', reason: { code: 'selects-nothing', selector: { app: 'web' } } },
  {
    how: 'pods of others only',
    pods: [aPod({ labels: { app: 'api' } })],
    reason: { code: 'selects-nothing', selector: { app: 'web' } },
  },
  {
    how: 'one pod that starts',
    pods: [anUnreadyPod([STARTING])],
    reason: { code: 'none-ready', trouble: { code: 'starting', pod: 'web-abc' }, others: 0 },
  },
  {
    how: 'three pods, of which one tells why, one that is another Service’s, and what was left behind',
    pods: [
      anUnreadyPod([STARTING], 'web-a'),
      anUnreadyPod([ABSENT], 'web-b'),
      anUnreadyPod([STARTING], 'web-c'),
      { ...anUnreadyPod([ABSENT], 'api-a'), labels: { app: 'api' } },
      aPod({ name: 'web-d', phase: 'Failed', isReady: false }),
      aPod({ name: 'web-e', isEnding: true }),
    ],
    endpoints: { pods: [anEndpoint('web-e', ENDING)] },
    reason: {
      code: 'none-ready',
      trouble: {
        code: 'image-not-pulled',
        pod: 'web-b',
        container: { name: 'web', role: 'main' },
        image: 'absent:1',
        because: 'not found',
      },
      others: 2,
    },
  },
  {
    how: 'only what was left behind',
    pods: [aPod({ name: 'web-d', phase: 'Failed', isReady: false }), aPod({ name: 'web-e', isEnding: true })],
    reason: { code: 'none-ready', trouble: { code: 'ending', pod: 'web-e' }, others: 0 },
  },
  {
    how: 'a pod that has just become ready',
    pods: [anUnreadyPod([ABSENT], 'web-a'), aPod()],
    endpoints: { pods: [anEndpoint('web-abc', NOT_READY)] },
    reason: { code: 'not-listed-yet', pod: 'web-abc' },
  },
  {
    how: 'ready pods, none with the port that the Service names',
    service: { targetName: 'http' },
    pods: [aPod({ name: 'web-b' }), aPod({ name: 'web-a', containers: [aContainer({ role: 'init', ports: [HTTP] })] })],
    reason: { code: 'no-such-port', pod: 'web-a', targetName: 'http' },
  },
  {
    how: 'ready pods, one with the port that the Service names',
    service: { targetName: 'http' },
    pods: [aPod({ name: 'web-a' }), aPod({ name: 'web-b', containers: [aContainer({ ports: [HTTP] })] })],
    reason: { code: 'not-listed-yet', pod: 'web-b' },
  },
])('$how', ({ service, endpoints, pods = [], reason }) => {
  const awaited = {
    service: { ...WEB, ...service },
    endpoints: { ...NOBODY, ...endpoints },
    pods: 'kind' in pods ? pods : known(pods),
  };
  expect(reasonToWait(awaited)).toEqual(reason);
});

describe('a line is to be said again', () => {
  const crash = (restarts: number, others: number): WaitReason => {
    const state = waitingFor('CrashLoopBackOff', `back-off ${restarts}0s`);
    const pods = [anUnreadyPod([aContainer({ isReady: false, state, lastEnd: endedWith(restarts), restarts })])];
    const more = Array.from({ length: others }, (_, index) => anUnreadyPod([STARTING], `web-${index}`));
    const reason = reasonToWait({ service: WEB, endpoints: NOBODY, pods: known([...pods, ...more]) });
    if (!reason) throw new Error('there is a reason');
    return reason;
  };

  test.each<{ how: string; before: WaitReason; after: WaitReason; isSame: boolean }>([
    { how: 'not for one more restart', before: crash(1, 0), after: crash(2, 0), isSame: true },
    { how: 'not for one pod more', before: crash(1, 1), after: crash(1, 2), isSame: true },
    { how: 'when the Service comes', before: { code: 'no-service' }, after: { code: 'nobody-lists' }, isSame: false },
    {
      how: 'when another pod is the telling one',
      before: { code: 'none-ready', trouble: { code: 'starting', pod: 'a' }, others: 0 },
      after: { code: 'none-ready', trouble: { code: 'starting', pod: 'b' }, others: 0 },
      isSame: false,
    },
    {
      how: 'when the selector is another',
      before: { code: 'selects-nothing', selector: { app: 'a' } },
      after: { code: 'selects-nothing', selector: { app: 'b' } },
      isSame: false,
    },
  ])('$how', ({ before, after, isSame }) => {
    expect(keyOfWait(before) === keyOfWait(after)).toBe(isSame);
  });
});

test.each([
  { how: 'one label of many', selector: { app: 'web' }, labels: { app: 'web', tier: 'front' }, is: true },
  { how: 'one label too few', selector: { app: 'web', tier: 'front' }, labels: { app: 'web' }, is: false },
  { how: 'another value', selector: { app: 'web' }, labels: { app: 'api' }, is: false },
  { how: 'no selector', selector: {}, labels: { app: 'web' }, is: false },
])('a selector and $how', ({ selector, labels, is }) => {
  expect(selects(selector, labels)).toBe(is);
});
