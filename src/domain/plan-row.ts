import type { Dial, NotTried, ProbeResult } from './probe.ts';
import type { Restraint } from './restraint.ts';
import type { Route, Via } from './route.ts';
import { schemeOf } from './scheme.ts';
import type { Trust } from './scouted-host.ts';
import { type ServiceRow, usableEndpoints } from './service-row.ts';

/** Published ports and loopback first, then what lies behind this machine, then the rest. */
const STAGE_OF: Readonly<Record<Via, number>> = {
  'published-port': 0,
  localhost: 0,
  'load-balancer': 1,
  'node-address': 1,
  'api-host': 2,
  'engine-host': 2,
  domain: 2,
  'container-host': 2,
  tunnel: 2,
};

/** How long a proxy's accept is watched: docker-proxy and socat close after 1-11 ms when nothing is behind them. */
const WATCH_MS = 25;

/**
 * How long a port without a ready endpoint is waited for. kube-proxy rejects it at once, by ICMP, of which a kernel sends
 * six and then one a second; an endpoint that still serves while it ends answers at once as well.
 */
const HOPELESS_MS = 200;

/** The limits of one dial: on this machine, and beyond it. */
export interface Limits {
  readonly local: number;
  readonly far: number;
}

/** A row with its routes, best first. */
export interface RoutedRow {
  readonly row: ServiceRow;
  readonly routes: readonly Route[];
}

/** A route on its way to a result. */
export interface Step {
  readonly route: Route;
  readonly of: RowPlan;
  isUnderWay: boolean;
  isWaiting: boolean;
  result: ProbeResult | undefined;
}

export interface RowPlan {
  readonly row: ServiceRow;
  readonly steps: Step[];
  isSettled: boolean;
}

/** The open steps of the earliest stage that there are some of. */
export function firstStage(open: readonly Step[]): readonly Step[] {
  const stage = Math.min(...open.map(({ route }) => STAGE_OF[route.via]));
  return open.filter(({ route }) => STAGE_OF[route.via] === stage);
}

export function planRow(row: ServiceRow, routes: readonly Route[], reasonNotToDial: Restraint): RowPlan {
  const plan: RowPlan = { row, steps: [], isSettled: false };
  for (const route of routes) {
    const because = reasonNotToDial(row, route);
    const result = because && notTried(because);
    plan.steps.push({ route, of: plan, isUnderWay: false, isWaiting: false, result });
  }
  return plan;
}

// A MySQL server counts the connections that break off: its port is dialled at one address at a time.
export function mayScout({ of, result, isUnderWay }: Step): boolean {
  if (of.isSettled || result !== undefined || isUnderWay) return false;
  if (of.steps.some((step) => step.result?.outcome === 'answered')) return false; // its host is still being doubted
  const isBusy = of.steps.some((step) => step.isUnderWay);
  return !isBusy || schemeOf(of.row.port) !== 'mysql';
}

export function dialOf({ route, of: { row } }: Step, timeoutMs: Limits): Dial {
  const { host, port, stays } = route;
  const limit = stays === 'local' ? timeoutMs.local : timeoutMs.far;
  return {
    host,
    port,
    timeoutMs: hasNoEndpoint(row) ? Math.min(limit, HOPELESS_MS) : limit,
    watchMs: route.answeredBy === 'proxy' ? WATCH_MS : 0,
    speaks: schemeOf(row.port) === 'mysql' ? 'mysql' : 'nothing',
    stays,
  };
}

export function verdictOf(trust: Trust): ProbeResult | undefined {
  switch (trust) {
    case 'silent':
      return notTried('host-is-silent');
    case 'unroutable':
      return { outcome: 'no-route' };
    case 'accepts-everything':
      return notTried('accepts-everything');
    case 'unproven':
    case 'open':
      return undefined;
  }
}

/** An accept of a host that accepts everything is none, also where it was under way when that was found out. */
export function resultAt(trust: Trust, result: ProbeResult): ProbeResult {
  const isVoid = trust === 'accepts-everything' && result.outcome === 'answered';
  return isVoid ? notTried('accepts-everything') : result;
}

export function notTried(because: NotTried): ProbeResult {
  return { outcome: 'not-tried', because };
}

export function isOpen({ of, result }: Step): boolean {
  return !of.isSettled && result === undefined;
}

function hasNoEndpoint(row: ServiceRow): boolean {
  const usable = usableEndpoints(row, undefined);
  return usable.kind === 'known' && usable.value === 0;
}
