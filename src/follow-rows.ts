import type { Cluster, Deps, Scope } from './deps.ts';
import type { Answer } from './domain/answer.ts';
import { steadyClock } from './domain/elapsed.ts';
import type { Facts } from './domain/facts.ts';
import { Outage, type OutageNews } from './domain/outage.ts';
import type { PodState } from './domain/pod-state.ts';
import type { Report, ReportRow } from './domain/report.ts';
import { type NamedService, rowsOf, type ServiceRow } from './domain/service-row.ts';
import type { Change, Patience } from './domain/settling.ts';
import { WatchedRows } from './domain/watched-rows.ts';
import type { AccessError } from './errors.ts';
import { joinEndpoints, rememberingJoin } from './input/endpoints.ts';
import { nodesOfEndpoints } from './input/glimpsed-nodes.ts';
import { type ReadingDeps, readFactsFrom } from './read-facts.ts';
import type { Overrule } from './recognise.ts';
import { WatchedObjects } from './watched-objects.ts';

/** Objects that belong together change together: a Service and its slices, the pods of a rollout. */
const BURST_MS = 100;

export interface FollowRowsMeans {
  readonly cluster: Cluster;
  /** Of the Services. */
  readonly scope: Scope;
  /** What was asked for; nothing: all of them. */
  readonly targets: readonly NamedService[];
  readonly overrule: Overrule | undefined;
  readonly patience: Patience;
  /** Dials these rows, and decides. */
  readonly inspect: (facts: Facts, rows: readonly ServiceRow[]) => Promise<Report>;
  /** Whether what keeps the first list from being made is waited out. */
  readonly isOutlived: (error: AccessError) => boolean;
  /** Before the first list. */
  readonly awaited: (error: AccessError) => void;
  readonly outage: (news: OutageNews) => void;
  readonly deps: ReadingDeps & Pick<Deps, 'now' | 'sleep'>;
  readonly signal: AbortSignal;
}

/** What is so at a moment, whether it was so before or not. */
export interface Round {
  /** Its rows are those of which something may be told. */
  readonly report: Report;
  /** Rows of earlier rounds that are none any more. */
  readonly gone: readonly ReportRow[];
  /** Keys of the rows of which more will be told in a moment. */
  readonly untold: ReadonlySet<string>;
  /** They are watched from the first call on, and then what changes of them is a round too. */
  readonly podsIn: (namespace: string) => Answer<readonly PodState[]>;
}

/**
 * The rows of `list`, and then again whenever something has changed, until the signal. A row is dialled when its Service
 * or its endpoints have changed, all of them when the nodes have; then again as `patience` says. Throws AccessError where
 * `list` would.
 */
export async function* followRows(means: FollowRowsMeans): AsyncGenerator<Round, void, void> {
  const { deps, targets, signal } = means;
  const nowMs = steadyClock(() => deps.now().getTime());
  const bell = new Bell(means);
  const objects = watchObjects(means, bell, nowMs);
  await objects.first();
  const rows = new WatchedRows(means.patience);
  const join = rememberingJoin();
  let known: { readonly facts: Facts; readonly report: Report } | undefined;
  while (!signal.aborted) {
    bell.silence();
    const facts = await factsOf(objects, known?.facts, { ...means, join });
    const change = { of: changeFrom(known?.facts, facts), nowMs: nowMs() };
    const gone = rows.see(rowsOf(facts.services, targets), facts.services, change);
    const due = rows.due(nowMs());
    const report = due.length > 0 || !known ? await means.inspect(facts, due) : known.report;
    if (due.length > 0) rows.record(report.rows, nowMs());
    if (signal.aborted) return;
    known = { facts, report };
    yield {
      report: { ...report, facts, rows: rows.told() },
      gone,
      untold: rows.untold(),
      podsIn: (namespace) => objects.podsIn(namespace),
    };
    const nextMs = rows.nextMs();
    await bell.heard(nextMs === undefined ? undefined : Math.max(0, nextMs - nowMs()));
  }
}

function watchObjects(means: FollowRowsMeans, bell: Bell, nowMs: () => number): WatchedObjects {
  const { cluster, scope, signal, isOutlived, awaited } = means;
  const outage = new Outage();
  let isListed = false;
  const tell = (news: OutageNews | undefined) => {
    if (news) means.outage(news);
  };
  const objects = new WatchedObjects({
    ...{ cluster, scope, signal, isOutlived },
    changed(resource) {
      tell(outage.listed(resource, nowMs()));
      bell.ring();
    },
    lost(resource, error) {
      if (isListed) tell(outage.failed(resource, error.message, nowMs()));
      else awaited(error);
    },
    broken: (error) => bell.fail(error),
  });
  objects.first().then(
    () => {
      isListed = true;
    },
    () => undefined, // whoever waits for it is told
  );
  return objects;
}

/** The engine is asked again where the nodes are others than before. */
async function factsOf(
  objects: WatchedObjects,
  before: Facts | undefined,
  { cluster, scope, overrule, deps, join }: FollowRowsMeans & { readonly join: ReturnType<typeof rememberingJoin> },
): Promise<Facts> {
  const now = objects.now();
  const services = joinEndpoints(now.services, now.slices, join);
  if (before && nodesIn({ nodes: now.nodes, services }) === nodesIn(before))
    return { ...before, services, tunnels: await deps.readTunnels(cluster) };
  const lists = {
    services: Promise.resolve(now.services),
    slices: Promise.resolve(now.slices),
    nodes: Promise.resolve(now.nodes),
  };
  return readFactsFrom(() => lists, cluster, { scope, overrule, canUseSsh: false }, deps);
}

/** What is known of the nodes: where they may not be listed, who the endpoints say they are. */
function nodesIn({ nodes, services }: Pick<Facts, 'nodes' | 'services'>): string {
  return JSON.stringify([nodes.kind, nodes.kind === 'known' ? nodes.value : nodesOfEndpoints(services).toSorted()]);
}

function changeFrom(before: Facts | undefined, now: Facts): Change {
  if (before === undefined) return 'start';
  return before.nodes === now.nodes ? 'row' : 'nodes';
}

/** Rings when something has changed. */
class Bell {
  readonly #means: Pick<FollowRowsMeans, 'deps' | 'signal'>;
  #isRung = false;
  #failure: { readonly error: unknown } | undefined;
  #wake = () => {};

  constructor(means: Pick<FollowRowsMeans, 'deps' | 'signal'>) {
    this.#means = means;
  }

  ring(): void {
    this.#isRung = true;
    this.#wake();
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake();
  }

  /** What has changed is being looked at. */
  silence(): void {
    this.#isRung = false;
  }

  /** Until it has rung, and then until what comes with it has come; or for so long. Throws what it was failed with. */
  async heard(atMostMs: number | undefined): Promise<void> {
    const { deps, signal } = this.#means;
    const woken = new AbortController();
    const either = AbortSignal.any([woken.signal, signal]);
    this.#wake = () => woken.abort();
    if (this.#isRung || this.#failure) woken.abort();
    if (atMostMs === undefined) await aborted(either);
    else await deps.sleep(atMostMs, either);
    if (this.#failure) throw this.#failure.error;
    if (this.#isRung) await deps.sleep(BURST_MS, signal);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}
