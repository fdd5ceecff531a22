import { join } from 'node:path';
import type { Loads } from './load/load.ts';
import type { Machine } from './machine.ts';
import { type Running, start } from './run.ts';

type Options<Kind extends keyof Loads> = Parameters<Loads[Kind]>[0];
type Outcome<Kind extends keyof Loads> = Awaited<ReturnType<Loads[Kind]>>;

/** What has not come of it by then never does. */
const LIMIT_MS = 240_000;

/** A client of the pod server in a process of its own, inside the machine. */
export async function runLoad<Kind extends keyof Loads>(
  machine: Machine,
  kind: Kind,
  options: Options<Kind>,
): Promise<Outcome<Kind>> {
  return outcomeOf(kind, start(machine, argvOf(kind, options)));
}

export interface RunningLoad<Kind extends keyof Loads> {
  /** Tells it to go on, or to end: SIGUSR2. Gives what came of it. */
  finish(): Promise<Outcome<Kind>>;
}

/** One that waits for a word of ours. */
export function startLoad<Kind extends keyof Loads>(
  machine: Machine,
  kind: Kind,
  options: Options<Kind>,
): RunningLoad<Kind> {
  const running = start(machine, argvOf(kind, options));
  return {
    async finish(): Promise<Outcome<Kind>> {
      running.signal('SIGUSR2');
      return outcomeOf(kind, running);
    },
  };
}

/** In its one line. It is killed then: Node 26.10 hung once in forty runs after `process.exit()`, with 50 sockets. */
async function outcomeOf<Kind extends keyof Loads>(kind: Kind, running: Running): Promise<Outcome<Kind>> {
  const said = Promise.withResolvers<void>();
  running.child.stdout?.on('data', () => running.stdout().endsWith('\n') && said.resolve());
  const timer = setTimeout(said.resolve, LIMIT_MS);
  await Promise.race([said.promise, running.finished]);
  clearTimeout(timer);
  running.signal('SIGKILL');
  const { stdout, stderr, code, signal } = await running.finished;
  if (!stdout.endsWith('\n')) throw new Error(`${kind} ended with ${code ?? signal}: ${stderr}`);
  return JSON.parse(stdout) as Outcome<Kind>;
}

function argvOf(kind: string, options: object): readonly string[] {
  return [process.execPath, join(import.meta.dirname, 'load/load.ts'), kind, JSON.stringify(options)];
}
