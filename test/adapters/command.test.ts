import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUN } from '../../scripts/compile.ts';
import { startCommand } from '../../src/adapters/command.ts';
import { asNobody } from '../support/as-nobody.ts';
import type { Task } from './command-program.ts';

const PROGRAM = fileURLToPath(new URL('command-program.ts', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command '));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ended = (code: number) => ({ kind: 'ended', code });
const notStarted = (because: string) => ({ kind: 'not-started', because });
const sh = (script: string) => ['/bin/sh', '-c', script];

describe.each([
  ['Node', process.execPath],
  ['Bun', join(process.cwd(), BUN)],
])('by %s', (_, runtime) => {
  /** What the command wrote, and how it ended. */
  async function run(task: Task): Promise<readonly [string, unknown]> {
    const { stdout } = await promisify(execFile)(runtime, [PROGRAM, JSON.stringify(task)], { cwd: folder });
    const lines = stdout.split('\n').slice(0, -1);
    return [lines.slice(0, -1).join('\n'), JSON.parse(lines.at(-1) ?? '')];
  }

  test.each([
    ['an exit code', sh('exit 0'), ended(0)],
    ['another one', sh('exit 37'), ended(37)],
    ['the end by its own signal', sh('kill -KILL $$'), ended(137)],
    ['a program that nobody has', ['no-such-program'], notStarted('not-found')],
    ['a path that nobody has', ['./no/such'], notStarted('not-found')],
    ['a path through a file', ['/etc/passwd/x'], notStarted('not-found')],
    ['a file that is no program', ['/etc/passwd'], notStarted('not-executable')],
    ['a folder', ['/etc'], notStarted('not-executable')],
  ])('%s', async (__, argv, expected) => {
    expect(await run({ argv })).toEqual(['', expected]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s is handed on, and is how it ends', async (signal, code) => {
    expect(await run({ argv: ['sleep', '10'], signal })).toEqual(['', ended(code)]);
  });

  test('what a signal is answered with is the code', async () => {
    const script = 'trap "exit 9" TERM; sleep 5 > /dev/null 2>&1 & wait';
    expect(await run({ argv: sh(script), signal: 'SIGTERM' })).toEqual(['', ended(9)]);
  });

  test('a signal after the end is nothing', async () => {
    const script = `const { startCommand } = await import(${JSON.stringify(PROGRAM.replace('test/adapters/command-program', 'src/adapters/command'))});
      const running = startCommand(['true'], process.env); await running.ended; running.signal('SIGTERM'); console.log('fine')`;
    writeFileSync(join(folder, 'late.mjs'), script);
    const { stdout } = await promisify(execFile)(runtime, [join(folder, 'late.mjs')]);
    expect(stdout).toBe('fine\n');
  });

  test('no shell is involved', async () => {
    const words = ['$(id)', '`id`', '; touch owned', '$HOME', '*', '', 'a b', '"', "'", '|', '&'];
    expect(await run({ argv: ['printf', '<%s>\n', ...words] })).toEqual([
      words.map((word) => `<${word}>`).join('\n'),
      ended(0),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('variables are added to our own', async () => {
    const variables = { NODEPORT_URL: 'http://127.0.0.1:30080', NODEPORT_ODD: '$(id) "x"' };
    const script = 'echo "$NODEPORT_URL $NODEPORT_ODD"; [ -n "$PATH" ]';
    expect(await run({ argv: sh(script), variables })).toEqual(['http://127.0.0.1:30080 $(id) "x"', ended(0)]);
  });

  test('it runs where we run, in our process group, and reads what we would read', async () => {
    const argv = sh('pwd; [ "$(ps -o pgid= -p $$)" = "$(ps -o pgid= -p $PPID)" ] && echo together; cat');
    const program = [PROGRAM, JSON.stringify({ argv })];
    const words = execFileSync(runtime, program, { cwd: folder, input: 'read by the command\n', encoding: 'utf8' });
    expect(words).toBe(`${folder}\ntogether\nread by the command\n${JSON.stringify(ended(0))}\n`);
  });

  test('a program is found by PATH, and not in the folder where we are', async () => {
    writeFileSync(join(folder, 'greet'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
    expect(await run({ argv: ['./greet'] })).toEqual(['hello', ended(0)]);
    expect(await run({ argv: ['greet'] })).toEqual(['', notStarted('not-found')]);
  });
});

test('a file of which the kernel knows nothing is not executable', async () => {
  writeFileSync(join(folder, 'strange'), Buffer.from('\u007fNOT\u0000'), { mode: 0o755 });
  const argv = [join(folder, 'strange')];
  const { stdout } = await promisify(execFile)(BUN, [PROGRAM, JSON.stringify({ argv })]);
  expect(JSON.parse(stdout)).toEqual(notStarted('not-executable'));
});

const isRoot = process.geteuid?.() === 0;
const skipReason = isRoot ? '' : 'only root starts a command of another user';

test.skipIf(!isRoot)('a command that we may not signal (sudo) goes on', { meta: { skipReason } }, async () => {
  const argv = ['setpriv', '--reuid', '1', '--clear-groups', 'sleep', '1'];
  const running = startCommand(argv, { PATH: process.env.PATH });
  await sleep(300); // until it is another user's
  await asNobody(async () => {
    running.signal('SIGTERM');
    running.signal('SIGTERM');
  });
  expect(await running.ended).toEqual(ended(0));
});
