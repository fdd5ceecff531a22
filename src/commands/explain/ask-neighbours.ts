import { isPublic } from '../../domain/ip.ts';
import { parsePort } from '../../domain/port.ts';
import { isSilence } from '../../domain/probe.ts';
import type { Attempt, Route } from '../../domain/route.ts';
import { routesOf } from '../../domain/routes.ts';
import { schemeOf } from '../../domain/scheme.ts';
import { rowsOf, type ServiceRow, usableEndpoints } from '../../domain/service-row.ts';
import type { Neighbour } from '../../domain/study.ts';
import { recognise } from '../../recognise.ts';
import { limitsOf } from '../limits.ts';
import type { ExplainedService } from './explained-service.ts';
import type { Read, Reading } from './read-case.ts';

/** So many hosts that failed are asked for something else. */
const MOST_HOSTS = 3;

/** Where kube-proxy tells that it lives: `--healthz-bind-address`, all interfaces where nobody says otherwise. */
const HEALTH_PORT = 10_256;

/** How long a proxy's accept is watched, as in every dial. */
const WATCH_MS = 25;

/**
 * At each host that failed: a nodePort of another Service, which every node serves, and kube-proxy's own port. What they
 * give tells whether it is the host, kube-proxy, or this one port that does not answer.
 */
export async function askNeighbours(
  attempts: readonly Attempt[],
  { facts, service }: Read,
  { options, overrule, deps }: Reading & { readonly options: ExplainedService },
): Promise<readonly Neighbour[]> {
  const failed = attempts.filter(isFailed).slice(0, MOST_HOSTS);
  if (failed.length === 0) return [];
  const others = rowsOf(facts.services, []).filter((row) => row.service !== service && isServedAndHarmless(row));
  const routesOfRow = routesOf(recognise(facts, overrule), facts);
  const questions = failed.flatMap(({ route }) => [...nodePortAt(route, others, routesOfRow), ...healthAt(route)]);
  const limits = limitsOf(options.timeoutMs, facts.machine);
  return Promise.all(
    questions.map(async ({ route, of }): Promise<Neighbour> => {
      const { host, port, node, answeredBy, stays } = route;
      const dial = {
        host,
        port,
        timeoutMs: stays === 'local' ? limits.local : limits.far,
        watchMs: answeredBy === 'proxy' ? WATCH_MS : 0,
        speaks: 'nothing',
        stays,
      } as const;
      return { host, port, node, of, result: await deps.probe(dial, new AbortController().signal) };
    }),
  );
}

interface Question {
  readonly route: Route;
  readonly of: Neighbour['of'];
}

function isFailed({ route, result }: Attempt): boolean {
  const isDead = result.outcome === 'refused' || result.outcome === 'dropped' || isSilence(result);
  return isDead && route.via !== 'tunnel';
}

/** What has to answer at every node, and does not count connections that break off. */
function isServedAndHarmless(row: ServiceRow): boolean {
  const usable = usableEndpoints(row, undefined);
  const isServed = row.service.externalTrafficPolicy === 'Cluster' && usable.kind === 'known' && usable.value > 0;
  return isServed && row.port.protocol === 'TCP' && schemeOf(row.port) !== 'mysql';
}

/** The first that has a route to the same node, by the same kind of way. */
function nodePortAt(
  failed: Route,
  others: readonly ServiceRow[],
  routesOfRow: (row: ServiceRow) => readonly Route[],
): readonly Question[] {
  if (isPublic(failed.host)) return []; // who has a public address is not asked for more than was named
  for (const row of others) {
    const route = routesOfRow(row).find((each) => {
      const isSameNode = failed.node !== undefined && each.node === failed.node;
      return each.via === failed.via && (each.host === failed.host || isSameNode) && each.onlyIf === undefined;
    });
    const { namespace, name } = row.service;
    if (route) return [{ route, of: { kind: 'service', namespace, name } }];
  }
  return [];
}

/** Only where it never leaves this machine. */
function healthAt(route: Route): readonly Question[] {
  const port = parsePort(HEALTH_PORT);
  const isAsked = route.via === 'node-address' && route.stays === 'local' && port !== undefined;
  return isAsked ? [{ route: { ...route, port }, of: { kind: 'health' } }] : [];
}
