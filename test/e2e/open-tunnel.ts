import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Machine, pathOf } from '../lab/machine.ts';
import { type Finished, type RunOptions, start } from '../lab/run.ts';
import { childrenOf } from '../lab/sandbox.ts';
import { isListening, waitFor } from '../lab/wait.ts';
import { PATH } from './in-lab.ts';

/** A `kubectl nodeport open` that runs until it is told to end. */
export interface OpenTunnel {
  /** What it printed. */
  readonly url: string;
  readonly port: number;
  /** As this computer numbers it. */
  readonly pid: number;
  stdout(): string;
  /** The lines of the conversation so far. */
  said(): readonly string[];
  /** To the plugin alone. */
  signal(signal: NodeJS.Signals): void;
  readonly finished: Promise<Finished>;
  /** Ctrl-C, and its end. */
  close(): Promise<Finished>;
}

/** Where records are kept, below the machine's own /run. */
export const RUNTIME_DIR = '/run/user';

/** `kubectl nodeport open ARGS --tunnel always`, once it has printed its URL. */
export async function openTunnel(
  machine: Machine,
  args: readonly string[],
  options: RunOptions = {},
): Promise<OpenTunnel> {
  const env = { XDG_RUNTIME_DIR: RUNTIME_DIR, ...options.env };
  const argv = ['sh', '-c', 'mkdir -p -m 700 "$XDG_RUNTIME_DIR"; exec kubectl nodeport open "$@"', 'sh'];
  const running = start(machine, [...argv, ...args, '--tunnel=always'], { path: PATH, ...options, env });
  let end: Finished | undefined;
  const finished = running.finished.then((its) => {
    end = its;
    return its;
  });
  await waitFor(
    machine.sandbox,
    `the URL of open ${args.join(' ')}`,
    () => end !== undefined || running.stdout() !== '',
  );
  if (end) throw new Error(`open ${args.join(' ')} ended with ${end.code ?? end.signal}: ${end.stderr}`);
  const url = running.stdout().trim();
  // kubectl becomes the plugin, and so did everything before it: it is one process.
  const [pid] = childrenOf(running.child.pid);
  if (pid === undefined) throw new Error(`open ${args.join(' ')} has no process`);
  const signal = (name: NodeJS.Signals) => void process.kill(pid, name);
  return {
    ...{ url, port: Number(new URL(url).port), pid, finished, signal },
    stdout: running.stdout,
    said: () => running.stderr().trimEnd().split('\n'),
    close() {
      signal('SIGINT');
      return finished;
    },
  };
}

/** What a tunnel could leave behind in a machine: its process, its listener, its record. */
export function leftovers(machine: Machine, { pid, port }: Pick<OpenTunnel, 'pid' | 'port'>): readonly string[] {
  return [
    ...(existsSync(`/proc/${pid}`) ? [`process ${pid}`] : []),
    ...(isListening(machine, port) ? [`listener ${port}`] : []),
    ...records(machine).map((name) => `record ${name}`),
  ];
}

export function records(machine: Machine): readonly string[] {
  const folder = pathOf(machine, `${RUNTIME_DIR}/kubectl-nodeport`);
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The resident memory of a process, of this moment. */
export function memoryMiB(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m)?.[1]) / 1024;
}
