import { answerOnce } from './answer-once.ts';
import { isLoopback, isPublic } from './ip.ts';
import type { NotTried, ProbeResult } from './probe.ts';
import type { Route } from './route.ts';
import { type ServiceRow, usableEndpoints } from './service-row.ts';

export type ProbePolicy = 'auto' | 'all' | 'none';

/** `from-file`: the cluster that the facts are of may be anybody's, so that nothing is dialled at all. */
export type Dialling = ProbePolicy | 'from-file';

/** Why a route is not dialled at all, whatever the others meet; `undefined`: it may be. */
export type Restraint = (row: ServiceRow, route: Route) => NotTried | undefined;

/** For all rows of one run. */
export function restraintOf(policy: Dialling): Restraint {
  const isPublicHost = answerOnce(isPublic);
  return (row, route) => {
    if (policy === 'from-file') return 'read-from-file';
    if (policy === 'none') return 'probing-off';
    // On loopback somebody else would answer where the runtime does not.
    if (route.onlyIf !== undefined && isLoopback(route.host)) return 'condition-unknown';
    if (row.port.protocol === 'UDP') return 'udp';
    if (row.port.protocol === 'SCTP') return 'sctp';
    if (isDroppedByLocalPolicy(row, route)) return 'local-policy';
    if (route.answeredBy === 'proxy' && row.port.endpoints.kind !== 'known') return 'endpoints-unknown';
    const isSpared = policy === 'auto' && route.dialling === 'sparing' && !row.isNamed && isPublicHost(route.host);
    return isSpared ? 'public-address' : undefined;
  };
}

/**
 * What a dial's result says of one route. A proxy accepts before it knows whether anything is behind it: without a ready
 * endpoint that the node behind it may use, an open connection is one that nobody has closed yet.
 */
export function believe(result: ProbeResult, row: ServiceRow, { answeredBy, node }: Route): ProbeResult {
  if (result.outcome !== 'answered' || answeredBy === 'kube-proxy') return result;
  const usable = usableEndpoints(row, node);
  return usable.kind === 'known' && usable.value > 0 ? result : { outcome: 'dropped', afterMs: result.afterMs };
}

/** Whether every node serves this port: silence there is the host's, not the port's. */
export function isServedByEveryNode(row: ServiceRow): boolean {
  const usable = usableEndpoints(row, undefined);
  return row.service.externalTrafficPolicy === 'Cluster' && usable.kind === 'known' && usable.value > 0;
}

// With policy Local, kube-proxy drops what arrives at a node without a ready endpoint, while another node has one.
function isDroppedByLocalPolicy(row: ServiceRow, { node }: Route): boolean {
  const here = usableEndpoints(row, node);
  const anywhere = usableEndpoints(row, undefined);
  return here.kind === 'known' && anywhere.kind === 'known' && here.value === 0 && anywhere.value > 0;
}
