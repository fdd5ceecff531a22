import * as v from 'valibot';
import type { Speech } from '../domain/speech.ts';
import type { Neighbour, Observed, PodAnswer, PodAnswers, Spoken } from '../domain/study.ts';
import { RESULT, ROUTE } from './report-attempts.ts';
import { HOST, MILLISECONDS, NAME, NODE, PORT, perhaps, SCHEME, type Schema, wordOf } from './report-schema.ts';

/** A fingerprint. */
const INSIDE_TLS = { certificate: v.exactOptional(v.pipe(v.string(), v.maxLength(200), v.regex(/^[0-9a-f:]+$/i))) };

const SPEECH: Schema<Speech> = v.variant('kind', [
  v.object({
    kind: v.literal('greeted'),
    scheme: SCHEME,
    server: v.string(),
    afterMs: MILLISECONDS,
    ...INSIDE_TLS,
  }),
  v.object({
    kind: v.literal('http'),
    scheme: wordOf({ http: true, https: true }),
    status: v.pipe(v.number(), v.safeInteger(), v.minValue(100), v.maxValue(999)),
    server: perhaps(v.string()),
    head: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
    afterMs: MILLISECONDS,
    ...INSIDE_TLS,
  }),
  v.object({ kind: v.literal('tls'), scheme: SCHEME, afterMs: MILLISECONDS, ...INSIDE_TLS }),
  v.object({ kind: v.literal('recognised'), scheme: SCHEME, afterMs: MILLISECONDS, ...INSIDE_TLS }),
  v.object({ kind: v.literal('unsettled'), scheme: SCHEME, ...INSIDE_TLS }),
]);

const SPOKEN: Schema<Spoken> = v.object({ route: ROUTE, speech: SPEECH });

const POD_ANSWER: Schema<PodAnswer> = v.variant('kind', [
  v.object({ pod: NAME, port: PORT, kind: v.literal('spoke'), speech: SPEECH }),
  v.object({ pod: NAME, port: PORT, kind: v.literal('refused'), because: v.string() }),
]);

const POD_ANSWERS: Schema<PodAnswers> = v.variant('kind', [
  v.object({ kind: v.literal('asked'), answers: v.array(POD_ANSWER) }),
  v.object({
    kind: v.literal('not-asked'),
    because: wordOf({ 'no-pod': true, 'not-tcp': true, 'from-file': true }),
  }),
  v.object({ kind: v.literal('cannot-ask'), because: v.string() }),
]);

const NEIGHBOUR: Schema<Neighbour> = v.object({
  host: HOST,
  port: PORT,
  node: perhaps(NODE),
  of: v.variant('kind', [
    v.object({ kind: v.literal('service'), namespace: NAME, name: NAME }),
    v.object({ kind: v.literal('health') }),
  ]),
  result: RESULT,
});

/** What was found out by asking, as a report tells of it. */
export const OBSERVED: Schema<Observed> = v.object({
  direct: perhaps(SPOKEN),
  strangers: v.array(SPOKEN),
  pods: POD_ANSWERS,
  neighbours: v.array(NEIGHBOUR),
});
