import { readFileSync } from 'node:fs';
import { daemonPid, startDaemon } from '../../test/lab/daemon.ts';
import type { Machine } from '../../test/lab/machine.ts';
import { insideSandbox } from '../../test/lab/sandbox.ts';
import { waitForListener } from '../../test/lab/wait.ts';

export interface TunnelProcess {
  readonly name: string;
  readonly machine: Machine;
  /** As numbered inside the sandbox. */
  readonly pid: number;
  /** Of the machine's loopback. */
  readonly port: number;
}

/** What is compared. */
export interface Tunnels {
  readonly ours: TunnelProcess;
  readonly theirs: TunnelProcess;
}

export async function startTunnel(
  machine: Machine,
  { name, argv, port }: { readonly name: string; readonly argv: readonly string[]; readonly port: number },
): Promise<TunnelProcess> {
  await startDaemon(machine, `tunnel-${name}`, ['env', 'XDG_RUNTIME_DIR=/run', ...argv]);
  await waitForListener(machine, port);
  return { name, machine, port, pid: daemonPid(machine, `tunnel-${name}`) };
}

/** Of user and system. The kernel counts hundredths. Source: proc_pid_stat(5), fields 14 and 15. */
export function cpuSecondsOf(tunnel: TunnelProcess): number {
  const fields = procFile(tunnel, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** `VmHWM`: the most that it ever had; `VmRSS`: what it has. */
export function memoryMiBOf(tunnel: TunnelProcess, field: 'VmHWM' | 'VmRSS'): number {
  const kibibytes = procFile(tunnel, 'status').match(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm'))?.[1];
  return Number(kibibytes) / 1024;
}

function procFile({ machine, pid }: TunnelProcess, name: string): string {
  return readFileSync(insideSandbox(machine.sandbox, `/proc/${pid}/${name}`), 'utf8');
}
