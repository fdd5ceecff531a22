import { isLoopback } from './ip.ts';
import {
  dialOf,
  firstStage,
  isOpen,
  type Limits,
  mayScout,
  notTried,
  planRow,
  type RoutedRow,
  type RowPlan,
  resultAt,
  type Step,
  verdictOf,
} from './plan-row.ts';
import type { Port } from './port.ts';
import { type Dial, isAccept, isSilence, keyOf, type ProbeResult } from './probe.ts';
import { believe, type Dialling, isServedByEveryNode, restraintOf } from './restraint.ts';
import type { Attempt, Route } from './route.ts';
import {
  hasNoScoutLeft,
  newHost,
  nextScout,
  released,
  type ScoutedHost,
  type Trust,
  trustAfter,
} from './scouted-host.ts';

export interface PlanOptions {
  readonly policy: Dialling;
  readonly timeoutMs: Limits;
  /** A port that nothing in this cluster has: what accepts there accepts everything. */
  readonly deadPort: Port;
}

/** A dial to make now. Its result is recorded under the same object. */
export interface PlannedDial {
  readonly dial: Dial;
}

/** How long a dead port is waited for, at the least: a proxy of the network may take a while longer for it. */
const CONTROL_MS = 250;

/** How many dials `list` makes into networks that may be somebody else's, those to dead ports included. */
const MAX_SPARING_DIALS = 64;

interface DialPlan extends PlannedDial {
  readonly host: ScoutedHost<Step>;
  /** The routes that share this address; none for the dial to a dead port. */
  readonly steps: Step[];
  readonly isScout: boolean;
  result?: ProbeResult;
}

/**
 * Which addresses to dial next, for all rows at once. Politeness is here: a row dials one address at a time, a host that
 * has not answered yet gets two dials and no more until it has, and each address and port is dialled once in a run.
 *
 * It does no I/O and knows no clock: `next` gives dials, `record` takes results, until nothing is left of either.
 */
export class Plan {
  readonly #options: PlanOptions;
  readonly #rows: readonly RowPlan[];
  readonly #hosts = new Map<string, ScoutedHost<Step>>();
  readonly #dials = new Map<string, DialPlan>();
  /** Hosts that a row has come to wait for. */
  readonly #awaited = new Set<ScoutedHost<Step>>();
  readonly #ready: PlannedDial[] = [];
  #unsettled: number;
  #sparingDials = 0;

  constructor(rows: readonly RoutedRow[], options: PlanOptions) {
    this.#options = options;
    const restraint = restraintOf(options.policy);
    this.#rows = rows.map(({ row, routes }) => planRow(row, routes, restraint));
    this.#unsettled = this.#rows.length;
    for (const step of this.#rows.flatMap(({ steps }) => steps)) this.#hostOf(step.route).steps.push(step);
    for (const row of this.#rows) this.#advance(row);
    this.#scoutAwaited();
  }

  /** The dials to make now; each is given once. */
  next(): readonly PlannedDial[] {
    return this.#ready.splice(0);
  }

  /** Whether every row has its answer, or has nothing left to try. What is still under way can be broken off. */
  isSettled(): boolean {
    return this.#unsettled === 0;
  }

  /** Whether an address that would be printed instead of a row's answer is still under way. */
  isBetterUnderWay(): boolean {
    return this.#rows.some(({ steps }) => {
      const answer = steps.findIndex(({ result }) => result?.outcome === 'answered');
      return steps.slice(0, answer + 1).some(({ isUnderWay }) => isUnderWay);
    });
  }

  record({ dial }: PlannedDial, result: ProbeResult): void {
    const planned = this.#dials.get(keyOf(dial));
    if (!planned) throw new Error(`a result for ${keyOf(dial)}, which was not planned`);
    planned.result = result;
    if (planned.steps.length === 0) this.#recordControl(planned.host, result);
    else this.#recordSteps(planned, result);
    this.#awaited.add(planned.host);
    this.#scoutAwaited();
  }

