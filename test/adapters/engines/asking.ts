import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROGRAM = fileURLToPath(new URL('ask-program.ts', import.meta.url));
const BUN = fileURLToPath(new URL('../../../node_modules/.bin/bun', import.meta.url));

export const RUNTIMES = ['node', 'bun'] as const;

/** What ask-program.ts prints: it is the whole answer, and the program ends by itself. */
export async function ask(
  runtime: (typeof RUNTIMES)[number],
  variables: Readonly<Record<string, string>>,
): Promise<unknown> {
  const command = runtime === 'node' ? process.execPath : BUN;
  const { stdout } = await promisify(execFile)(command, [PROGRAM], { env: variables, timeout: 10_000 });
  return JSON.parse(stdout);
}

/** JSON has no `undefined`. */
export function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
