import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { diagnose } from '../../src/domain/diagnose.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { aPort, aRoute } from './build.ts';
import {
  ANSWERED,
  aCase,
  attempt,
  type CaseWords,
  FORWARDED,
  forbidden,
  HTTP_200,
  PUBLISHED,
  publication,
  publishing,
  REFUSED,
  SPOKE,
} from './case-builder.ts';

interface Row {
  readonly how: string;
  readonly words: CaseWords;
  readonly problems: readonly Problem[];
}

const HERE = { reach: { nodes: 'on-this-machine', loopback: 'is-a-node' } } as const;
const DEAD_LOOPBACK = [attempt(REFUSED, { ...FORWARDED, answeredBy: 'kube-proxy' }), attempt(ANSWERED)];
const PROXIES = { set: ['http_proxy'], except: [] };
const USER = { user: { shell: 'posix', proxies: PROXIES } } as const;
const HTTP_THERE = { direct: { route: aRoute(), speech: HTTP_200 } };

test.each<Row>([
  {
    how: 'in nftables mode loopback is dead and the own address of the node answers',
    words: {
      attempts: DEAD_LOOPBACK,
      world: HERE,
      study: { proxy: known({ mode: 'nftables', nodePortAddresses: [], servesLoopback: true, health: '' }) },
    },
    problems: [{ code: 'loopback-not-served', because: 'nftables', host: '172.18.0.2' }],
  },
  {
    how: 'loopback is dead in the mode that is the default',
    words: {
      attempts: DEAD_LOOPBACK,
      world: HERE,
      study: { proxy: known({ mode: '', nodePortAddresses: [], servesLoopback: false, health: '' }) },
    },
    problems: [{ code: 'loopback-not-served', because: 'switched-off', host: '172.18.0.2' }],
  },
  {
    how: 'loopback is dead, and why may not be read',
    words: { attempts: DEAD_LOOPBACK, world: HERE, study: { proxy: forbidden('configmaps') } },
    problems: [{ code: 'loopback-not-served', because: 'unknown', host: '172.18.0.2' }],
  },
  {
    how: 'a variable sends curl to a proxy',
    words: { study: USER, port: { port: 4321 }, observed: HTTP_THERE },
    problems: [{ code: 'proxy-variable', variable: 'http_proxy', host: '172.18.0.2' }],
  },
  {
    how: 'it is published under another number',
    words: {
      attempts: [attempt(ANSWERED, { ...PUBLISHED, port: 8000 })],
      world: publishing(publication(8000, 30_080)),
    },
    problems: [
      { code: 'other-number', nodePort: aPort(30_080), host: '127.0.0.1', port: aPort(8000), container: 'dev-worker' },
    ],
  },
  {
    how: 'nothing of it: it is published under its own number',
    words: { attempts: [attempt(ANSWERED, PUBLISHED)], world: publishing(publication(30_080, 30_080)) },
    problems: [],
  },
  {
    how: 'no word of it: it does not answer, so that no proxy is to blame',
    words: {
      study: USER,
      attempts: [attempt(REFUSED)],
      observed: { pods: { kind: 'not-asked', because: 'from-file' } },
    },
    problems: [{ code: 'unexplained', host: '172.18.0.2', port: aPort(30_080), outcome: 'refused' }],
  },
  {
    how: 'nothing of it: no proxy carries what is not HTTP',
    words: { study: USER, port: { port: 3306, name: 'mysql' }, observed: { pods: SPOKE } },
    problems: [],
  },
])('of what answers, what is to be known is told: $how', ({ words, problems }) => {
  expect(diagnose(aCase(words))).toEqual(problems);
});
