import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Machine, sandboxItself } from './machine.ts';
import { mustRun } from './run.ts';
import { insideSandbox, isAlive } from './sandbox.ts';
import { waitFor } from './wait.ts';

/**
 * Starts a program in the background of a machine, where it outlives this process but not the sandbox.
 * Its PID, output and command line lie in the sandbox, so that every process of the tests can end and restart it.
 */
export async function startDaemon(machine: Machine, name: string, argv: readonly string[]): Promise<void> {
  const folder = folderOf(machine);
  mkdirSync(insideSandbox(machine.sandbox, folder), { recursive: true });
  writeFileSync(fileOf(machine, name, 'json'), JSON.stringify(argv));
  await mustRun(machine, ['sh', join(import.meta.dirname, 'daemon.sh'), folder, name, ...argv], { cwd: '/' });
}

/** With the command line of its last start, and the flags that are to be others; ends it first if it runs. */
export async function restartDaemon(
  machine: Machine,
  name: string,
  flags: Readonly<Record<`--${string}`, string>> = {},
): Promise<void> {
  await killDaemon(machine, name);
  const last = JSON.parse(readFileSync(fileOf(machine, name, 'json'), 'utf8')) as string[];
  const kept = last.filter((word) => !Object.keys(flags).some((flag) => word.startsWith(`${flag}=`)));
  await startDaemon(machine, name, [...kept, ...Object.entries(flags).map(([flag, value]) => `${flag}=${value}`)]);
}

/** Signals a daemon that runs, without waiting for what it does. */
export async function signalDaemon(machine: Machine, name: string, signal: NodeJS.Signals): Promise<void> {
  const kill = `kill -s ${signal.slice('SIG'.length)} ${daemonPid(machine, name)}`;
  await mustRun(sandboxItself(machine.sandbox), ['sh', '-c', kill]);
}

/** Ends a daemon at once, and waits until it is gone. */
export async function killDaemon(machine: Machine, name: string): Promise<void> {
  if (isDaemonAlive(machine, name)) await signalDaemon(machine, name, 'SIGKILL');
  await waitFor(machine.sandbox, `the end of ${name}`, () => !isDaemonAlive(machine, name));
}

export function isDaemonAlive(machine: Machine, name: string): boolean {
  return existsSync(fileOf(machine, name, 'pid')) && isAlive(machine.sandbox, daemonPid(machine, name));
}

/** As numbered inside the sandbox. */
export function daemonPid(machine: Machine, name: string): number {
  return Number(readFileSync(fileOf(machine, name, 'pid'), 'utf8'));
}

export function listDaemons(machine: Machine): readonly string[] {
  const folder = insideSandbox(machine.sandbox, folderOf(machine));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.pid'))
    .map((file) => file.slice(0, -'.pid'.length));
}

export function daemonLog(machine: Machine, name: string): string {
  return readFileSync(fileOf(machine, name, 'log'), 'utf8');
}

/** Waits for a daemon to be of use, but no longer than it lives. */
export async function waitForDaemon(machine: Machine, name: string, isReady: () => Promise<boolean>): Promise<void> {
  await waitFor(
    machine.sandbox,
    `${name} in ${machine.name}`,
    async () => !isDaemonAlive(machine, name) || (await isReady()),
  );
  if (isDaemonAlive(machine, name)) return;
  throw new Error(`${name} in ${machine.name} ended: ${daemonLog(machine, name).slice(-2_000)}`);
}

function folderOf({ name }: Machine): string {
  return `/var/lab/daemons/${name}`;
}

function fileOf(machine: Machine, name: string, ending: 'pid' | 'log' | 'json'): string {
  return insideSandbox(machine.sandbox, `${folderOf(machine)}/${name}.${ending}`);
}
