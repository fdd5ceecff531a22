import { isFit, type PodEndpoint } from './pod-endpoints.ts';

/** Which pod a new connection goes to, or until when there is nothing to try. A list that comes earlier is looked at then. */
export type Choice =
  | { readonly kind: 'pod'; readonly endpoint: PodEndpoint }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly because: 'no-endpoint' | 'lost' };

/** What a person is told, each time that it happens. */
export type FollowNews =
  | { readonly code: 'moved'; readonly from: string; readonly to: string; readonly because: Departure }
  | { readonly code: 'no-endpoint' }
  | { readonly code: 'lost'; readonly of: 'api-server'; readonly why: string }
  | { readonly code: 'lost'; readonly of: 'pod'; readonly pod: string; readonly why: string }
  /** `afterMs`: since the first of `no-endpoint` and `lost`. */
  | { readonly code: 'well'; readonly pod: string; readonly afterMs: number };

/** Why a pod is left. */
export type Departure =
  | { readonly kind: 'gone' | 'not-ready' | 'ending' }
  | { readonly kind: 'failed'; readonly why: string };

/** How long is waited before something is tried again: doubled each time, so that nobody is asked without pause. */
const FIRST_WAIT_MS = 100;
/** An API server that returns is to be noticed within five seconds. */
const LONGEST_WAIT_MS = 2_000;
/** When so many attempts have failed in a row it is not the pods: a Service may have hundreds, each to be tried. */
const MOST_AT_ONCE = 3;

interface Setback {
  readonly times: number;
  /** When it may be tried again. */
  readonly dueMs: number;
}

/** Where connections go. */
type Place =
  | { readonly at: 'nowhere' }
  | { readonly at: 'pod'; readonly pod: string }
  /** A pod was left, and it is not yet known which one is well. */
  | { readonly at: 'between'; readonly from: string; readonly because: Departure };

interface Trouble {
  readonly code: 'no-endpoint' | 'lost';
  readonly sinceMs: number;
}

/**
 * Which pod of a Service a tunnel's new connections go to. It stays with one for as long as that is ready.
 *
 * It does no I/O and knows no clock. `see` takes each list of endpoints; `choose` says what to try now, one attempt at a
 * time, whose end is told to `connected`, `failed` or `serverFailed`: after a failure until one has connected, so that
 * it is known when all is well again. `news` is what is to be said since it was last asked for.
 */
export class Follow {
  #endpoints: readonly PodEndpoint[] = [];
  readonly #failed = new Map<string, Setback>();
  /** Of all attempts: the API server did not answer, or several pods in a row have failed. */
  #pause: Setback | undefined;
  #failuresInRow = 0;
  #place: Place = { at: 'nowhere' };
  /** An attempt has failed, and none has connected since: a list alone does not show that all is well. */
  #isUnproven = false;
  #trouble: Trouble | undefined;
  readonly #news: FollowNews[] = [];

