import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { programsFolder } from './programs.ts';

/** The namespaces in which everything of the lab lives and with which it dies. */
export interface Sandbox {
  /** Its init as this machine sees it; inside it is process 1. */
  readonly pid: number;
}

/** Only the process that started the sandbox can end it, and ends it even by being killed. */
export interface OwnedSandbox {
  readonly sandbox: Sandbox;
  stop(): Promise<void>;
}

/** First part of the names of the sandboxes' cgroups, and what `ps` shows. */
const SANDBOX_NAME = 'kubectl-nodeport-lab';

/** Starts the sandbox. It ends when this process does, because its init reads a pipe that only this process holds. */
export async function startSandbox(): Promise<OwnedSandbox> {
  const argv = [join(import.meta.dirname, 'sandbox.sh'), SANDBOX_NAME, programsFolder()];
  // In a session of its own: Ctrl-C is for us, and we close the pipe when we are ready to.
  const shell = spawn('sh', argv, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  shell.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const ended = once(shell, 'exit').then(() => 'ended' as const);
  const ready = once(shell.stdout, 'data').then(() => 'ready' as const);
  if ((await Promise.race([ready, ended])) === 'ended') throw new Error(`the sandbox did not start: ${said.trim()}`);
  const [unshare] = childrenOf(shell.pid);
  const [pid] = childrenOf(unshare);
  if (pid === undefined) throw new Error('the sandbox has no init');
  letExit(shell);
  return { sandbox: { pid }, stop: () => stop(shell) };
}

async function stop(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null || shell.signalCode !== null) return;
  shell.ref();
  const ended = once(shell, 'exit');
  shell.stdin?.end();
  await ended;
}

/** Nothing here keeps this process alive: when it has no more to do it may end, and the sandbox with it. */
function letExit(shell: ChildProcess): void {
  for (const stream of shell.stdio) if (stream instanceof Socket) stream.unref();
  shell.unref();
}

/** A path inside the sandbox, as this machine can open it. */
export function insideSandbox({ pid }: Sandbox, path: string): string {
  return `/proc/${pid}/root${path}`;
}

/** PIDs are the sandbox's own here, as everywhere but in `Sandbox.pid`. */
export function isAlive(sandbox: Sandbox, pid: number): boolean {
  try {
    const state = readFileSync(insideSandbox(sandbox, `/proc/${pid}/stat`), 'utf8').split(') ')[1]?.[0];
    return state !== 'Z';
  } catch {
    return false;
  }
}

export function isRunning({ pid }: Sandbox): boolean {
  return existsSync(`/proc/${pid}/root/var/lab`);
}

/** A process has threads that can have children; the shells and wrappers that we ask about have one thread. */
export function childrenOf(pid: number | undefined): readonly number[] {
  if (pid === undefined) return [];
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // ended meanwhile
  }
}
