import type { Deps } from './deps.ts';
import { chooseDeadPort } from './domain/dead-port.ts';
import type { Facts } from './domain/facts.ts';
import { Plan, type PlanOptions } from './domain/plan.ts';
import type { RoutedRow } from './domain/plan-row.ts';
import { keyOf } from './domain/probe.ts';
import type { Report } from './domain/report.ts';
import type { Attempt, Route } from './domain/route.ts';
import { routesOf } from './domain/routes.ts';
import type { ServiceRow } from './domain/service-row.ts';
import { decide } from './domain/verdict.ts';
import { publishingOf } from './domain/world.ts';
import { type Overrule, recognise } from './recognise.ts';

export interface InspectOptions extends Omit<PlanOptions, 'deadPort'> {
  readonly rows: readonly ServiceRow[];
  readonly overrule: Overrule | undefined;
  /** Addresses that have been dealt with. */
  readonly passedOver?: readonly Pick<Route, 'host' | 'port'>[];
}

/** From facts to a report, for all rows at once: recognise, derive, dial, decide. */
export async function inspect(facts: Facts, options: InspectOptions, deps: InspectDeps): Promise<Report> {
  const runtime = recognise(facts, options.overrule);
  const routesOfRow = routesOf(runtime, facts, facts.tunnels);
  const { passedOver = [] } = options;
  const isLeft = (route: Route) => !passedOver.some((other) => keyOf(other) === keyOf(route));
  const rows = options.rows.map((row) => ({ row, routes: routesOfRow(row).filter(isLeft) }));
  const dialled = await dialPolitely(rows, { ...options, deadPort: chooseDeadPort(facts, rows) }, deps);
  const isFromFile = options.policy === 'from-file';
  const attempts = isFromFile ? dialled : await Promise.all(dialled.map((row) => withoutDeadRoutes(row, deps)));
  const publishing = publishingOf(runtime.distribution, facts);
  const reported = rows.map(({ row }, index) => {
    const tried = attempts[index] ?? [];
    return { row, attempts: tried, verdict: decide(row, tried, { publishing, nodes: facts.nodes, isFromFile }) };
  });
  return { facts, runtime, publishing, rows: reported };
}

export type InspectDeps = Pick<Deps, 'probe' | 'routeTo' | 'sleep'>;

/** UDP and SCTP are not dialled; whether a route leads there can be known all the same. */
async function withoutDeadRoutes(attempts: readonly Attempt[], { routeTo }: InspectDeps): Promise<readonly Attempt[]> {
  if (!attempts.some(isUndialled)) return attempts;
  return Promise.all(
    attempts.map(async (attempt) => {
      const { route } = attempt;
      const isDead = isUndialled(attempt) && route.stays === 'local' && (await routeTo(route.host)) === 'none';
      return isDead ? { route, result: { outcome: 'no-route' } } : attempt;
    }),
  );
}

function isUndialled({ result }: Attempt): boolean {
  return result.outcome === 'not-tried' && (result.because === 'udp' || result.because === 'sctp');
}

/** How long a better address of a row that has its answer may still take, so that two runs print the same one. */
const GRACE_MS = 20;

function dialPolitely(
  rows: readonly RoutedRow[],
  options: PlanOptions,
  { probe, sleep }: InspectDeps,
): Promise<readonly (readonly Attempt[])[]> {
  const plan = new Plan(rows, options);
  const rest = new AbortController();
  let underWay = 0;
  return new Promise((resolve, reject) => {
    const end = () => {
      if (rest.signal.aborted) return;
      resolve(plan.attempts());
      rest.abort();
    };
    const fail = (error: unknown) => {
      reject(error);
      rest.abort();
    };
    const go = () => {
      for (const planned of plan.next()) {
        underWay += 1;
        probe(planned.dial, rest.signal)
          .then((result) => {
            if (rest.signal.aborted) return;
            underWay -= 1;
            plan.record(planned, result);
            go();
          })
          .catch(fail);
      }
      if (!plan.isSettled() && underWay > 0) return;
      if (!plan.isSettled()) throw new Error('rows are without an answer, and nothing is left to dial');
      if (underWay === 0 || !plan.isBetterUnderWay()) end();
      else sleep(GRACE_MS, rest.signal).then(end, fail);
    };
    go();
  });
}
