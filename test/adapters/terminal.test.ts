import { execFileSync, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('write-program.ts', import.meta.url));
const BUN = resolve('node_modules/bun/bin/bun.exe');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terminal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([
  ['Node', process.execPath],
  ['Bun', BUN],
])('written by %s', (_, runtime) => {
  function start(lengths: readonly number[], stdio: StdioOptions) {
    const child = spawn(runtime, [PROGRAM, ...lengths.map(String)], { stdio });
    const code = new Promise((done) => child.once('exit', done));
    return { child, code };
  }

  test('a pipe that is read late gets everything', async () => {
    const { child, code } = start([300_000, 300_000], ['ignore', 'pipe', 'ignore']);
    await sleep(300);
    const chunks: Buffer[] = (await child.stdout?.toArray()) ?? [];
    expect(Buffer.concat(chunks).toString()).toBe('a'.repeat(300_000) + 'b'.repeat(300_000));
    expect(await code).toBe(7);
  });

  test('so does one that has been told not to wait', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    const { child, code } = start([300_000, 300_000], ['ignore', writing, 'ignore']);
    closeSync(writing);
    const buffer = Buffer.alloc(65_536);
    let read = '';
    for (let isOver = false; !isOver; await sleep(5)) {
      isOver = child.exitCode !== null;
      read += readAll(reading, buffer);
    }
    closeSync(reading);
    expect(read).toBe('a'.repeat(300_000) + 'b'.repeat(300_000));
    expect(await code).toBe(7);
  });

  test('a reader that has gone ends the program without a word', async () => {
    const { child, code } = start([300_000, 300_000], ['ignore', 'pipe', 'pipe']);
    child.stdout?.destroy();
    const chunks: Buffer[] = (await child.stderr?.toArray()) ?? [];
    expect(Buffer.concat(chunks).toString()).toBe('');
    expect(await code).toBe(0);
  });

  test.each([
    ['/dev/null', 'pipe'],
    ['/dev/full', 'pipe'],
  ])('%s is no terminal', async (path, said) => {
    const device = openSync(path, 'w');
    const { child, code } = start([], [device, 'ignore', 'pipe']);
    const chunks: Buffer[] = (await child.stderr?.toArray()) ?? [];
    closeSync(device);
    expect(Buffer.concat(chunks).toString()).toBe(said);
    expect(await code).toBe(7);
  });
});

describe('who reads', () => {
  const WAITING = fileURLToPath(new URL('wait-program.ts', import.meta.url));

  /** What the program of the runtime says on stderr, when its stdout goes where the shell's words say. */
  function wait(runtime: string, where: string, limitMs: number): string {
    const script = `"$0" "$1" "$2" ${where}`;
    const { stderr } = spawnSync('sh', ['-c', script, runtime, WAITING, String(limitMs)], { encoding: 'utf8' });
    return stderr;
  }

  test.each([
    ['of a pipe leaves after one line', '| head -1'],
    ['of a pipe leaves later', '| (sleep 0.4; head -1; sleep 0.4)'],
  ])('%s: it is noticed without a write', (_, where) => {
    expect(wait(BUN, where, 5_000)).toBe('gone');
  });

  test.each([
    ['a pipe that is read to the end', '| cat'],
    ['a pipe that nobody reads from yet', '| sleep 2'],
    ['a file', '> /dev/null'],
    ['a descriptor that is closed', '>&-'],
  ])('%s is waited for until the signal', (_, where) => {
    expect(wait(BUN, where, 700)).toBe('signal');
  });

  test('where nothing can tell (Node) it is the signal that ends it', () => {
    expect(wait(process.execPath, '| head -1', 700)).toBe('signal');
  });

  test('a signal that came before is heard too', () => {
    expect(wait(BUN, '| cat', 0)).toBe('signal');
  });
});

/** What there is by now. */
function readAll(pipe: number, buffer: Buffer): string {
  let read = '';
  try {
    for (let length = readSync(pipe, buffer); length > 0; length = readSync(pipe, buffer)) {
      read += buffer.toString('latin1', 0, length);
    }
  } catch (error) {
    expect(error).toMatchObject({ code: 'EAGAIN' });
  }
  return read;
}