  #recordSteps({ host, dial, steps, isScout }: DialPlan, result: ProbeResult): void {
    if (isScout) host.scoutsUnderWay -= 1;
    if (isSilence(result) && steps.some(({ of }) => isServedByEveryNode(of.row))) host.silences += 1;
    for (const step of steps) {
      step.isUnderWay = false;
      step.result = resultAt(host.trust, believe(result, step.of.row, step.route));
    }
    if (isAccept(result)) this.#askControl(host, dial, result.afterMs);
    this.#setTrust(host, trustAfter(host, result));
    for (const { of } of steps) this.#advance(of);
  }

  /** Every route of every row with what happened, in the order of the rows. */
  attempts(): readonly (readonly Attempt[])[] {
    return this.#rows.map(({ steps }) =>
      steps.map(({ route, result }) => ({ route, result: result ?? notTried('another-route-answered') })),
    );
  }

  /** Starts the row's best address that may be dialled now, or leaves it waiting for the proof of a host. */
  #advance(row: RowPlan): void {
    if (row.isSettled) return;
    for (;;) {
      const answer = row.steps.find(({ result }) => result?.outcome === 'answered');
      const open = row.steps.filter(({ result }) => result === undefined);
      const isAnswered = answer && this.#hostOf(answer.route).control === 'settled';
      const isExhausted = !answer && open.length === 0;
      if (isAnswered || isExhausted) break;
      if (answer || open.some(({ isUnderWay }) => isUnderWay) || !this.#tryOneOf(open)) return;
    }
    row.isSettled = true;
    this.#unsettled -= 1;
    // A host may have waited for this row to scout: others have to take its place.
    for (const { isWaiting, route } of row.steps) if (isWaiting) this.#awaited.add(this.#hostOf(route));
  }

  /** Whether a step was decided without a dial, so that the row has to be looked at again. */
  #tryOneOf(open: readonly Step[]): boolean {
    for (const step of firstStage(open)) {
      const host = this.#hostOf(step.route);
      if (host.trust === 'unproven') this.#wait(step, host);
      else return !this.#start(step, host, false);
    }
    return false;
  }

  #wait(step: Step, host: ScoutedHost<Step>): void {
    this.#awaited.add(host);
    if (step.isWaiting) return;
    step.isWaiting = true;
    (isServedByEveryNode(step.of.row) ? host.telling : host.others).push(step);
  }

  /** Whether a dial is under way now; otherwise the step has its result. */
  #start(step: Step, host: ScoutedHost<Step>, isScout: boolean): boolean {
    const verdict = verdictOf(host.trust);
    const shared = this.#dials.get(keyOf(step.route));
    if (verdict) step.result = verdict;
    else if (shared?.result) step.result = believe(shared.result, step.of.row, step.route);
    else if (!shared && !this.#afford(step.route, host)) step.result = notTried('too-many-dials');
    else {
      step.isUnderWay = true;
      if (shared) shared.steps.push(step);
      else this.#plan({ dial: dialOf(step, this.#options.timeoutMs), host, steps: [step], isScout });
    }
    return step.isUnderWay;
  }

  #scoutAwaited(): void {
    for (const host of this.#awaited) {
      this.#awaited.delete(host); // and may come again, while this loop goes on
      this.#scout(host);
    }
  }

  #scout(host: ScoutedHost<Step>): void {
    if (hasNoScoutLeft(host, isOpen)) this.#setTrust(host, 'open');
    for (;;) {
      const step = nextScout(host, mayScout);
      if (!step) return;
      if (!this.#start(step, host, true)) this.#advance(step.of);
    }
  }

  #setTrust(host: ScoutedHost<Step>, trust: Trust): void {
    if (host.trust === trust) return;
    host.trust = trust;
    for (const { of } of released(host)) this.#advance(of);
  }

  // What accepts a connection may accept every one: a captive portal, a SASE client. One port tells.
  #askControl(host: ScoutedHost<Step>, accepted: Dial, afterMs: number): void {
    if (host.control !== 'not-asked') return;
    host.control = 'under-way';
    // Such a network is as quick on one port as on the other; a port that a firewall drops is not waited for.
    const timeoutMs = Math.min(accepted.timeoutMs, Math.max(CONTROL_MS, 4 * afterMs));
    const dial: Dial = { ...accepted, port: this.#options.deadPort, timeoutMs, watchMs: 0, speaks: 'nothing' };
    this.#plan({ dial, host, steps: [], isScout: false });
  }

  #recordControl(host: ScoutedHost<Step>, result: ProbeResult): void {
    host.control = 'settled';
    if (isAccept(result)) this.#condemn(host);
    for (const { of } of host.steps) this.#advance(of);
  }

  #condemn(host: ScoutedHost<Step>): void {
    for (const step of host.steps) {
      if (step.result) step.result = resultAt('accepts-everything', step.result);
    }
    this.#setTrust(host, 'accepts-everything');
  }

  #plan(planned: DialPlan): void {
    this.#dials.set(keyOf(planned.dial), planned);
    this.#ready.push(planned);
    if (planned.isScout) planned.host.scoutsUnderWay += 1;
  }

  // A host that accepts costs one dial more, to its dead port: it is set aside with the first.
  #afford({ dialling }: Route, host: ScoutedHost<Step>): boolean {
    if (dialling === 'freely' || this.#options.policy === 'all') return true;
    const isFirst = !host.isCounted;
    const cost = isFirst ? 2 : 1;
    if (this.#sparingDials + cost > MAX_SPARING_DIALS) return false;
    host.isCounted = true;
    this.#sparingDials += cost;
    return true;
  }

  #hostOf({ host }: Route): ScoutedHost<Step> {
    const known = this.#hosts.get(host);
    if (known) return known;
    const created = newHost<Step>(isLoopback(host));
    this.#hosts.set(host, created);
    return created;
  }
}
