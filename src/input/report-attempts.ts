import * as v from 'valibot';
import type { NotTried, ProbeResult } from '../domain/probe.ts';
import { type Attempt, type Route, VIAS } from '../domain/route.ts';
import { HOST, MILLISECONDS, NODE, PORT, perhaps, type Schema, wordOf } from './report-schema.ts';

export const ROUTE: Schema<Route> = v.object({
  via: v.picklist(VIAS),
  host: HOST,
  port: PORT,
  node: perhaps(NODE),
  because: v.string(),
  onlyIf: perhaps(v.string()),
  answeredBy: wordOf({ 'kube-proxy': true, proxy: true }),
  stays: wordOf({ local: true, anywhere: true }),
  dialling: wordOf({ freely: true, sparing: true }),
});

const NOT_TRIED: Schema<NotTried> = wordOf({
  udp: true,
  sctp: true,
  'probing-off': true,
  'read-from-file': true,
  'condition-unknown': true,
  'public-address': true,
  'too-many-dials': true,
  'another-route-answered': true,
  'host-is-silent': true,
  'local-policy': true,
  'endpoints-unknown': true,
  'accepts-everything': true,
});

const TIMED = wordOf({
  answered: true,
  refused: true,
  'timed-out': true,
  'host-unreachable': true,
  dropped: true,
  'another-program': true,
} satisfies Readonly<Record<Exclude<ProbeResult['outcome'], 'no-route' | 'not-tried'>, true>>);

/** The bytes of a greeting are in no report. */
export const RESULT: Schema<ProbeResult> = v.union([
  v.object({ outcome: TIMED, afterMs: MILLISECONDS }),
  v.object({ outcome: v.literal('no-route') }),
  v.object({ outcome: v.literal('not-tried'), because: NOT_TRIED }),
]);

/** What was dialled, as a report tells of it. */
export const ATTEMPTS: Schema<readonly Attempt[]> = v.array(v.object({ route: ROUTE, result: RESULT }));
