import { elapsedMs } from './elapsed.ts';
import type { ReportRow } from './report.ts';

/**
 * When a row is dialled after a change, in milliseconds since then: kube-proxy is one to three seconds behind the API
 * server, longer where it has thousands of Services, and nothing tells when it is done.
 */
const DIALS_AFTER_MS = [0, 500, 1_500, 3_500, 8_000] as const;

/** For so long what a dial meets may be the world before the change: what contradicts the endpoints is not told. */
const LAG_MS = 3_500;

/** Why a row is dialled. */
export type Change =
  /** It was there at the start: what it meets is told at once, as `list` does. */
  | 'start'
  /** The nodes, or what is known of them: kube-proxy has nothing to do with it. */
  | 'nodes'
  /** Its Service or its endpoints: an address that answers may be one that kube-proxy has not yet taken away. */
  | 'row';

/**
 * What a row is dialled for that the endpoints promise an answer of: a few times after a change, or, where somebody waits
 * for it, until it answers: a program may listen long after its pod is called ready, and nothing tells of that.
 */
export type Patience = 'after-a-change' | 'until-it-answers';

/** How often, then. */
const AGAIN_AFTER_MS = 2_000;

/** A row on its way from a change to what is so. */
export interface Settling {
  readonly change: Change;
  /** When the change was seen. */
  readonly sinceMs: number;
  /** The first change that nothing was told after; so a row that never rests is told all the same. `undefined`: all is told. */
  readonly untoldSinceMs: number | undefined;
  /** When it is dialled. */
  readonly dueMs: number;
}

/** `before`: what an earlier change has not come to. */
export function beginSettling(change: Change, nowMs: number, before: Settling | undefined): Settling {
  return { change, sinceMs: nowMs, untoldSinceMs: before?.untoldSinceMs ?? nowMs, dueMs: nowMs };
}

export interface AfterDial {
  /** Whether it is told what the dial met. */
  readonly isTold: boolean;
  /** `undefined`: it is not dialled again before something changes. */
  readonly settling: Settling | undefined;
}

/** What follows from what a dial met. */
export function afterDial(settling: Settling, met: ReportRow, nowMs: number, patience: Patience): AfterDial {
  const isAsPromised = isAsTheEndpointsHaveIt(met);
  const dueMs = isAsPromised ? dueToConfirm(settling, nowMs) : dueToTryAgain(settling, nowMs, patience);
  const isOld = elapsedMs(settling.untoldSinceMs ?? settling.sinceMs, nowMs) >= LAG_MS;
  const isTold = isAsPromised || dueMs === undefined || isOld || settling.change === 'start';
  const untoldSinceMs = isTold ? undefined : settling.untoldSinceMs;
  return { isTold, settling: dueMs === undefined ? undefined : { ...settling, dueMs, untoldSinceMs } };
}

function dueToConfirm({ change, sinceMs }: Settling, nowMs: number): number | undefined {
  return change === 'row' ? nextOf(sinceMs, Math.max(nowMs, sinceMs + LAG_MS - 1)) : undefined;
}

function dueToTryAgain({ sinceMs }: Settling, nowMs: number, patience: Patience): number | undefined {
  const last = patience === 'until-it-answers' ? nowMs + AGAIN_AFTER_MS : undefined;
  return nextOf(sinceMs, nowMs) ?? last;
}

/** A dial may have taken longer than the next one was to wait for. */
function nextOf(sinceMs: number, afterMs: number): number | undefined {
  return DIALS_AFTER_MS.map((ms) => sinceMs + ms).find((dueMs) => dueMs > afterMs);
}

/** Whether another dial would say nothing new, as far as kube-proxy is concerned. */
function isAsTheEndpointsHaveIt({ verdict, attempts }: ReportRow): boolean {
  switch (verdict.status) {
    case 'Reachable':
      return verdict.endpoints === 'some';
    case 'Unreachable':
    case 'Unknown':
      return !attempts.some(({ result }) => 'afterMs' in result);
    case 'NoEndpoints':
    case 'NotPublished':
    case 'Unverified':
    case 'Gone':
      return true;
  }
}
