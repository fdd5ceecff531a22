import { hasReader } from '../../src/adapters/dial/has-reader.ts';
import { openTerminal } from '../../src/adapters/terminal.ts';

/** Writes a line, and says on stderr whether its reader has left, or the limit (ms; 0: at once) came first. By Node and Bun. */
async function main(limitMs: number): Promise<void> {
  const { io } = openTerminal({
    stdout: { fd: 1, open: () => process.stdout },
    stderr: { fd: 2, open: () => process.stderr },
    environment: {},
    platform: 'linux',
    gone: () => process.exit(),
    hasReader,
  });
  io.stdout.write('a line\n');
  const signal = limitMs === 0 ? AbortSignal.abort() : AbortSignal.timeout(limitMs);
  await io.stdout.untilGone(signal);
  io.stderr.write(signal.aborted ? 'signal' : 'gone');
}

void main(Number(process.argv[2]));
