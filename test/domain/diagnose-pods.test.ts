import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { diagnose } from '../../src/domain/diagnose.ts';
import type { PodContainer, PodState } from '../../src/domain/pod-state.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { aNode, aPort } from './build.ts';
import {
  aCase,
  aStudy,
  attempt,
  type CaseWords,
  DROPPED,
  forbidden,
  NOBODY,
  NONE_READY,
  other,
  POD_REFUSED,
  PUBLISHED,
  REFUSED,
} from './case-builder.ts';
import { aContainer, anEndpoint, anUnreadyPod, aPod, NOT_READY, waitingFor } from './pods.ts';

const REFUSES = [attempt(REFUSED)];
const NO_ENDPOINTS = known({ pods: [], others: [] });
const HTTP = { name: 'http', port: aPort(8080), protocol: 'TCP' } as const;
const DNS = { name: 'dns', port: aPort(53), protocol: 'UDP' } as const;

/** Nobody is listed, and these pods are there. */
function nobody(pods: readonly PodState[], different: CaseWords = {}): CaseWords {
  const study = { endpoints: NO_ENDPOINTS, pods: known(pods), ...different.study };
  return { ...different, port: { ...NOBODY.port, ...different.port }, attempts: REFUSES, study };
}

/** One pod is listed, and it is not ready. */
function unready(pods: readonly PodState[], different: CaseWords = {}): CaseWords {
  const endpoints = known({ pods: [anEndpoint('web-abc', NOT_READY)], others: [] });
  return {
    ...NONE_READY,
    attempts: REFUSES,
    ...different,
    study: { endpoints, pods: known(pods), ...different.study },
  };
}

function broken(container: Partial<PodContainer>): CaseWords {
  return unready([{ ...anUnreadyPod([aContainer({ isReady: false, ...container })]), node: 'a' }]);
}

const CONTAINER = { name: 'web', role: 'main' } as const;
const UNSCHEDULED = aPod({
  phase: 'Pending',
  isReady: false,
  node: undefined,
  containers: [],
  unscheduled: { reason: 'Unschedulable', message: '0/1 nodes are available: 1 Insufficient cpu.' },
});
const TAINTED = '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.';
const SILENT = { ...anUnreadyPod([aContainer()]), node: 'a' };
const A_IS_DOWN = { nodes: known([aNode({ ready: 'unknown' })]) };
const NOT_READY_A: Problem = { code: 'node-not-ready', node: 'a', ready: 'unknown' };

interface Row {
  readonly how: string;
  readonly words: CaseWords;
  readonly problems: readonly Problem[];
}

