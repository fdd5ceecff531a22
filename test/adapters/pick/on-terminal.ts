import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { Screen } from './screen.ts';

/** Why there is no pseudo-terminal here; `undefined`: there is one. */
export function whyNoTerminal(): string | undefined {
  const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
  return hasScript ? undefined : 'there is no script(1) of util-linux on this machine';
}

export interface OnTerminal {
  readonly size?: { readonly columns: number; readonly rows: number };
  /** Whether the program can learn its size. */
  readonly hasSize?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A shell's line on a terminal of its own. */
export interface Running {
  /** What is on the screen, once a line of it begins so. */
  shows(beginning: string): Promise<readonly string[]>;
  type(keys: string): void;
  /** What is on the screen in the end. */
  ended(): Promise<readonly string[]>;
  /** All that was written, as it was. */
  readonly written: string;
}

const USUAL = { columns: 80, rows: 24 };

export function runOnTerminal(
  line: string,
  { size = USUAL, hasSize = true, environment = {} }: OnTerminal = {},
): Running {
  const told = hasSize ? size : { columns: 0, rows: 0 };
  const screen = new Screen(size);
  const { NO_COLOR: _, ...inherited } = process.env;
  const child = spawn('script', ['-qefc', `stty cols ${told.columns} rows ${told.rows}; ${line}`, '/dev/null'], {
    env: { ...inherited, SHELL: '/bin/sh', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL')); // the terminal goes with it, and the program with the terminal
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
    screen.write(text);
  });
  const closed = once(child, 'close');
  return {
    async shows(beginning) {
      while (!screen.lines.some((shown) => shown.startsWith(beginning))) {
        if (child.exitCode !== null) throw new Error(`it has ended, and shows\n${screen.lines.join('\n')}`);
        await sleep(5);
      }
      return screen.lines;
    },
    type(keys) {
      child.stdin.write(keys);
    },
    async ended() {
      await closed;
      return screen.lines;
    },
    get written() {
      return written;
    },
  };
}
