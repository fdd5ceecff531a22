import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { DemoFailure } from './demo-failure.ts';

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** `pipe`: what was printed is returned; `inherit`: it is shown. */
  readonly stdout: 'pipe' | 'inherit';
  /** Ends the command; the run is over only when it has ended. */
  readonly signal: AbortSignal;
}

export async function run(argv: readonly string[], { env, stdout, signal }: RunOptions): Promise<string> {
  signal.throwIfAborted();
  const [command = '', ...args] = argv;
  const child = spawn(command, args, { env, stdio: ['ignore', stdout, 'inherit'] });
  const end = () => child.kill('SIGKILL'); // what it may leave behind is in the demo's folder
  signal.addEventListener('abort', end);
  try {
    const [printed, [code, killedBy]] = await Promise.all([
      child.stdout ? text(child.stdout) : '',
      once(child, 'close'),
    ]);
    signal.throwIfAborted();
    if (code !== 0) throw new DemoFailure(`${argv.join(' ')} ended with ${code ?? killedBy}`);
    return printed;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