test.each<Row>([
  {
    how: 'a targetPort that nobody listens on',
    words: {
      attempts: REFUSES,
      observed: { pods: POD_REFUSED, neighbours: [other({ outcome: 'answered', afterMs: 1 })] },
      study: {
        pods: known([aPod({ containers: [aContainer({ ports: [HTTP, { ...HTTP, port: aPort(80) }, DNS] })] })]),
      },
    },
    problems: [
      {
        code: 'port-closed',
        pod: 'web-abc',
        port: aPort(8080),
        declared: [aPort(8080), aPort(80)],
        because: 'connection refused',
      },
    ],
  },
  {
    how: 'the same behind a published port, where pods may not be listed',
    words: {
      attempts: [attempt(DROPPED, PUBLISHED)],
      observed: { pods: POD_REFUSED },
      study: { pods: forbidden('pods'), endpoints: forbidden('endpointslices') },
    },
    problems: [{ code: 'port-closed', pod: 'web-abc', port: aPort(8080), declared: [], because: 'connection refused' }],
  },
  {
    how: 'a targetPort by a name that no container has',
    words: nobody([aPod({ containers: [aContainer({ ports: [HTTP, DNS] })] })], { port: { targetName: 'web' } }),
    problems: [
      {
        code: 'no-such-port',
        pod: 'web-abc',
        targetName: 'web',
        declared: [{ name: 'http', port: aPort(8080) }],
      },
    ],
  },
  {
    how: 'a readiness probe that fails',
    words: broken({ hasReadinessProbe: true }),
    problems: [{ code: 'probe-fails', pod: 'web-abc', container: CONTAINER, others: 0 }],
  },
  {
    how: 'a container that crashes again and again',
    words: broken({ state: waitingFor('CrashLoopBackOff'), restarts: 4 }),
    problems: [
      {
        code: 'crash-loop',
        pod: 'web-abc',
        container: CONTAINER,
        isRepeated: true,
        restarts: 4,
        end: undefined,
        others: 0,
      },
    ],
  },
  {
    how: 'an image that is not there',
    words: broken({ state: waitingFor('ErrImagePull', 'not found'), image: 'absent:1' }),
    problems: [
      {
        code: 'image-not-pulled',
        pod: 'web-abc',
        container: CONTAINER,
        image: 'absent:1',
        because: 'not found',
        others: 0,
      },
    ],
  },
  {
    how: 'no node that would take the pod',
    words: unready([UNSCHEDULED]),
    problems: [
      {
        code: 'not-scheduled',
        pod: 'web-abc',
        reason: 'Unschedulable',
        because: '0/1 nodes are available: 1 Insufficient cpu.',
        others: 0,
      },
    ],
  },
  {
    how: 'a node that does not report, with all of its pods',
    words: unready([SILENT], { facts: A_IS_DOWN }),
    problems: [NOT_READY_A],
  },
  {
    how: 'pods of a node that nobody may look at',
    words: unready([SILENT], { facts: { nodes: forbidden('nodes'), glimpsedNodes: [aNode({ ready: 'unknown' })] } }),
    problems: [{ code: 'node-silent', pod: 'web-abc', node: 'a', others: 0 }],
  },
  {
    how: 'pods that left a node that does not report, and find no other',
    words: unready(
      [
        { ...UNSCHEDULED, name: 'web-new', unscheduled: { reason: 'Unschedulable', message: TAINTED } },
        { ...SILENT, isEnding: true },
      ],
      { facts: A_IS_DOWN },
    ),
    problems: [
      NOT_READY_A,
      { code: 'not-scheduled', pod: 'web-new', reason: 'Unschedulable', because: TAINTED, others: 0 },
    ],
  },
  {
    how: 'pods that no node takes, since the only one does not report',
    words: unready([{ ...UNSCHEDULED, unscheduled: { reason: 'Unschedulable', message: TAINTED } }], {
      facts: A_IS_DOWN,
    }),
    problems: [
      NOT_READY_A,
      { code: 'not-scheduled', pod: 'web-abc', reason: 'Unschedulable', because: TAINTED, others: 0 },
    ],
  },
  {
    how: 'a node that does not report, and has none of its pods',
    words: unready([UNSCHEDULED], { facts: A_IS_DOWN }),
    problems: [
      {
        code: 'not-scheduled',
        pod: 'web-abc',
        reason: 'Unschedulable',
        because: '0/1 nodes are available: 1 Insufficient cpu.',
        others: 0,
      },
    ],
  },
  {
    how: 'no selector, and nobody who lists an endpoint',
    words: nobody([aPod()], { service: { selector: {} } }),
    problems: [{ code: 'nobody-lists' }],
  },
  {
    how: 'a ready pod that is not listed yet',
    words: nobody([aPod()]),
    problems: [{ code: 'not-listed-yet', pod: 'web-abc' }],
  },
  {
    how: 'endpoints that are not ready, of pods that may not be seen',
    words: unready([], { study: { pods: forbidden('pods') } }),
    problems: [{ code: 'none-ready', total: 1 }],
  },
  {
    how: 'pods of UDP that are not ready',
    words: {
      ...unready([UNSCHEDULED], { port: { ...NONE_READY.port, protocol: 'UDP' } }),
      attempts: [attempt({ outcome: 'not-tried', because: 'udp' })],
    },
    problems: [
      {
        code: 'not-scheduled',
        pod: 'web-abc',
        reason: 'Unschedulable',
        because: '0/1 nodes are available: 1 Insufficient cpu.',
        others: 0,
      },
    ],
  },
])('the cause is found: $how', ({ words, problems }) => {
  expect(diagnose(aCase(words))).toEqual(problems);
});

test('a last pod that ends while it answers is told of', () => {
  const words = { ...NONE_READY, study: { ...aStudy(), ...unready([aPod({ isEnding: true })]).study } };
  expect(diagnose(aCase(words))).toEqual([{ code: 'ending', pod: 'web-abc', others: 0 }]);
});
