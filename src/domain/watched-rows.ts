import type { ServiceFacts } from './facts.ts';
import type { ReportRow } from './report.ts';
import type { ServiceRow } from './service-row.ts';
import { afterDial, beginSettling, type Change, type Patience, type Settling } from './settling.ts';

interface WatchedRow {
  readonly row: ServiceRow;
  /** `undefined`: nothing yet. */
  readonly told: ReportRow | undefined;
  /** After which change that was. */
  readonly toldOfMs: number | undefined;
  /** `undefined`: it is not dialled before something changes. */
  readonly settling: Settling | undefined;
}

/**
 * The rows of a list that goes on: which of them are to be dialled when, and what is so of each, as far as it may be told.
 *
 * It does no I/O and knows no clock. `see` takes the rows as they are now; `due` says which to dial, and `record` takes
 * what they met.
 */
export class WatchedRows {
  readonly #patience: Patience;
  #rows: ReadonlyMap<string, WatchedRow> = new Map();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** All rows, in their order. Gives those that were told of and are none any more. `services`: also those without one. */
  see(
    rows: readonly ServiceRow[],
    services: readonly Pick<ServiceFacts, 'namespace' | 'name'>[],
    change: { readonly of: Change; readonly nowMs: number },
  ): readonly ReportRow[] {
    const before = this.#rows;
    this.#rows = new Map(rows.map((row) => [keyOfRow(row), watched(row, before.get(keyOfRow(row)), change)]));
    const left = [...before].filter(([key]) => !this.#rows.has(key));
    const names = new Set(left.length === 0 ? [] : services.map(nameOf));
    return left.flatMap(([, { told }]) => (told ? [gone(told, names)] : []));
  }

  /** Those to be dialled now. */
  due(nowMs: number): readonly ServiceRow[] {
    return [...this.#rows.values()].flatMap(({ row, settling }) => (settling && settling.dueMs <= nowMs ? [row] : []));
  }

  /** When the next one is due; `undefined`: not before something changes. */
  nextMs(): number | undefined {
    const times = [...this.#rows.values()].flatMap(({ settling }) => (settling ? [settling.dueMs] : []));
    return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time));
  }

  /** What those that were due have met. */
  record(met: readonly ReportRow[], nowMs: number): void {
    const rows = new Map(this.#rows);
    for (const reported of met) {
      const key = keyOfRow(reported.row);
      const known = rows.get(key);
      if (!known?.settling) throw new Error(`${key} was not due`);
      const { isTold, settling } = afterDial(known.settling, reported, nowMs, this.#patience);
      const { sinceMs } = known.settling;
      if (!isTold) rows.set(key, { ...known, settling });
      else rows.set(key, { ...known, settling, told: toldAfter(known, sinceMs, reported), toldOfMs: sinceMs });
    }
    this.#rows = rows;
  }

  /** What may be told of each, in their order; of some it is not yet known. */
  told(): readonly ReportRow[] {
    return [...this.#rows.values()].flatMap(({ told }) => told ?? []);
  }

  /** Keys of those of which something is not told yet: it may be the world before a change. */
  untold(): ReadonlySet<string> {
    const rows = [...this.#rows];
    return new Set(rows.flatMap(([key, { settling }]) => (settling?.untoldSinceMs === undefined ? [] : [key])));
  }
}

/** What stays the same while a row changes. The API server lets a Service have a port and protocol once. */
export function keyOfRow({ service, port }: ServiceRow): string {
  return `${nameOf(service)} ${port.port}/${port.protocol}`;
}

function watched(
  row: ServiceRow,
  before: WatchedRow | undefined,
  { of, nowMs }: { readonly of: Change; readonly nowMs: number },
): WatchedRow {
  const isSame = before !== undefined && isAsItWas(row, before.row);
  if (isSame && of === 'row') return row.service === before.row.service ? before : { ...before, row };
  const isOfRow = of !== 'start' && (!isSame || before?.settling?.change === 'row');
  const settling = beginSettling(isOfRow ? 'row' : of, nowMs, before?.settling);
  return { row, told: before?.told, toldOfMs: before?.toldOfMs, settling };
}

/** A Service that is the object it was has not changed; of ten thousand, most are. */
function isAsItWas(row: ServiceRow, before: ServiceRow): boolean {
  return row.service === before.service || JSON.stringify(row) === JSON.stringify(before);
}

/**
 * Nothing has changed since a row was told to answer, and it still answers, only that another address was quicker this
 * time: then it stays as it was told.
 */
function toldAfter({ told, toldOfMs }: WatchedRow, sinceMs: number, met: ReportRow): ReportRow {
  return told !== undefined && toldOfMs === sinceMs && isStillSo(told, met) ? told : met;
}

function isStillSo({ verdict }: ReportRow, met: ReportRow): boolean {
  if (verdict.status !== 'Reachable' || met.verdict.status !== 'Reachable') return false;
  const { host, port } = verdict.best.route;
  const again = met.attempts.find(({ route }) => route.host === host && route.port === port)?.result;
  const isWell =
    again?.outcome === 'answered' || (again?.outcome === 'not-tried' && again.because === 'another-route-answered');
  return isWell && verdict.endpoints === met.verdict.endpoints;
}

function gone(told: ReportRow, names: ReadonlySet<string>): ReportRow {
  const missing = names.has(nameOf(told.row.service)) ? 'node-port' : 'service';
  return { row: told.row, attempts: [], verdict: { status: 'Gone', missing } };
}

function nameOf({ namespace, name }: Pick<ServiceFacts, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
