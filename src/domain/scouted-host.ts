import type { ProbeResult } from './probe.ts';

/** How many dials a host gets before it has answered any, and how many silent ones make a silent host. */
const SCOUTS = 2;

/** What the dials so far say of one host. */
export type Trust =
  /** Nothing has come back from it yet. */
  | 'unproven'
  /** It has accepted or refused something, or there is nothing left that would tell. */
  | 'open'
  | 'silent'
  /** No route leads there, or only one through the default gateway. */
  | 'unroutable'
  /** It accepts on a port that must be dead, so that no accept of its means anything. */
  | 'accepts-everything';

/** `Step` is whatever waits for the host's proof. */
export interface ScoutedHost<Step> {
  trust: Trust;
  /** Dials to ports that every node serves, and that nothing came back from. */
  silences: number;
  scoutsUnderWay: number;
  /** Whether a port that must be dead was tried: `settled` where it is dead. */
  control: 'not-asked' | 'under-way' | 'settled';
  /** All that lead there. */
  readonly steps: Step[];
  /** Those that wait: steps that would tell, and steps whose silence proves nothing. */
  readonly telling: Step[];
  readonly others: Step[];
  /** How many of `others` were sent to scout. */
  othersSent: number;
  /** Whether its dead port is paid for, where dials are counted. */
  isCounted: boolean;
}

export function newHost<Step>(isLoopback: boolean): ScoutedHost<Step> {
  // Loopback is this machine: it refuses at once what it does not serve.
  const trust = isLoopback ? 'open' : 'unproven';
  return {
    trust,
    silences: 0,
    scoutsUnderWay: 0,
    control: 'not-asked',
    steps: [],
    telling: [],
    others: [],
    othersSent: 0,
    isCounted: false,
  };
}

/** What a result changes in the opinion of its host. */
export function trustAfter<Step>(host: ScoutedHost<Step>, { outcome }: ProbeResult): Trust {
  switch (outcome) {
    case 'answered':
    case 'refused':
    case 'dropped':
    case 'another-program':
      return host.trust === 'accepts-everything' ? host.trust : 'open';
    case 'no-route':
      return 'unroutable';
    case 'timed-out':
    case 'host-unreachable':
      return host.trust === 'unproven' && host.silences >= SCOUTS ? 'silent' : host.trust;
    case 'not-tried':
      return host.trust;
  }
}

/** Whether every scout came back without a word, and no step is left whose silence would tell: then all may go. */
export function hasNoScoutLeft<Step>(host: ScoutedHost<Step>, isOpen: (step: Step) => boolean): boolean {
  const isIdle = host.trust === 'unproven' && host.scoutsUnderWay === 0 && !host.telling.some(isOpen);
  return isIdle && (host.othersSent >= SCOUTS || host.silences > 0);
}

/** The next step that may scout, the telling ones first. What has been silent once is not asked in more places at once. */
export function nextScout<Step>(host: ScoutedHost<Step>, mayScout: (step: Step) => boolean): Step | undefined {
  if (host.trust !== 'unproven' || host.scoutsUnderWay + host.silences >= SCOUTS) return undefined;
  const telling = host.telling.findIndex(mayScout);
  if (telling >= 0) return host.telling.splice(telling, 1)[0];
  if (host.othersSent >= SCOUTS) return undefined; // their silence tells nothing: it is not waited for again and again
  const other = host.others.findIndex(mayScout);
  if (other < 0) return undefined;
  host.othersSent += 1;
  return host.others.splice(other, 1)[0];
}

/** Everything that waited for the proof. */
export function released<Step>(host: ScoutedHost<Step>): Step[] {
  return [...host.telling.splice(0), ...host.others.splice(0)];
}
