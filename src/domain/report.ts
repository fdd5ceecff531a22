import type { Unknown } from './answer.ts';
import type { Facts } from './facts.ts';
import type { Attempt } from './route.ts';
import type { Evidence, Publishing, Runtime } from './runtime.ts';
import type { ServiceRow } from './service-row.ts';
import type { Verdict } from './verdict.ts';

/** The only thing that renderers see. */
export interface Report {
  readonly facts: Facts;
  readonly runtime: Runtime;
  readonly publishing: Publishing;
  readonly rows: readonly ReportRow[];
}

export interface ReportRow {
  readonly row: ServiceRow;
  readonly attempts: readonly Attempt[];
  readonly verdict: Verdict;
}

/** What could not be asked. */
export function unknownsOf({ facts: { nodes, services }, publishing }: Report): readonly Unknown[] {
  const endpoints = services.flatMap(({ ports }) => ports.map((port) => port.endpoints));
  const slices = endpoints.find(({ kind }) => kind === 'unknown');
  const published = publishing.kind === 'some-ports' ? publishing.ports : undefined;
  return [nodes, slices, published].flatMap((answer) => (answer?.kind === 'unknown' ? [answer.because] : []));
}

/** What spoke for either axis; one fact may speak for both. */
export function evidenceOf({ evidence }: Runtime): readonly Evidence[] {
  const all = [...evidence.distribution, ...evidence.substrate];
  return [...new Map(all.map((each) => [[each.code, each.value, each.source].join('\n'), each])).values()];
}
