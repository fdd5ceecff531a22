import type { Port } from './port.ts';
import type { ProbeResult } from './probe.ts';

/** The kinds of route, best first. Public: the column VIA and JSON carry them. */
export const VIAS = [
  'published-port',
  'localhost',
  'load-balancer',
  'node-address',
  'api-host',
  'engine-host',
  'domain',
  'container-host',
  'tunnel',
] as const;

export type Via = (typeof VIAS)[number];

/** One address to try: always something that can be dialled. */
export interface Route {
  readonly via: Via;
  /** An IP literal without brackets, or a DNS name. */
  readonly host: string;
  readonly port: Port;
  /** The node whose kube-proxy answers; `undefined` where it may be any. */
  readonly node: string | undefined;
  /** Why this route exists, a phrase. No route without a reason. */
  readonly because: string;
  /** What has to be so for it to answer, where no fact says whether it is; `undefined`: nothing more. */
  readonly onlyIf: string | undefined;
  /** A `proxy` accepts before it knows whether anything is behind it; kube-proxy's rules are the pod's own answer. */
  readonly answeredBy: 'kube-proxy' | 'proxy';
  /** `local`: an address on this machine, or in a VM or container of it; never dialled through the default gateway. */
  readonly stays: 'local' | 'anywhere';
  /** `sparing`: it may be somebody else's network, so that dials of its kind are counted, and public ones need a name. */
  readonly dialling: 'freely' | 'sparing';
}

/** A route with what happened. */
export interface Attempt {
  readonly route: Route;
  readonly result: ProbeResult;
}
