import { join } from 'node:path';
import { daemonLog, startDaemon } from './daemon.ts';
import type { Machine } from './machine.ts';
import type { ProxyOptions } from './proxy.ts';
import { waitForListener } from './wait.ts';

/** On loopback of the machine. */
export async function startProxy(machine: Machine, options: ProxyOptions): Promise<void> {
  const argv = [process.execPath, join(import.meta.dirname, 'proxy.ts'), JSON.stringify(options)];
  await startDaemon(machine, nameOf(options), argv);
  await waitForListener(machine, options.port);
}

/** A line for each connection or upgrade that it was asked for. */
export function proxyLog(machine: Machine, options: Pick<ProxyOptions, 'port'>): readonly string[] {
  return daemonLog(machine, nameOf(options)).trim().split('\n');
}

function nameOf({ port }: Pick<ProxyOptions, 'port'>): string {
  return `proxy-${port}`;
}
