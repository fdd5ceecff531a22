import type { Unknown } from './answer.ts';
import type { Facts } from './facts.ts';
import type { Attempt } from './route.ts';
import type { Runtime } from './runtime.ts';
import type { ServiceRow } from './service-row.ts';
import type { Verdict } from './verdict.ts';

/** The only thing that renderers see. */
export interface Report {
  readonly facts: Facts;
  readonly runtime: Runtime;
  readonly rows: readonly ReportRow[];
}

export interface ReportRow {
  readonly row: ServiceRow;
  readonly attempts: readonly Attempt[];
  readonly verdict: Verdict;
}

/** What could not be asked. */
export function unknownsOf({ nodes, engine, services }: Facts): readonly Unknown[] {
  const endpoints = services.flatMap(({ ports }) => ports.map((port) => port.endpoints));
  const slices = endpoints.find(({ kind }) => kind === 'unknown');
  return [nodes, slices, engine].flatMap((answer) => (answer?.kind === 'unknown' ? [answer.because] : []));
}
