import { programTerminal } from './program-terminal.ts';

/** Writes a line, and says on stderr whether its reader has left, or the limit (ms; 0: at once) came first. By Node and Bun. */
async function main(limitMs: number): Promise<void> {
  const { io } = programTerminal();
  io.stdout.write('a line\n');
  const signal = limitMs === 0 ? AbortSignal.abort() : AbortSignal.timeout(limitMs);
  await io.stdout.untilGone(signal);
  io.stderr.write(signal.aborted ? 'signal' : 'gone');
}

void main(Number(process.argv[2]));
