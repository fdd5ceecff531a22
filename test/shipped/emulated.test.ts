import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackRelease } from '../release-files/unpack-release.ts';
import { writeAvx2Program } from './avx2-program.ts';
import { missingForEmulation, onAmd64, onArm64 } from './missing.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const missing = missingForEmulation();
const meta = missing === undefined ? {} : { skipReason: missing };

describe.skipIf(missing !== undefined)('linux/amd64 on a processor without AVX2', { meta }, () => {
  let executable: string;
  let control: string;

  beforeAll(() => {
    executable = unpackRelease('linux', 'amd64');
    control = join(mkdtempSync(join(tmpdir(), 'avx2-')), 'control');
    writeAvx2Program(control);
  });

  afterAll(() => {
    for (const file of [executable, control]) rmSync(dirname(file), { recursive: true });
  });

  test('runs', () => {
    expect(run(onAmd64('Nehalem', [executable, 'version']))).toEqual(OUR_VERSION);
  });

  test('where a program that needs AVX2 dies, which runs on others', () => {
    expect(run(onAmd64('Nehalem', [control]))).toMatchObject({ status: null, signal: 'SIGILL' });
    expect(run(onAmd64('max', [control]))).toMatchObject({ status: 0 });
  });
});

describe.skipIf(missing !== undefined)('linux/arm64', { meta }, () => {
  let executable: string;

  beforeAll(() => {
    executable = unpackRelease('linux', 'arm64');
  });

  afterAll(() => rmSync(dirname(executable), { recursive: true }));

  test('runs', () => {
    expect(run(onArm64([executable, 'version']))).toEqual(OUR_VERSION);
  });
});

const OUR_VERSION = {
  status: 0,
  signal: null,
  stdout: expect.stringMatching(new RegExp(`^kubectl-nodeport v${RegExp.escape(version)}\\b.*\\n$`)),
  stderr: '',
};

function run([program = '', ...args]: readonly string[]) {
  const { status, signal, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 });
  return { status, signal, stdout, stderr };
}
