import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Duplex, type Readable, type Writable } from 'node:stream';
import type { SshEndpoint } from './endpoint.ts';
import { EngineFailure } from './engine-failure.ts';
import { homeOf } from './environment.ts';
import type { Limits } from './limits.ts';

/** A connection to an engine through somebody's ssh. */
export interface Line {
  readonly stream: Duplex;
  /** Rejects where ssh cannot be run, or its time is up. Resolves never. */
  readonly broken: Promise<never>;
  hangUp(): void;
}

/**
 * What docker itself runs; in batch mode, so that nobody is asked for a password or about a host's key. No shell is
 * involved on this side, and every word for the one over there was checked when the endpoint was read.
 * Source: docker/cli cli/connhelper/connhelper.go and ssh/ssh.go, read 2026-11. Status: documented.
 */
export function dialThroughSsh(endpoint: SshEndpoint, { signal, timeoutMs, environment }: Limits): Line {
  const child = spawn('ssh', argumentsFor(endpoint, timeoutMs), {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...environment.variables },
    cwd: homeOf(environment) || undefined, // Windows would look for `ssh` in the current directory first
    signal,
    windowsHide: true,
  });
  const stream = throughPipesOf(child);
  stream.on('error', () => {}); // the request hears of it
  const broken = new Promise<never>((_, reject) => {
    child.once('error', (cause) => reject(new EngineFailure(wordsFor(cause, signal), { cause })));
  });
  broken.catch(() => {}); // nobody may be waiting any more
  return {
    stream,
    broken,
    hangUp() {
      child.kill('SIGKILL');
      child.stdin.destroy();
      child.stdout.destroy(); // a program of ssh's own may have inherited the other end, and outlive it
    },
  };
}

function throughPipesOf({ stdin, stdout }: ChildProcessByStdio<Writable, Readable, null>): Duplex {
  const stream = new Duplex({
    read: () => stdout.resume(),
    write: (chunk, encoding, told) => stdin.write(chunk, encoding, told),
    final: (told) => stdin.end(told),
  });
  stdin.on('error', () => {}); // a program that ended reads no more; that it ended is seen on the other pipe
  stdout.on('data', (chunk) => stream.push(chunk) || stdout.pause());
  stdout.once('end', () => stream.push(null));
  return stream;
}

function argumentsFor({ host, user, port, socket }: SshEndpoint, timeoutMs: number): readonly string[] {
  return [
    ...['-o', 'BatchMode=yes', '-o', `ConnectTimeout=${Math.ceil(timeoutMs / 1000)}`, '-T'],
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...['--', host, 'docker'],
    ...(socket === undefined ? [] : [`--host=unix://${socket}`]),
    ...['system', 'dial-stdio'],
  ];
}

function wordsFor(error: NodeJS.ErrnoException, signal: AbortSignal): string {
  if (signal.aborted) return 'timed out';
  return error.code === 'ENOENT' ? 'no ssh found' : 'ssh failed';
}
