import { type ChildProcess, spawn } from 'node:child_process';
import type { NonEmpty } from '../../domain/non-empty.ts';
import { isErrno } from '../../errors.ts';
import type { Environment } from './environment.ts';

/** `status`: the exit code, or the signal that ended it. `running`: it had not ended when the limit was over. */
export type Ending =
  | { readonly kind: 'ended'; readonly status: number | string }
  | { readonly kind: 'running' }
  | { readonly kind: 'not-started' };

/**
 * Starts a program that may outlive us: in a session of its own, so that Ctrl-C is not for it, without a shell, with
 * nothing to read, write or wait for. Its window is not hidden: on Windows a browser would inherit that.
 */
export async function start(
  [program, ...words]: NonEmpty<string>,
  environment: Environment,
  limitMs: number,
): Promise<Ending> {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const timer = setTimeout(() => resolve({ kind: 'running' }), limitMs);
  try {
    const child = spawn(program, words, {
      stdio: 'ignore',
      detached: true,
      env: { ...environment.variables },
      cwd: folderOf(environment),
    });
    watch(child, resolve);
    return await promise;
  } catch (error) {
    if (!isErrno(error)) throw error; // Bun throws what is no program (ENOEXEC); Node tells it as an event
    return { kind: 'not-started' };
  } finally {
    clearTimeout(timer);
  }
}

function watch(child: ChildProcess, tell: (ending: Ending) => void): void {
  child.once('error', () => tell({ kind: 'not-started' }));
  child.once('exit', (code, signal) => tell({ kind: 'ended', status: code ?? signal ?? 'nothing' }));
  child.unref();
}

/** Not the current one: Windows looks there for a program first, and it may be gone or be wanted by somebody. */
function folderOf({ variables, platform }: Environment): string | undefined {
  return platform === 'win32' ? variables.SystemRoot : '/';
}
