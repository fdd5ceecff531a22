import { join } from 'node:path';
import { startDaemon } from './daemon.ts';
import type { Behaviour } from './listener.ts';
import type { Machine } from './machine.ts';
import { mustRun } from './run.ts';
import { waitForListener } from './wait.ts';

export interface Listener {
  /** The machine must have it: `addAddress`. */
  readonly address: string;
  readonly port: number;
  readonly behaviour: Behaviour;
}

/** The machine then is that address, to itself: a node, say, that exists on paper. IPv4 or IPv6. */
export async function addAddress(machine: Machine, address: string): Promise<void> {
  const bits = address.includes(':') ? 128 : 32;
  await mustRun(machine, ['ip', 'address', 'add', `${address}/${bits}`, 'dev', 'lo']);
}

/** A server of few words. Its log (`daemonLog`, name from `listenerName`) has a line for each connection. */
export async function listen(machine: Machine, { address, port, behaviour }: Listener): Promise<void> {
  const script = join(import.meta.dirname, 'listener.ts');
  const argv = [process.execPath, script, address, String(port), behaviour];
  await startDaemon(machine, listenerName({ address, port }), argv);
  await waitForListener(machine, port);
}

export function listenerName({ address, port }: Pick<Listener, 'address' | 'port'>): string {
  return `listener-${address}-${port}`;
}

/** Every TCP port of the address leads to the one listener: an address that accepts everything. */
export async function acceptEverything(machine: Machine, { address, port, behaviour }: Listener): Promise<void> {
  await addAddress(machine, address);
  const [iptables, any] = address.includes(':') ? ['ip6tables', '::'] : ['iptables', '0.0.0.0'];
  await listen(machine, { address: any, port, behaviour });
  const match = ['--table', 'nat', '--append', 'OUTPUT', '--destination', address, '--protocol', 'tcp'];
  await mustRun(machine, [iptables, ...match, '--jump', 'REDIRECT', '--to-ports', String(port)]);
}
