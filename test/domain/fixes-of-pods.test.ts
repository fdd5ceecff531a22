import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import type { Effect, Fix } from '../../src/domain/fix.ts';
import { fixesFor } from '../../src/domain/fixes.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { aPort } from './build.ts';
import { aCase, attempt, type CaseWords, NONE_READY, REFUSED } from './case-builder.ts';

const WEB = { pod: 'web-abc', others: 0 } as const;
const CONTAINER = { container: { name: 'web', role: 'main' } } as const;
const OPEN = ['kubectl', 'nodeport', 'open', 'web', '-n', 'shop', '--wait'];
const EVENTS = ['kubectl', 'events', '-n', 'shop', '--for', 'pod/web-abc'];

/** A fix as its effect, its note and its words. */
type Short = readonly [Effect, string, readonly string[]];

function shortOf({ effect, note, commands, files }: Fix): unknown {
  return files.length === 0 && commands.length === 1 ? [effect, note, commands[0]] : { effect, note, commands, files };
}

function patched(patch: string, type = 'json'): readonly string[] {
  return ['kubectl', 'patch', 'service', 'web', '-n', 'shop', `--type=${type}`, '-p', patch];
}

interface Row {
  readonly how: string;
  readonly problem: Problem;
  readonly words?: CaseWords;
  readonly fixes: readonly Short[];
}

const LABELS: Short = [
  'changes-nothing',
  'shows the labels of its pods',
  ['kubectl', 'get', 'pods', '-n', 'shop', '--show-labels'],
];
const LOGS: Short = ['changes-nothing', 'servers say where they listen', ['kubectl', 'logs', 'web-abc', '-n', 'shop']];
const WAITS: Short = ['changes-nothing', 'waits, and says for what', OPEN];
const MET: Short = ['changes-nothing', 'shows what it met', EVENTS];

function missed(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): Problem {
  const differs = Object.entries(selector)
    .filter(([key, wanted]) => labels[key] !== wanted)
    .map(([key, wanted]) => ({ key, wanted, is: labels[key] }));
  return { code: 'selects-nothing', selector, nearest: { pod: 'web-abc', labels, differs } };
}

