import type { Deps } from '../../deps.ts';
import type { Dial, ProbeResult } from '../../domain/probe.ts';
import { ABORTED, dialOnce } from './dial.ts';
import { openLibc } from './libc.ts';
import { createLibcWires } from './libc-wire.ts';
import { lookUp } from './lookup.ts';
import { isOnOwnNetwork } from './own-network.ts';
import { remember } from './remember.ts';
import { createTurnstile } from './turnstile.ts';
import type { OpenWire } from './wire.ts';

export interface Prober {
  readonly probe: Deps['probe'];
  readonly routeTo: Deps['routeTo'];
  /** Does beforehand what the first dial would wait for; if it fails, that dial will say so. */
  prepare(): Promise<void>;
}

const MOST_CONNECTIONS = 256;

export function createProber(): Prober {
  const enter = createTurnstile(MOST_CONNECTIONS);
  const lookUpOnce = remember(lookUp);
  const routeToOnce = remember(async (host) => {
    const address = await lookUpOnce(host);
    if (address === undefined) return 'none';
    if (isOnOwnNetwork(address.ip)) return 'local';
    const { routeTo } = await import('./route-to.ts'); // seldom asked, and node:dgram takes 3 ms
    return routeTo(address);
  });
  let wires: Promise<OpenWire> | undefined;

  return { probe, prepare, routeTo: routeToOnce };

  async function prepare(): Promise<void> {
    wires ??= chooseWires();
    await wires.catch(() => undefined);
  }

  async function probe(dial: Dial, signal: AbortSignal): Promise<ProbeResult> {
    const address = await unlessOver(lookUpOnce(dial.host), dial.timeoutMs, signal);
    if (signal.aborted) return ABORTED;
    if (address === undefined || !(await mayBeDialled(dial))) return { outcome: 'no-route' };
    const leave = await enter(signal);
    if (leave === undefined) return ABORTED;
    try {
      wires ??= chooseWires();
      return await dialOnce(await wires, address, dial, signal);
    } finally {
      leave();
    }
  }

  async function mayBeDialled({ host, stays }: Dial): Promise<boolean> {
    return stays === 'anywhere' || (await routeToOnce(host)) === 'local';
  }
}

async function chooseWires(): Promise<OpenWire> {
  const libc = await openLibc();
  return libc === undefined ? (await import('./node-wire.ts')).openNodeWire : createLibcWires(libc);
}

/** Undefined when the time or the signal comes first: a resolver may take ten seconds and cannot be stopped. */
function unlessOver<T>(work: Promise<T>, timeoutMs: number, signal: AbortSignal): Promise<T | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>();
  const giveUp = () => resolve(undefined);
  const timer = setTimeout(() => setImmediate(giveUp), timeoutMs); // what has come while we were busy goes first
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  work.then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  });
}
