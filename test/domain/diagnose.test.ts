import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { diagnose } from '../../src/domain/diagnose.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { aPort } from './build.ts';
import {
  ANSWERED,
  aCase,
  attempt,
  type CaseWords,
  FORWARDED,
  forbidden,
  HTTP_200,
  health,
  NOBODY,
  other,
  POD_REFUSED,
  REFUSED,
  TIMED_OUT,
} from './case-builder.ts';
import { anEndpoint, aPod } from './pods.ts';

test.each<{ readonly how: string; readonly words: CaseWords }>([
  {
    how: 'what is published, where nobody may list the nodes, nor say of whom it is',
    words: {
      ...NOBODY,
      attempts: [],
      facts: { nodes: forbidden('nodes') },
      world: { publishing: { kind: 'some-ports', ports: known([]) } },
      study: { endpoints: known({ pods: [anEndpoint('web-abc')], others: [] }) },
    },
  },
  {
    how: 'nodes that nobody may list',
    words: { attempts: [], facts: { nodes: forbidden('nodes') }, world: { reach: { nodes: 'maybe' } } },
  },
  {
    how: 'UDP, which nobody can tell of',
    words: { attempts: [attempt({ outcome: 'not-tried', because: 'udp' })], port: { protocol: 'UDP' } },
  },
  {
    how: 'a Service that answers',
    words: { observed: { direct: { route: attempt(ANSWERED).route, speech: HTTP_200 } } },
  },
  {
    how: 'a Service that answers, beside a NetworkPolicy',
    words: { study: { policies: known([{ name: 'deny', selector: { app: 'web' } }]) } },
  },
  {
    how: 'a Service that answers, at the second of two nodes',
    words: { attempts: [attempt(TIMED_OUT, { host: '172.18.0.3', node: 'b' }), attempt(ANSWERED)] },
  },
])('no cause is made up: $how', ({ words }) => {
  expect(diagnose(aCase(words))).toEqual([]);
});

/** Nobody is listed, though a pod is ready. */
const NOT_LISTED: CaseWords = {
  ...NOBODY,
  study: { endpoints: known({ pods: [], others: [] }), pods: known([aPod()]) },
};

interface Row {
  readonly how: string;
  readonly words: CaseWords;
  readonly problems: readonly Problem[];
}

test.each<Row>([
  {
    how: 'a pod that is not listed yet, and a port that is not published',
    words: {
      ...NOT_LISTED,
      attempts: [],
      world: { publishing: { kind: 'some-ports', ports: known([]) }, reach: { nodes: 'no' } },
    },
    problems: [
      { code: 'not-listed-yet', pod: 'web-abc' },
      { code: 'not-published', nodePort: aPort(30_080), published: [] },
    ],
  },
  {
    how: 'pods that refuse, and a kube-proxy that has stopped',
    words: {
      attempts: [attempt(REFUSED)],
      observed: { pods: POD_REFUSED, neighbours: [health(REFUSED)] },
      study: { proxy: known({ mode: '', nodePortAddresses: [], servesLoopback: true, health: '' }) },
    },
    problems: [
      { code: 'port-closed', pod: 'web-abc', port: aPort(8080), declared: [], because: 'connection refused' },
      {
        code: 'node-does-not-forward',
        node: 'a',
        host: '172.18.0.2',
        port: aPort(30_080),
        outcome: 'refused',
        suspect: 'stopped',
      },
    ],
  },
  {
    how: 'pods that are not ready, behind a host of which nothing comes back',
    words: {
      ...NOT_LISTED,
      attempts: [attempt(TIMED_OUT)],
      observed: { neighbours: [other(TIMED_OUT)] },
    },
    problems: [
      { code: 'not-listed-yet', pod: 'web-abc' },
      { code: 'host-silent', host: '172.18.0.2', port: aPort(30_080), isPublic: false },
    ],
  },
  {
    how: 'pods that are not ready, and one dial that was not waited for',
    words: { ...NOT_LISTED, attempts: [attempt(TIMED_OUT)] },
    problems: [{ code: 'not-listed-yet', pod: 'web-abc' }],
  },
])('two causes are both found, the root first: $how', ({ words, problems }) => {
  expect(diagnose(aCase(words))).toEqual(problems);
});

test.each<{ readonly how: string; readonly words: CaseWords; readonly problem: Problem }>([
  {
    how: 'a node that refuses, where nobody may ask the pods',
    problem: { code: 'unexplained', host: '172.18.0.2', port: aPort(30_080), outcome: 'refused' },
    words: { attempts: [attempt(REFUSED)], observed: { pods: { kind: 'cannot-ask', because: 'forbidden' } } },
  },
  {
    how: 'a node that refuses, where nobody may see the endpoints',
    problem: { code: 'unexplained', host: '172.18.0.2', port: aPort(30_080), outcome: 'refused' },
    words: { attempts: [attempt(REFUSED)], port: { endpoints: forbidden('endpointslices') } },
  },
  {
    how: 'loopback of this machine, which many a kube-proxy does not serve',
    problem: { code: 'unexplained', host: '127.0.0.1', port: aPort(30_080), outcome: 'refused' },
    words: {
      attempts: [attempt(REFUSED, { ...FORWARDED, answeredBy: 'kube-proxy' })],
      world: { reach: { loopback: 'is-a-node' } },
    },
  },
  {
    how: 'nodes of which no address is known',
    words: { attempts: [], facts: { nodes: known([]) } },
    problem: { code: 'no-address' },
  },
])('what failed is told where nobody can look further: $how', ({ words, problem }) => {
  expect(diagnose(aCase(words))).toEqual([problem]);
});
