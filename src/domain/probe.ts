import type { Port } from './port.ts';

/** What one dial is asked to do. */
export interface Dial {
  /** An IP literal without brackets, or a DNS name. */
  readonly host: string;
  readonly port: Port;
  readonly timeoutMs: number;
  /**
   * How long an accepted connection is watched before it counts. A proxy accepts before it knows whether anything is
   * behind it, and closes 1-11 ms later (docker-proxy, socat); what kube-proxy answers itself is not watched: 0.
   */
  readonly watchMs: number;
  /** `mysql`: where the server greets as MySQL, it is told goodbye in the one way that it does not count as an error. */
  readonly speaks: 'nothing' | 'mysql';
  /** `local`: an address of a VM or container on this machine; one that would leave by the default gateway is not it. */
  readonly stays: 'local' | 'anywhere';
}

/** What one dial met. Never a boolean: each outcome has another cause and another sentence. */
export type ProbeResult =
  /** `greeting`: what the server said first, where the dial was to listen (`speaks`) and it said something. */
  | { readonly outcome: 'answered'; readonly afterMs: number; readonly greeting?: Uint8Array }
  | { readonly outcome: 'refused'; readonly afterMs: number }
  | { readonly outcome: 'timed-out'; readonly afterMs: number }
  /** No route on this machine, or only one that leaves by the default gateway: nothing was sent. */
  | { readonly outcome: 'no-route' }
  | { readonly outcome: 'host-unreachable'; readonly afterMs: number }
  /** Accepted, then closed without a byte: a proxy with nothing behind it. */
  | { readonly outcome: 'dropped'; readonly afterMs: number }
  /** It answered, and not as the pods do when they are asked through the API server: somebody else listens there. */
  | { readonly outcome: 'another-program'; readonly afterMs: number }
  | { readonly outcome: 'not-tried'; readonly because: NotTried };

/** Why a route was not dialled, or why a dial of it proves nothing. */
export type NotTried =
  | 'udp'
  | 'sctp'
  | 'probing-off'
  | 'read-from-file'
  | 'condition-unknown'
  | 'public-address'
  | 'too-many-dials'
  | 'another-route-answered'
  | 'host-is-silent'
  | 'local-policy'
  | 'endpoints-unknown'
  | 'accepts-everything';

export function isSilence({ outcome }: ProbeResult): boolean {
  return outcome === 'timed-out' || outcome === 'host-unreachable';
}

export function isAccept(result: ProbeResult): result is Extract<ProbeResult, { outcome: 'answered' | 'dropped' }> {
  return result.outcome === 'answered' || result.outcome === 'dropped';
}

/** How this machine would get to an address. `none`: no route, or only one through the default gateway. */
export type RouteTo = 'local' | 'none';

/** The address and port that a run dials once. */
export function keyOf({ host, port }: Pick<Dial, 'host' | 'port'>): string {
  return `${host} ${port}`;
}