test.each<Row>([
  {
    how: 'a wrong value of the selector',
    problem: missed({ app: 'wbe' }, { app: 'web' }),
    fixes: [
      LABELS,
      ['changes-the-service', 'pod web-abc has app=web', patched('spec: {selector: {app: web}}', 'merge')],
    ],
  },
  {
    how: 'a wrong key of the selector',
    problem: missed({ ap: 'web' }, { app: 'web' }),
    words: { service: { selector: { ap: 'web' } } },
    fixes: [
      LABELS,
      [
        'changes-the-service',
        'pod web-abc has no ap, app=web',
        patched('spec: {selector: {ap: null, app: web}}', 'merge'),
      ],
    ],
  },
  {
    how: 'a value that stands under another key',
    problem: missed({ app: 'frontend' }, { app: 'shop', tier: 'frontend' }),
    fixes: [
      LABELS,
      [
        'changes-the-service',
        'pod web-abc has no app, tier=frontend',
        patched('spec: {selector: {app: null, tier: frontend}}', 'merge'),
      ],
    ],
  },
  {
    how: 'a label too much in the selector',
    problem: missed({ app: 'web', tier: 'front' }, { app: 'web' }),
    fixes: [
      LABELS,
      ['changes-the-service', 'pod web-abc has no tier', patched('spec: {selector: {tier: null}}', 'merge')],
    ],
  },
  {
    how: 'a selector that no pod comes near to',
    problem: { code: 'selects-nothing', selector: { app: 'web' }, nearest: undefined },
    fixes: [LABELS],
  },
  {
    how: 'a named port that is called otherwise: that of the name of the Service port',
    problem: {
      code: 'no-such-port',
      pod: 'web-abc',
      targetName: 'web',
      declared: [
        { name: 'metrics', port: aPort(9090) },
        { name: 'http', port: aPort(8080) },
      ],
    },
    words: { port: { name: 'http' } },
    fixes: [
      ['changes-nothing', 'shows the ports of its containers', ['kubectl', 'describe', 'pod', 'web-abc', '-n', 'shop']],
      [
        'changes-the-service',
        'its containers say that they listen on metrics (9090), http (8080)',
        patched('[{op: add, path: /spec/ports/0/targetPort, value: http}]'),
      ],
    ],
  },
  {
    how: 'a closed port, where the containers name another one',
    problem: {
      code: 'port-closed',
      pod: 'web-abc',
      port: aPort(8080),
      declared: [aPort(80)],
      because: '',
    },
    fixes: [
      LOGS,
      [
        'changes-the-service',
        'its containers say that they listen on 80',
        patched('[{op: add, path: /spec/ports/0/targetPort, value: 80}]'),
      ],
    ],
  },
  {
    how: 'a closed port that the containers name too: it may be served at another address of the pod',
    problem: {
      code: 'port-closed',
      pod: 'web-abc',
      port: aPort(8080),
      declared: [aPort(8080), aPort(80)],
      because: '',
    },
    fixes: [LOGS],
  },
  {
    how: 'a closed port, where the containers name none',
    problem: { code: 'port-closed', pod: 'web-abc', port: aPort(8080), declared: [], because: '' },
    fixes: [LOGS],
  },
  {
    how: 'a container that crashes again and again',
    problem: { code: 'crash-loop', ...WEB, ...CONTAINER, isRepeated: true, restarts: 3, end: undefined },
    fixes: [
      [
        'changes-nothing',
        'shows what it said before it ended',
        ['kubectl', 'logs', 'web-abc', '-n', 'shop', '-c', 'web', '--previous'],
      ],
    ],
  },
  {
    how: 'a container that has ended once',
    problem: { code: 'crash-loop', ...WEB, ...CONTAINER, isRepeated: false, restarts: 0, end: undefined },
    fixes: [
      [
        'changes-nothing',
        'shows what it said before it ended',
        ['kubectl', 'logs', 'web-abc', '-n', 'shop', '-c', 'web'],
      ],
    ],
  },
  { how: 'a readiness probe that fails', problem: { code: 'probe-fails', ...WEB, ...CONTAINER }, fixes: [MET] },
  {
    how: 'an image that is not there',
    problem: { code: 'image-not-pulled', ...WEB, ...CONTAINER, image: 'absent:1', because: undefined },
    fixes: [MET],
  },
  {
    how: 'no node that would take the pod',
    problem: { code: 'not-scheduled', ...WEB, reason: undefined, because: undefined },
    fixes: [MET],
  },
  {
    how: 'a node that may not be looked at',
    problem: { code: 'node-silent', ...WEB, node: 'a' },
    fixes: [['changes-nothing', 'its conditions say since when, and why', ['kubectl', 'describe', 'node', 'a']]],
  },
  { how: 'a pod that starts', problem: { code: 'starting', ...WEB }, fixes: [WAITS] },
  {
    how: 'pods that have done their work',
    problem: { code: 'completed', ...WEB },
    fixes: [['changes-nothing', 'shows its pods', ['kubectl', 'get', 'pods', '-n', 'shop', '-l', 'app=web']]],
  },
  {
    how: 'endpoints that are not ready, of pods that may not be seen',
    problem: { code: 'none-ready', total: 2 },
    fixes: [['changes-nothing', 'shows its pods', ['kubectl', 'get', 'pods', '-n', 'shop', '-l', 'app=web']]],
  },
  {
    how: 'no selector, and nobody who lists an endpoint',
    problem: { code: 'nobody-lists' },
    fixes: [
      [
        'changes-nothing',
        'shows what is listed: without a selector somebody has to write one',
        ['kubectl', 'get', 'endpointslices', '-n', 'shop', '-l', 'kubernetes.io/service-name=web'],
      ],
    ],
  },
  { how: 'a name of something else', problem: { code: 'external-name', host: 'db.example' }, fixes: [] },
])('what helps against $how', ({ problem, words = {}, fixes }) => {
  const each = aCase({ ...NONE_READY, attempts: [attempt(REFUSED)], study: { pods: known([]) }, ...words });
  expect(fixesFor([problem], each).map(shortOf)).toEqual(fixes);
});
