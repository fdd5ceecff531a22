import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readInputFile } from '../../src/adapters/input-file.ts';
import { TargetError } from '../../src/errors.ts';

const LIMIT = 64 * 1024 * 1024;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'input-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function* standardInput(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield new TextEncoder().encode(chunk);
}

async function* endless(): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(1_000_000);
  for (;;) yield chunk;
}

/** The sentence with the folder taken out of it. */
async function sentenceFor(path: string, input: () => AsyncIterable<Uint8Array> = standardInput): Promise<string> {
  try {
    const { length } = await readInputFile(path, input);
    return `${length} bytes`;
  } catch (error) {
    if (error instanceof TargetError) return error.message.replace(`${folder}/`, '');
    throw error;
  }
}

test('a file is read as it is, and for a dash standard input to its end', async () => {
  const path = join(folder, 'paste.txt');
  writeFileSync(path, 'NAME\u0000\n');
  const read = async (from: string) =>
    Buffer.from(await readInputFile(from, () => standardInput('NA', '', 'ME\n'))).toString();
  expect([await read(path), await read('-')]).toEqual(['NAME\u0000\n', 'NAME\n']);
});

test('an empty file is no bytes', async () => {
  writeFileSync(join(folder, 'empty.txt'), '');
  expect(await sentenceFor(join(folder, 'empty.txt'))).toBe('0 bytes');
});

test('a file of just the limit is read, one byte more is too much', async () => {
  const path = join(folder, 'large.txt');
  writeFileSync(path, '');
  truncateSync(path, LIMIT);
  const whole = await sentenceFor(path);
  truncateSync(path, LIMIT + 1);
  expect([whole, await sentenceFor(path)]).toEqual([
    `${LIMIT} bytes`,
    'error: the path "large.txt" is too large: more than 64 MiB',
  ]);
});

test.skipIf(process.platform === 'win32')('a device without an end is read to the limit', async () => {
  expect(await sentenceFor('/dev/zero')).toBe('error: the path "/dev/zero" is too large: more than 64 MiB');
});

test.skipIf(process.platform === 'win32')('a pipe without an end is read to the limit', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const writer = spawn('sh', ['-c', 'exec cat /dev/zero > "$0"', path], { stdio: 'ignore' });
  const sentence = await sentenceFor(path);
  writer.kill();
  expect(sentence).toBe('error: the path "pipe" is too large: more than 64 MiB');
});

test('standard input without an end is read to the limit', async () => {
  expect(await sentenceFor('-', endless)).toBe('error: standard input is too large: more than 64 MiB');
});

test.each([
  ['nothing.txt', 'error: the path "nothing.txt" does not exist'],
  ['file/below', 'error: the path "file/below" does not exist'],
  ['folder', 'error: the path "folder" is a directory'],
  ['loop', 'error: read loop: ELOOP'],
  ['x'.repeat(300), `error: the path "${'x'.repeat(300)}" is too long`],
])('%s cannot be read', async (name, sentence) => {
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'folder'));
  symlinkSync('loop', join(folder, 'loop'));
  expect(await sentenceFor(join(folder, name))).toBe(sentence);
});
