import { describe, expect, test } from 'vitest';
import type { ReportRow } from '../../src/domain/report.ts';
import { afterDial, beginSettling, type Change, type Patience } from '../../src/domain/settling.ts';
import { aRoute, aRow } from './build.ts';

const ANSWERED = { route: aRoute(), result: { outcome: 'answered', afterMs: 1 } } as const;
const REFUSED = { route: aRoute(), result: { outcome: 'refused', afterMs: 1 } } as const;
const UNROUTED = { route: aRoute(), result: { outcome: 'no-route' } } as const;

const MET = {
  answered: { attempts: [ANSWERED], verdict: { status: 'Reachable', best: ANSWERED, endpoints: 'some' } },
  'answered without an endpoint': {
    attempts: [ANSWERED],
    verdict: { status: 'Reachable', best: ANSWERED, endpoints: 'none-ready' },
  },
  refused: { attempts: [REFUSED], verdict: { status: 'Unreachable', failed: [REFUSED] } },
  'refused, and who publishes is not known': {
    attempts: [REFUSED],
    verdict: { status: 'Unknown', unseen: 'published-ports', because: 'no engine found' },
  },
  'nothing was dialled': { attempts: [UNROUTED], verdict: { status: 'Unreachable', failed: [UNROUTED] } },
  'no endpoint': { attempts: [REFUSED], verdict: { status: 'NoEndpoints', total: 0 } },
  'not published': { attempts: [REFUSED], verdict: { status: 'NotPublished', published: [], failed: [REFUSED] } },
} as const satisfies Readonly<Record<string, Omit<ReportRow, 'row'>>>;

interface Row {
  readonly how: string;
  readonly change?: Change;
  readonly patience?: Patience;
  /** What dialling meets, and what it meets from that moment on. */
  readonly meets: keyof typeof MET;
  readonly later?: { readonly fromMs: number; readonly meets: keyof typeof MET };
  readonly dialTakesMs?: number;
  /** When it is dialled, and whether it is told what that met. */
  readonly dials: readonly string[];
}

describe('a row of a Service or endpoints that have changed', () => {
  test.each<Row>([
    { how: 'is as promised, and is confirmed', meets: 'answered', dials: ['0 told', '3500 told', '8000 told'] },
    { how: 'has lost its endpoints', meets: 'no endpoint', dials: ['0 told', '3500 told', '8000 told'] },
    { how: 'is not published', meets: 'not published', dials: ['0 told', '3500 told', '8000 told'] },
    { how: 'has no address to dial', meets: 'nothing was dialled', dials: ['0 told', '3500 told', '8000 told'] },
    {
      how: 'answers when kube-proxy has come to it',
      meets: 'refused',
      later: { fromMs: 1_200, meets: 'answered' },
      dials: ['0', '500', '1500 told', '3500 told', '8000 told'],
    },
    {
      how: 'answers until kube-proxy has come to it',
      meets: 'answered without an endpoint',
      later: { fromMs: 400, meets: 'no endpoint' },
      dials: ['0', '500 told', '3500 told', '8000 told'],
    },
    { how: 'never answers', meets: 'refused', dials: ['0', '500', '1500', '3500 told', '8000 told'] },
    {
      how: 'never answers, and is dialled by way of who knows whom',
      meets: 'refused, and who publishes is not known',
      dials: ['0', '500', '1500', '3500 told', '8000 told'],
    },
    {
      how: 'dies after it was told',
      meets: 'answered',
      later: { fromMs: 1_000, meets: 'refused' },
      dials: ['0 told', '3500 told', '8000 told'],
    },
    { how: 'takes seconds to dial', meets: 'refused', dialTakesMs: 3_000, dials: ['0', '3500 told', '8000 told'] },
  ])('$how', (row) => expect(dialsOf({ ...row, change: 'row' })).toEqual(row.dials));
});

describe('a row that was there at the start', () => {
  test.each<Row>([
    { how: 'is as promised', meets: 'answered', dials: ['0 told'] },
    {
      how: 'was looked at too early: it is told all the same, as `list` does',
      meets: 'refused',
      later: { fromMs: 1_200, meets: 'answered' },
      dials: ['0 told', '500 told', '1500 told'],
    },
    { how: 'never answers', meets: 'refused', dials: ['0 told', '500 told', '1500 told', '3500 told', '8000 told'] },
    {
      how: 'is waited for',
      patience: 'until-it-answers',
      meets: 'refused',
      later: { fromMs: 11_000, meets: 'answered' },
      dials: ['0', '500', '1500', '3500', '8000', '10000', '12000'].map((each) => `${each} told`),
    },
    {
      how: 'has no address to dial: waiting does not help',
      patience: 'until-it-answers',
      meets: 'nothing was dialled',
      dials: ['0 told'],
    },
  ])('$how', (row) => expect(dialsOf({ ...row, change: 'start' })).toEqual(row.dials));
});

describe('a row whose nodes have changed', () => {
  test.each<Row>([
    { how: 'is as promised', meets: 'answered', dials: ['0 told'] },
    { how: 'is not yet', meets: 'refused', later: { fromMs: 400, meets: 'answered' }, dials: ['0', '500 told'] },
  ])('$how', (row) => expect(dialsOf({ ...row, change: 'nodes' })).toEqual(row.dials));
});

test('what is held back over several changes is told when the first of them is old', () => {
  const first = beginSettling('row', 0, undefined);
  const second = beginSettling('row', 2_000, afterDial(first, reported('refused'), 0, 'after-a-change').settling);
  const third = beginSettling('row', 4_000, afterDial(second, reported('refused'), 2_000, 'after-a-change').settling);
  expect([
    afterDial(second, reported('refused'), 2_000, 'after-a-change').isTold,
    afterDial(third, reported('refused'), 4_000, 'after-a-change').isTold,
  ]).toEqual([false, true]);
});

test('what was told is not counted as held back by the next change', () => {
  const first = beginSettling('row', 0, undefined);
  const told = afterDial(first, reported('answered'), 0, 'after-a-change').settling;
  const second = beginSettling('row', 7_000, told);
  expect(afterDial(second, reported('refused'), 7_000, 'after-a-change').isTold).toBe(false);
});

function reported(met: keyof typeof MET): ReportRow {
  return { row: aRow(), ...MET[met] };
}

function dialsOf({ change = 'row', patience = 'after-a-change', meets, later, dialTakesMs = 0 }: Row) {
  const dials: string[] = [];
  let settling: ReturnType<typeof beginSettling> | undefined = beginSettling(change, 0, undefined);
  while (settling && dials.length < 20) {
    const { dueMs } = settling;
    const met = later && dueMs >= later.fromMs ? later.meets : meets;
    const after = afterDial(settling, reported(met), dueMs + dialTakesMs, patience);
    dials.push(`${dueMs}${after.isTold ? ' told' : ''}`);
    settling = after.settling;
  }
  return dials;
}
