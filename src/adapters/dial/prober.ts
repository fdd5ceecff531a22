import type { Deps } from '../../deps.ts';
import type { Dial, ProbeResult } from '../../domain/probe.ts';
import { ABORTED, dialOnce } from './dial.ts';
import { openLibc } from './libc.ts';
import { createLibcWires } from './libc-wire.ts';
import { lookUp } from './lookup.ts';
import { openNodeWire } from './node-wire.ts';
import { remember } from './remember.ts';
import { type RouteTo, routeTo } from './route-to.ts';
import { createTurnstile } from './turnstile.ts';
import type { OpenWire } from './wire.ts';

export interface Prober {
  readonly probe: Deps['probe'];
  /** For what cannot be dialled and believed: would it stay near? A name that does not resolve has no route. */
  routeTo(host: string): Promise<RouteTo>;
}

const MOST_CONNECTIONS = 256;

export function createProber(): Prober {
  const enter = createTurnstile(MOST_CONNECTIONS);
  const lookUpOnce = remember(lookUp);
  const routeToOnce = remember(async (host) => {
    const address = await lookUpOnce(host);
    return address === undefined ? 'none' : routeTo(address);
  });
  let wires: Promise<OpenWire> | undefined;

  return { probe, routeTo: routeToOnce };

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
  return libc === undefined ? openNodeWire : createLibcWires(libc);
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
