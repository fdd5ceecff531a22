import { Plan, type PlannedDial, type PlanOptions } from '../../src/domain/plan.ts';
import type { RoutedRow } from '../../src/domain/plan-row.ts';
import type { Dial, ProbeResult } from '../../src/domain/probe.ts';
import { aPort } from './build.ts';

/** What a dial meets; `swallows`: nothing ever comes back, so that the dial's own limit ends it. */
export type Meets =
  | { readonly outcome: 'answered' | 'refused' | 'host-unreachable' | 'dropped'; readonly afterMs: number }
  | { readonly outcome: 'no-route' }
  | 'swallows';

export type Network = (host: string, port: number) => Meets;

export interface Run {
  /** `at <ms> <host>:<port>`, in the order in which they were made. */
  readonly dials: readonly string[];
  /** For each row, what was said of each of its routes. */
  readonly rows: readonly (readonly string[])[];
  /** When the last row had its answer; `undefined`: never, though nothing was under way any more. */
  readonly settledAtMs: number | undefined;
}

export const DEAD_PORT = 32_767;

export const OPTIONS = {
  policy: 'auto',
  timeoutMs: { local: 1_000, far: 3_000 },
  deadPort: aPort(DEAD_PORT),
} as const satisfies PlanOptions;

/** Drives a plan to its very end on a network without time of its own, and writes down what it did. */
export function drive(rows: readonly RoutedRow[], network: Network, different: Partial<PlanOptions> = {}): Run {
  const plan = new Plan(rows, { ...OPTIONS, ...different });
  const underWay: { readonly planned: PlannedDial; readonly at: number; readonly result: ProbeResult }[] = [];
  const dials: string[] = [];
  let now = 0;
  let settledAtMs: number | undefined;
  for (;;) {
    for (const planned of plan.next()) {
      const { dial } = planned;
      dials.push(`at ${now} ${dial.host}:${dial.port}`);
      const result = resultOf(dial, network(dial.host, dial.port));
      underWay.push({ planned, at: now + ('afterMs' in result ? result.afterMs : 0), result });
    }
    if (plan.isSettled()) settledAtMs ??= now;
    const next = underWay.toSorted((a, b) => a.at - b.at)[0];
    if (!next) return { dials, rows: plan.attempts().map((row) => row.map(wordsOf)), settledAtMs };
    underWay.splice(underWay.indexOf(next), 1);
    now = next.at;
    plan.record(next.planned, next.result);
  }
}

function resultOf({ timeoutMs }: Dial, meets: Meets): ProbeResult {
  if (meets === 'swallows') return { outcome: 'timed-out', afterMs: timeoutMs };
  if (meets.outcome === 'no-route') return { outcome: 'no-route' };
  return meets.afterMs <= timeoutMs ? meets : { outcome: 'timed-out', afterMs: timeoutMs };
}

function wordsOf({ result }: { readonly result: ProbeResult }): string {
  return result.outcome === 'not-tried' ? `not-tried: ${result.because}` : result.outcome;
}