  /** All endpoints, whenever one of them has changed. */
  see(endpoints: readonly PodEndpoint[], nowMs: number): void {
    this.#endpoints = endpoints;
    for (const pod of this.#failed.keys()) if (!endpoints.some((each) => each.pod === pod)) this.#failed.delete(pod);
    const fit = this.#fit();
    this.#leaveUnfit(fit);
    if (fit.length === 0) this.#noEndpoint(nowMs);
    else this.#settle(nowMs);
  }

  choose(nowMs: number): Choice {
    const [best] = this.#fit().toSorted((a, b) => this.#dueMs(a) - this.#dueMs(b));
    if (!best) return { kind: 'wait', untilMs: nowMs + LONGEST_WAIT_MS, because: 'no-endpoint' };
    const untilMs = Math.max(this.#dueMs(best), this.#pause?.dueMs ?? 0);
    return isToCome(untilMs, nowMs) ? { kind: 'wait', untilMs, because: 'lost' } : { kind: 'pod', endpoint: best };
  }

  /** A carrier to this pod is there, and it is well. */
  connected(pod: string, nowMs: number): void {
    this.#pause = undefined;
    this.#failuresInRow = 0;
    this.#isUnproven = false;
    this.#failed.delete(pod);
    const mayGoThere = this.#fit().some((each) => each.pod === pod);
    if (mayGoThere && (this.#trouble || this.#place.at !== 'pod')) this.#hold(pod, nowMs);
  }

  /** A carrier to this pod could not be made, though the API server answered; or it broke, whoever's fault that was. */
  failed(pod: string, why: string, nowMs: number): void {
    if (!this.#fit().some((each) => each.pod === pod)) return; // it is known to be going
    if (isPending(this.#failed.get(pod), nowMs)) return; // carriers that break together are one failure
    this.#failed.set(pod, afterOneMore(this.#failed.get(pod), nowMs));
    if (this.#place.at === 'pod' && this.#place.pod !== pod) return; // nobody goes there
    this.#isUnproven = true;
    this.#failuresInRow += 1;
    if (this.#failuresInRow >= MOST_AT_ONCE) this.#pause = afterOneMore(this.#pause, nowMs);
    if (this.#place.at === 'pod') this.#place = { at: 'between', from: pod, because: { kind: 'failed', why } };
    // Where another pod can be tried at once, it is only a move.
    if (this.choose(nowMs).kind === 'wait') this.#lose({ code: 'lost', of: 'pod', pod, why }, nowMs);
  }

  /** A carrier could not be made since the API server was not reached: no pod is the worse for it, and none is left. */
  serverFailed(why: string, nowMs: number): void {
    this.#isUnproven = true;
    this.#failed.clear(); // what broke together with it was not the pods' fault
    if (!isPending(this.#pause, nowMs)) this.#pause = afterOneMore(this.#pause, nowMs);
    this.#lose({ code: 'lost', of: 'api-server', why }, nowMs);
  }

  /** The list may be old until `see` comes again. Carriers that are there may be well, so nothing waits for it. */
  listLost(why: string, nowMs: number): void {
    this.#lose({ code: 'lost', of: 'api-server', why }, nowMs);
  }

  /** What has happened since the last time, each told once. */
  news(): readonly FollowNews[] {
    return this.#news.splice(0);
  }

  /** The endpoints that may be tried at all: those that still serve while they end only where no other is ready. */
  #fit(): readonly PodEndpoint[] {
    const fit = this.#endpoints.filter(isFit);
    const staying = fit.filter(({ isTerminating }) => !isTerminating);
    return staying.length > 0 ? staying : fit;
  }

  /** When it may be tried: the pod that is held before all others, then those that have not failed. */
  #dueMs({ pod }: PodEndpoint): number {
    if (this.#place.at === 'pod' && this.#place.pod === pod) return Number.NEGATIVE_INFINITY;
    return this.#failed.get(pod)?.dueMs ?? 0;
  }

  #leaveUnfit(fit: readonly PodEndpoint[]): void {
    if (this.#place.at === 'nowhere') return;
    const from = this.#place.at === 'pod' ? this.#place.pod : this.#place.from;
    if (fit.some(({ pod }) => pod === from)) return;
    // That it goes explains why it failed a moment ago.
    this.#place = { at: 'between', from, because: departureOf(this.#endpoints.find(({ pod }) => pod === from)) };
  }

  #noEndpoint(nowMs: number): void {
    if (this.#trouble?.code === 'no-endpoint') return;
    this.#trouble = { code: 'no-endpoint', sinceMs: this.#trouble?.sinceMs ?? nowMs };
    this.#news.push({ code: 'no-endpoint' });
  }

  #lose(news: FollowNews & { readonly code: 'lost' }, nowMs: number): void {
    if (this.#trouble?.code === 'lost') return;
    this.#trouble = { code: 'lost', sinceMs: this.#trouble?.sinceMs ?? nowMs };
    this.#news.push(news);
  }

  /** What a list alone can settle. */
  #settle(nowMs: number): void {
    if (this.#isUnproven || (this.#place.at === 'pod' && !this.#trouble)) return;
    const choice = this.choose(nowMs);
    if (choice.kind === 'pod') this.#hold(choice.endpoint.pod, nowMs);
  }

  #hold(pod: string, nowMs: number): void {
    if (this.#trouble) this.#news.push({ code: 'well', pod, afterMs: Math.max(0, nowMs - this.#trouble.sinceMs) });
    else if (this.#place.at === 'between' && this.#place.from !== pod) {
      this.#news.push({ code: 'moved', from: this.#place.from, to: pod, because: this.#place.because });
    }
    this.#place = { at: 'pod', pod };
    this.#trouble = undefined;
  }
}

function departureOf(endpoint: PodEndpoint | undefined): Departure {
  if (!endpoint) return { kind: 'gone' };
  return { kind: endpoint.isTerminating ? 'ending' : 'not-ready' };
}

function isPending(setback: Setback | undefined, nowMs: number): boolean {
  return setback !== undefined && isToCome(setback.dueMs, nowMs);
}

/** A moment further away than any that is waited for was set by a clock that was put back since. */
function isToCome(momentMs: number, nowMs: number): boolean {
  return momentMs > nowMs && momentMs <= nowMs + LONGEST_WAIT_MS;
}

function afterOneMore(setback: Setback | undefined, nowMs: number): Setback {
  const times = (setback?.times ?? 0) + 1;
  return { times, dueMs: nowMs + Math.min(FIRST_WAIT_MS * 2 ** (times - 1), LONGEST_WAIT_MS) };
}
