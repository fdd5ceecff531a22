import type { ReportRow } from '../domain/report.ts';
import type { Attempt } from '../domain/route.ts';
import { usableEndpoints } from '../domain/service-row.ts';
import { urlOf } from '../domain/url.ts';

/** The attempt whose URL a row shows: the one that answered, or the prediction of a row that could not be verified. */
export function shownAttempt({ verdict }: ReportRow): Attempt | undefined {
  switch (verdict.status) {
    case 'Reachable':
      return verdict.best;
    case 'Unverified':
      return verdict.predicted;
    case 'NoEndpoints':
    case 'NotPublished':
    case 'Unknown':
    case 'Unreachable':
    case 'Gone':
      return undefined;
  }
}

export function shownUrl(row: ReportRow): string | undefined {
  const shown = shownAttempt(row);
  return shown && urlOf(row.row, shown.route);
}

/** Milliseconds until the connection was accepted, refused or given up; `undefined` where nothing was dialled. */
export function timeOf({ result }: Attempt): number | undefined {
  return 'afterMs' in result ? Math.round(result.afterMs * 10) / 10 : undefined;
}

/** Ready and all endpoints; `undefined` where EndpointSlices could not be read, or nothing is left to have some. */
export function endpointCount({ row, verdict }: ReportRow): { ready: number; total: number } | undefined {
  if (verdict.status === 'Gone') return undefined;
  const ready = usableEndpoints(row, undefined);
  const { endpoints } = row.port;
  if (ready.kind !== 'known' || endpoints.kind !== 'known') return undefined;
  return { ready: ready.value, total: endpoints.value.length };
}
