import { programTerminal } from './program-terminal.ts';

/** Writes what its arguments say, `LENGTH` times a letter each, and ends as the program does. Run by Node and by Bun. */
async function main(): Promise<void> {
  const terminal = programTerminal();
  for (const [index, length] of process.argv.slice(2).entries()) {
    terminal.io.stdout.write('abc'.charAt(index).repeat(Number(length)));
  }
  terminal.io.stderr.write(terminal.io.stderr.isTerminal ? 'terminal' : 'pipe');
  process.exitCode = 7;
  await terminal.flushed();
  process.exit();
}

void main();
