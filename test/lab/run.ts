import { type ChildProcess, spawn as spawnProcess } from 'node:child_process';
import { homeOf, type Machine } from './machine.ts';
import { childrenOf, insideSandbox } from './sandbox.ts';

export interface RunOptions {
  /** Added to the machine's own environment (PATH, HOME, KUBECONFIG); nothing is inherited from this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders that come before the machine's own PATH. */
  readonly path?: readonly string[];
  readonly cwd?: string;
  readonly input?: string;
  /** Killed after this time; `signal` then says so. */
  readonly timeoutMs?: number;
}

export interface Finished {
  /** `undefined` when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** What it has printed until now. */
  stdout(): string;
  stderr(): string;
  /** To the command and all of its process group; to nothing of ours. */
  signal(signal: NodeJS.Signals): void;
  readonly finished: Promise<Finished>;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** Runs a command inside a machine and waits for its end, whatever its exit code. */
export async function run(machine: Machine, argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const running = start(machine, argv, options);
  const timer = setTimeout(() => running.signal('SIGKILL'), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    return await running.finished;
  } finally {
    clearTimeout(timer);
  }
}

/** As `run`, but a command that fails is an error. Gives what it printed. */
export async function mustRun(machine: Machine, argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, signal, stdout, stderr } = await run(machine, argv, options);
  if (code === 0) return stdout;
  throw new Error(`${argv.join(' ')} (in ${machine.name}) ended with ${code ?? signal}: ${stderr}${stdout}`.trim());
}

/** Starts a command inside a machine, in a session and process group of its own. */
export function start(machine: Machine, argv: readonly string[], options: RunOptions = {}): Running {
  // setsid does not fork here, because nsenter's child is no group leader: so the child's PID is the group's.
  const command = [...enter(machine), 'setsid', ...wrapped(machine, argv, options)];
  const child = spawnProcess('nsenter', command, { stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // it may end without reading
  child.stdin.end(options.input ?? '');
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code: code ?? undefined, signal: signal ?? undefined, stdout, stderr }),
    );
  });
  return { child, stdout: () => stdout, stderr: () => stderr, signal: (name) => signalGroup(child, name), finished };
}

/** The command line which runs a command in a machine from a terminal, without a session of its own. */
export function shellCommand(machine: Machine, argv: readonly string[], options: RunOptions = {}): readonly string[] {
  return ['nsenter', ...enter(machine), ...wrapped(machine, argv, options)];
}

function wrapped(
  machine: Machine,
  argv: readonly string[],
  { env = {}, path = [], cwd }: RunOptions,
): readonly string[] {
  const assignments = Object.entries({ ...environmentOf(machine, path), ...env }).map(
    ([name, value]) => `${name}=${value}`,
  );
  return ['env', '-i', '-C', cwd ?? homeOf(machine), ...assignments, ...argv];
}

const PATH = ['/var/lab/bin', '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function environmentOf(machine: Machine, path: readonly string[]): Readonly<Record<string, string>> {
  return {
    PATH: [...path, ...PATH].join(':'),
    HOME: homeOf(machine),
    TMPDIR: '/var/lab/tmp',
    LANG: 'C.UTF-8',
    ...machine.env,
  };
}

function enter({ sandbox, pid }: Machine): readonly string[] {
  const own = (name: string): string => insideSandbox(sandbox, `/proc/${pid}/ns/${name}`);
  const namespaces = [`--mount=${own('mnt')}`, `--net=${own('net')}`, `--uts=${own('uts')}`];
  return ['--target', String(sandbox.pid), '--pid', '--ipc', '--cgroup', ...namespaces, '--'];
}

function signalGroup(nsenter: ChildProcess, signal: NodeJS.Signals): void {
  const [command] = childrenOf(nsenter.pid);
  if (command === undefined) return; // ended already, or nothing is there to signal yet
  try {
    process.kill(-command, signal);
  } catch {
    // Ended meanwhile.
  }
}
