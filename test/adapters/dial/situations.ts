import type { Dial, ProbeResult } from '../../../src/domain/probe.ts';

type Situation = readonly [situation: string, dial: Partial<Omit<Dial, 'port'>> & { port: number }, expected: Outcome];
type Outcome = ProbeResult['outcome'];

/** Ports of `with-peers.ts`. */
export const PEERS = {
  silent: 8001,
  speaksFirst: 8002,
  closes: 8003,
  resets: 8004,
  closesLater: 8005,
  mysql: 8006,
} as const;

const ANYWHERE = { stays: 'anywhere' } as const;
const WATCHED = { watchMs: 25 };

/** Of every dial that does not say otherwise. */
export const LIMIT_MS = 400;

/** In the network of `network.sh`, with the peers of `with-peers.ts`. What is left out is in `dial-situations.ts`. */
export const SITUATIONS: readonly Situation[] = [
  ['nobody listens', { port: 1 }, 'refused'],
  ['nobody listens, IPv6', { host: '::1', port: 1 }, 'refused'],
  ['somebody listens', { port: PEERS.silent }, 'answered'],
  ['somebody listens, IPv6', { host: '::1', port: PEERS.silent }, 'answered'],
  ['somebody listens, by name', { host: 'localhost', port: PEERS.silent }, 'answered'],
  ['a listener says nothing while it is watched', { port: PEERS.silent, ...WATCHED }, 'answered'],
  ['a listener speaks first while it is watched', { port: PEERS.speaksFirst, ...WATCHED }, 'answered'],
  ['a listener closes at once', { port: PEERS.closes, ...WATCHED }, 'dropped'],
  ['a listener resets at once', { port: PEERS.resets, ...WATCHED }, 'dropped'],
  ['a listener closes at once, and is not watched', { port: PEERS.closes }, 'answered'],
  ['a listener closes after it was watched', { port: PEERS.closesLater, ...WATCHED }, 'answered'],
  ['a listener greets as MySQL', { port: PEERS.mysql, speaks: 'mysql', ...WATCHED }, 'answered'],
  ['a neighbour is silent', { host: '10.77.0.2', port: 80 }, 'timed-out'],
  ['a neighbour is silent, IPv6', { host: 'fd77::2', port: 80 }, 'timed-out'],
  ['a neighbour does not exist', { host: '10.77.0.3', port: 80, timeoutMs: 5_000 }, 'host-unreachable'],
  ['a route of its own leads to silence', { host: '10.81.0.1', port: 80 }, 'timed-out'],
  ['the route says unreachable', { host: '10.78.0.1', port: 80, ...ANYWHERE }, 'host-unreachable'],
  ['the route says prohibited', { host: '10.79.0.1', port: 80, ...ANYWHERE }, 'host-unreachable'],
  ['the route is a black hole', { host: '10.80.0.1', port: 80, ...ANYWHERE }, 'no-route'],
  ['there is no route', { host: '2001:db8:1::1', port: 80, ...ANYWHERE }, 'no-route'],
  ['there is no route, and it should stay near', { host: '2001:db8:1::1', port: 80 }, 'no-route'],
  ['only the default gateway leads there', { host: '10.200.0.1', port: 80 }, 'no-route'],
  [
    'the default gateway does not exist',
    { host: '10.200.0.2', port: 80, timeoutMs: 5_000, ...ANYWHERE },
    'host-unreachable',
  ],
  ['the name does not resolve', { host: 'no-such-name.invalid', port: 80, ...ANYWHERE }, 'no-route'],
];
