import { join } from 'node:path';
import type { Machine } from '../../test/lab/machine.ts';
import { mustRun } from '../../test/lab/run.ts';
import type { Measured, Measurement } from './measure.ts';

export interface Programs {
  readonly executable: string;
  readonly kubectl: string;
}

export interface Comparison {
  readonly title: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly rounds: number;
  /** Folders that come before the machine's own PATH. */
  readonly path?: readonly string[];
}

/** Runs both inside the machine, by turns, and prints what it measured. Gives what it measured of ours. */
export async function compare(
  machine: Machine,
  { title, ours, theirs, rounds, path = [] }: Comparison,
): Promise<Measured> {
  const [our, their, nothing] = await measureIn(machine, { commands: [ours, theirs, ['/bin/true']], rounds }, path);
  if (!our || !their || !nothing) throw new Error('a command was not measured');
  console.log(`
${title} (medians of ${rounds}; starting a program that does nothing: ${nothing.wallMs.toFixed(1)} ms)
                        wall         peak memory
  ${row('kubectl-nodeport', our)}
  ${row('kubectl', their)}
  ratio            ${(our.wallMs / their.wallMs).toFixed(2).padStart(10)}   ${(our.peakMiB / their.peakMiB).toFixed(2).padStart(14)}`);
  return our;
}

export async function measureIn(
  machine: Machine,
  measurement: Measurement,
  path: readonly string[] = [],
): Promise<readonly Measured[]> {
  const script = join(import.meta.dirname, 'measure.ts');
  const argv = [process.execPath, script, JSON.stringify(measurement)];
  return JSON.parse(await mustRun(machine, argv, { timeoutMs: 600_000, path })) as readonly Measured[];
}

function row(name: string, { wallMs, peakMiB }: Measured): string {
  return `${name.padEnd(16)} ${wallMs.toFixed(1).padStart(7)} ms   ${peakMiB.toFixed(0).padStart(10)} MiB`;
}
