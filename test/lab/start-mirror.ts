import { join } from 'node:path';
import { isDaemonAlive, startDaemon } from './daemon.ts';
import type { Machine } from './machine.ts';
import type { MirrorOptions } from './mirror.ts';
import { waitForListener } from './wait.ts';

/** On loopback of the machine; one that is there already stays. */
export async function startMirror(machine: Machine, options: MirrorOptions): Promise<void> {
  const name = `mirror-${options.port}`;
  if (isDaemonAlive(machine, name)) return;
  const argv = [process.execPath, join(import.meta.dirname, 'mirror.ts'), JSON.stringify(options)];
  await startDaemon(machine, name, argv);
  await waitForListener(machine, options.port);
}
