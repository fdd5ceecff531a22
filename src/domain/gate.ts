import type { ReportRow } from './report.ts';

/** Whether a row answers, as far as dialling can tell: of UDP and SCTP it can tell nothing, once an endpoint is ready. */
export function isAnswering(row: ReportRow): boolean {
  return row.verdict.status === 'Reachable' || isBeyondDialling(row);
}

export function isBeyondDialling({ verdict }: ReportRow): boolean {
  return verdict.status === 'Unverified' && (verdict.because === 'udp' || verdict.because === 'sctp');
}
