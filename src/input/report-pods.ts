import * as v from 'valibot';
import type { EndpointConditions, PodEndpoints } from '../domain/pod-endpoints.ts';
import type { Condition, ContainerEnd, ContainerState, PodContainer, PodState } from '../domain/pod-state.ts';
import {
  COUNT,
  HOST,
  MILLISECONDS,
  NAME,
  NODE,
  PORT,
  PROTOCOL,
  perhaps,
  type Schema,
  TEXTS,
  wordOf,
} from './report-schema.ts';

const CONDITION = { reason: perhaps(v.string()), message: perhaps(v.string()) };
const SAID: Schema<Condition> = v.object(CONDITION);

const END: Schema<ContainerEnd> = v.object({
  ...CONDITION,
  exitCode: perhaps(v.pipe(v.number(), v.safeInteger())),
  ranMs: perhaps(MILLISECONDS),
});

const STATE: Schema<ContainerState> = v.variant('kind', [
  v.object({ kind: v.literal('waiting'), ...CONDITION }),
  v.object({ kind: v.literal('terminated'), end: END }),
  v.object({ kind: v.literal('running') }),
]);

const CONTAINER: Schema<PodContainer> = v.object({
  name: NAME,
  image: v.string(),
  role: wordOf({ init: true, sidecar: true, main: true }),
  state: STATE,
  lastEnd: perhaps(END),
  isReady: v.boolean(),
  isStarted: v.boolean(),
  restarts: COUNT,
  hasReadinessProbe: v.boolean(),
  ports: v.array(v.object({ name: v.string(), port: PORT, protocol: PROTOCOL })),
});

/** A pod as a report tells of it. */
export const POD_STATE: Schema<PodState> = v.object({
  name: NAME,
  labels: TEXTS,
  phase: v.string(),
  failure: SAID,
  isReady: v.boolean(),
  unready: SAID,
  isEnding: v.boolean(),
  node: perhaps(NODE),
  unscheduled: perhaps(SAID),
  containers: v.array(CONTAINER),
});

const CONDITIONS = { isReady: v.boolean(), isServing: v.boolean(), isTerminating: v.boolean() } satisfies Readonly<
  Record<keyof EndpointConditions, Schema<boolean>>
>;

/** Who stands behind the port, as a report tells of them. */
export const POD_ENDPOINTS: Schema<PodEndpoints> = v.object({
  pods: v.array(v.object({ ...CONDITIONS, pod: NAME, namespace: NAME, port: PORT, node: perhaps(NODE) })),
  others: v.array(v.object({ ...CONDITIONS, host: HOST, port: PORT })),
});
