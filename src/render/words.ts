import { authorityOf } from '../domain/host.ts';
import type { NotTried, ProbeResult } from '../domain/probe.ts';
import type { ReportRow } from '../domain/report.ts';
import type { Attempt } from '../domain/route.ts';
import type { Verdict } from '../domain/verdict.ts';

/** The phrase of the column REASON; `undefined` where there is nothing to say. */
export function reasonOf({ row, verdict, attempts }: ReportRow): string | undefined {
  switch (verdict.status) {
    case 'Reachable':
      return verdict.endpoints === 'none-ready' ? 'answers, though no endpoint is ready' : undefined;
    case 'NoEndpoints':
      return verdict.total === 0 ? 'no endpoints' : `0 of ${verdict.total} endpoints ready`;
    case 'Unverified':
      return phraseOfUnverified(verdict, attempts);
    case 'NotPublished':
      return phraseOfNotPublished(verdict, row);
    case 'Unknown':
      return `${verdict.unseen.replace('-', ' ')} not known: ${verdict.because}`;
    case 'Unreachable':
      return phraseOfFailures(verdict.failed);
    case 'Gone':
      return verdict.missing === 'service' ? 'the Service is not there any more' : 'it has no such nodePort any more';
  }
}

/** What happened to one route, for JSON and `explain`; `undefined` where it answered. */
export function phraseOfResult(result: ProbeResult): string | undefined {
  switch (result.outcome) {
    case 'answered':
      return undefined;
    case 'refused':
      return 'refused';
    case 'timed-out':
      return 'timed out';
    case 'no-route':
      return 'no route from this machine';
    case 'host-unreachable':
      return 'host unreachable';
    case 'dropped':
      return 'accepted, with nothing behind it';
    case 'another-program':
      return 'another program answers';
    case 'not-tried':
      return phraseOfNotTried(result.because);
  }
}

function phraseOfNotTried(because: NotTried): string {
  switch (because) {
    case 'udp':
      return 'UDP cannot be verified by dialling';
    case 'sctp':
      return 'SCTP cannot be verified by dialling';
    case 'probing-off':
      return 'probing is off';
    case 'condition-unknown':
      return 'what it depends on is not known';
    case 'read-from-file':
      return 'read from a file: a prediction';
    case 'public-address':
      return 'spared: a public address, and the Service was not named';
    case 'too-many-dials':
      return 'spared: the limit of dials was reached';
    case 'another-route-answered':
      return 'another route answered';
    case 'host-is-silent':
      return 'host is silent';
    case 'local-policy':
      return 'externalTrafficPolicy Local, no ready endpoint on this node';
    case 'endpoints-unknown':
      return 'a proxy accepts in any case, and endpoints are not known';
    case 'accepts-everything':
      return 'accepts everything';
  }
}

/** Of a prediction that depends on what nobody said: on what. */
function phraseOfUnverified(
  { predicted, because }: Extract<Verdict, { status: 'Unverified' }>,
  [first]: readonly Attempt[],
): string {
  const route = (predicted ?? first)?.route;
  if (route === undefined) return 'no address to predict';
  const isConditional = because === 'read-from-file' || because === 'condition-unknown';
  return isConditional && route.onlyIf !== undefined
    ? `${authorityOf(route.host, route.port)} only if ${route.onlyIf}`
    : phraseOfNotTried(because);
}

/** How many published ports a phrase names. */
const MAX_NAMED = 5;

function phraseOfNotPublished(
  { published, failed }: Extract<Verdict, { status: 'NotPublished' }>,
  { port: { nodePort } }: ReportRow['row'],
): string {
  const own = published.find(({ port }) => port.containerPort === nodePort);
  if (own) return `published where this machine does not reach it: ${authorityOf(own.port.hostIp, own.port.hostPort)}`;
  const ports = [...new Set(published.map(({ port }) => port.containerPort))].sort((a, b) => a - b);
  const more = ports.length > MAX_NAMED ? ` and ${ports.length - MAX_NAMED} more` : '';
  const others =
    ports.length === 0 ? 'nothing is published' : `published: ${ports.slice(0, MAX_NAMED).join(', ')}${more}`;
  const silent = failed.filter(({ result }) => result.outcome !== 'no-route');
  return silent.length === 0 ? others : `${others}; ${phraseOfFailures(silent)}`;
}

// The best route that was dialled says most; where none was, the best one says why.
function phraseOfFailures(failed: readonly Attempt[]): string {
  const telling = failed.find(({ result }) => result.outcome !== 'not-tried') ?? failed[0];
  return telling ? `${telling.route.host}: ${phraseOfResult(telling.result)}` : 'no address to dial';
}
