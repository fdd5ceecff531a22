import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import type { Task } from './open-program.ts';

const PROGRAM = fileURLToPath(new URL('open-program.ts', import.meta.url));
const BUN = fileURLToPath(new URL('../../../node_modules/bun/bin/bun.exe', import.meta.url));

export const RUNTIMES = ['Node', 'Bun'] as const;

/** A folder of programs, first in the PATH of who performs a task, and gone after each test. */
export function withPrograms() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'open it ')); // with spaces, as Windows has them
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);

  return {
    at,
    /** A program that notes each of its words in a line of a file, and then does what the script says. */
    write(name: string, script = ''): void {
      const note = `for word; do printf '%s\\n' "$word"; done > '${at(name)}.words'`;
      writeFileSync(at(name), `#!/bin/sh\n${note}\n${script}\n`, { mode: 0o755 });
    },
    /** The words that it was started with; `undefined`: it was not. */
    wordsOf(name: string): readonly string[] | undefined {
      const path = `${at(name)}.words`;
      return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : undefined;
    },
    /** What a program of that runtime has to say, once it has ended by itself, and its process group. */
    async perform(runtime: (typeof RUNTIMES)[number], task: Task) {
      const child = spawn(runtime === 'Node' ? process.execPath : BUN, [PROGRAM, JSON.stringify(task)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { PATH: `${folder}:/usr/bin:/bin` },
        detached: true,
      });
      const chunks: readonly Buffer[] = await child.stdout.toArray();
      return { outcome: JSON.parse(Buffer.concat(chunks).toString()), group: child.pid ?? 0 };
    },
  };
}
