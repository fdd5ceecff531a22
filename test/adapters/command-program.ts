import { startCommand } from '../../src/adapters/command.ts';

/**
 * Starts the command of its argument (JSON), signals it once it has surely begun, and prints how it ended, after what the
 * command itself has written. Run by Node and by Bun.
 */
async function main({ argv, variables, signal }: Task): Promise<void> {
  const running = startCommand(argv, { ...process.env, ...variables });
  if (signal) setTimeout(() => running.signal(signal), 300);
  const end = await running.ended;
  process.stdout.write(`${JSON.stringify(end)}\n`);
}

export interface Task {
  readonly argv: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal?: 'SIGINT' | 'SIGTERM' | 'SIGHUP';
}

void main(JSON.parse(process.argv[2] ?? ''));
