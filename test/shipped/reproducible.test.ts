import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RELEASE } from '../release-files/serve-release.ts';

const skipReason = whyNotComparable();

test.skipIf(skipReason !== undefined)(
  'the same commit in another folder, time zone and file mask gives the same release',
  { timeout: 1_200_000, meta: skipReason === undefined ? {} : { skipReason } },
  () => {
    const above = mkdtempSync(join(tmpdir(), 'again-'));
    const folder = join(above, 'a longer way/to it');
    const env = { ...process.env, TZ: 'Asia/Kathmandu' };
    const run = (line: string) => execFileSync('sh', ['-c', `umask 077; ${line}`], { cwd: folder, env, stdio: 'pipe' });
    try {
      execFileSync('git', ['clone', '--quiet', '.', folder]);
      run('npm ci --no-audit --no-fund');
      run('npm run release -- --dry-run');
      expect(readFileSync(join(folder, RELEASE_IN_CHECKOUT), 'utf8')).toBe(readFileSync(RELEASE_IN_CHECKOUT, 'utf8'));
    } finally {
      rmSync(above, { recursive: true });
    }
  },
);

const RELEASE_IN_CHECKOUT = 'dist/release/checksums.txt';

function whyNotComparable(): string | undefined {
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  if (git('status', '--porcelain') !== '') return 'there are changes that are not committed';
  const madeAt = statSync(join(RELEASE, 'checksums.txt')).mtimeMs;
  const committedAt = Number(git('log', '-1', '--format=%ct')) * 1_000;
  return madeAt < committedAt ? 'dist/release is of an earlier commit' : undefined;
}
