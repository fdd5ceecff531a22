import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandEnd, RunningCommand } from '../deps.ts';

/** Starts a program with our own streams and directory, in our own process group, without a shell. */
export function startCommand(
  [program = '', ...args]: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): RunningCommand {
  const { promise: ended, resolve, reject } = Promise.withResolvers<CommandEnd>();
  let child: ChildProcess | undefined;
  try {
    child = spawn(program, args, { stdio: 'inherit', env: { ...variables } });
    // Of one that runs, the only error is a signal that it may not be sent: it is another user's (sudo).
    child.on('error', fail).once('spawn', () => child?.off('error', fail).on('error', () => undefined));
    child.once('exit', (code, signal) => {
      resolve({ kind: 'ended', code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) });
    });
  } catch (error) {
    fail(error); // Bun throws what Node tells
  }
  return { ended, signal: (signal) => child?.kill(signal) };

  function fail(error: unknown): void {
    const because = error instanceof Error && 'code' in error ? PROBLEMS.get(String(error.code)) : undefined;
    if (because === undefined) reject(error);
    else resolve({ kind: 'not-started', because });
  }
}

/**
 * `ENOTDIR`: a part of its path is a file. `ENOEXEC`: it is no program of this system.
 * `E2BIG`: its arguments are longer than the system takes. `EINVAL`: Windows' scripts (.cmd, .bat) need a shell, which there
 * is none of.
 */
const PROBLEMS: ReadonlyMap<string, Extract<CommandEnd, { kind: 'not-started' }>['because']> = new Map([
  ['ENOENT', 'not-found'],
  ['ENOTDIR', 'not-found'],
  ['ENAMETOOLONG', 'not-found'],
  ['ELOOP', 'not-found'],
  ['EACCES', 'not-executable'],
  ['EPERM', 'not-executable'],
  ['ENOEXEC', 'not-executable'],
  ['EISDIR', 'not-executable'],
  ['E2BIG', 'not-executable'],
  ['ETXTBSY', 'not-executable'],
  ['EINVAL', 'not-executable'],
]);
