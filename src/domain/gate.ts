import type { ReportRow } from './report.ts';

/** Whether a row answers, as far as dialling can tell: of UDP and SCTP it can tell nothing, once an endpoint is ready. */
export function isAnswering(row: ReportRow): boolean {
  return isBeyondDialling(row) || (row.verdict.status === 'Reachable' && !hasNoneReady(row));
}

/** Whether no endpoint is ready. An address may answer all the same: while its pods end, and for no longer. */
export function hasNoneReady({ verdict }: ReportRow): boolean {
  return verdict.status === 'NoEndpoints' || (verdict.status === 'Reachable' && verdict.endpoints === 'none-ready');
}

export function isBeyondDialling({ verdict }: ReportRow): boolean {
  return verdict.status === 'Unverified' && (verdict.because === 'udp' || verdict.because === 'sctp');
}
