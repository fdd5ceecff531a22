import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const EXECUTABLE = resolve('dist/kubectl-nodeport');
const FULL = '/dev/full';

test.skipIf(!existsSync(FULL))('an answer that cannot be written is no answer', () => {
  const full = openSync(FULL, 'w');
  const { stderr, status } = spawnSync(EXECUTABLE, ['version'], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
  closeSync(full);
  expect({ stderr, status }).toEqual({ stderr: 'error: write /dev/stdout: no space left on device\n', status: 3 });
});

test.skipIf(!existsSync(FULL))('and where nothing can be said either, it ends all the same', () => {
  const full = openSync(FULL, 'w');
  const { status } = spawnSync(EXECUTABLE, ['version'], { stdio: ['ignore', full, full], timeout: 20_000 });
  closeSync(full);
  expect(status).toBe(3);
});
