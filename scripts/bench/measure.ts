import { spawnSync } from 'node:child_process';
import { median } from './median.ts';

/** What `measure` is told, as JSON in its only argument: it runs inside a machine of the lab. */
export interface Measurement {
  readonly commands: readonly (readonly string[])[];
  readonly rounds: number;
}

/** For each command: the median wall time, and the peak of its resident memory. */
export interface Measured {
  readonly wallMs: number;
  readonly peakMiB: number;
}

if (import.meta.main) {
  const { commands, rounds } = JSON.parse(process.argv[2] ?? '') as Measurement;
  console.log(JSON.stringify(measure(commands, rounds)));
}

/** The commands by turns, so that a slow moment of the machine is shared by all. */
function measure(commands: Measurement['commands'], rounds: number): readonly Measured[] {
  for (const command of commands) wallOf(command); // caches are warm, kubectl's discovery among them
  const walls = commands.map((): number[] => []);
  const peaks = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) walls[index]?.push(wallOf(command));
  }
  // Apart from the times, because the program that tells the peak takes some itself.
  for (const [index, command] of commands.entries()) {
    for (let round = 0; round < 5; round += 1) peaks[index]?.push(peakOf(command));
  }
  return commands.map((_, index) => ({ wallMs: median(walls[index] ?? []), peakMiB: median(peaks[index] ?? []) }));
}

function wallOf(command: readonly string[]): number {
  const start = process.hrtime.bigint();
  run(command);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function peakOf(command: readonly string[]): number {
  const { stderr } = run(['/usr/bin/time', '--format', '%M', ...command]);
  return Number(stderr.trim().split('\n').at(-1)) / 1024;
}

function run([program = '', ...args]: readonly string[]): { readonly stderr: string } {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { stderr };
}
