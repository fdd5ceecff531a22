import { hasReader } from '../../src/adapters/dial/has-reader.ts';
import { openTerminal } from '../../src/adapters/terminal.ts';

/** Writes what its arguments say, `LENGTH` times a letter each, and ends as the program does. Run by Node and by Bun. */
async function main(): Promise<void> {
  const terminal = openTerminal({
    stdout: { fd: 1, open: () => process.stdout },
    stderr: { fd: 2, open: () => process.stderr },
    environment: {},
    platform: 'linux',
    gone: () => process.exit(),
    hasReader,
  });
  for (const [index, length] of process.argv.slice(2).entries()) {
    terminal.io.stdout.write('abc'.charAt(index).repeat(Number(length)));
  }
  terminal.io.stderr.write(terminal.io.stderr.isTerminal ? 'terminal' : 'pipe');
  process.exitCode = 7;
  await terminal.flushed();
  process.exit();
}

void main();
