import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The programs that publish are stand-ins here, which note what they are asked. */
let folder: string;
const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trimEnd().split('\n');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'publish-'));
  mkdirSync(join(folder, 'bin'));
  for (const program of ['gh', 'npm']) {
    const script = `#!/bin/sh\necho ${program} "$@" >>${join(folder, 'asked')}\n`;
    writeFileSync(join(folder, 'bin', program), script, { mode: 0o755 });
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

test('the files go to GitHub, under a tag that is there, and then the package to npm', () => {
  run(`publish({ build: { version: '1.2.3' }, folder: 'out', files: ['a.zip', 'p.tgz'], npmPackage: 'p.tgz' })`);
  expect(asked()).toEqual([
    'gh release create v1.2.3 --verify-tag --title=v1.2.3 --notes-file=out/RELEASE_NOTES.md out/a.zip out/p.tgz',
    'npm publish out/p.tgz --access=public --ignore-scripts',
  ]);
});

describe('a commit', () => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=us', '-c', 'user.email=us@example.com', ...args], { cwd: folder });

  beforeAll(() => {
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message=release');
  });

  test('without the tag of its version is not published', () => {
    git('tag', 'v1.2.2');
    const { stderr } = run(`refuseUnlessTagged({ version: '1.2.3', commit: 'c0ffee' })`);
    expect(stderr).toContain('the commit has no tag v1.2.3');
  });

  test('with changes is not', () => {
    const { stderr } = run(`refuseUnlessTagged({ version: '1.2.2', commit: 'c0ffee-dirty' })`);
    expect(stderr).toContain('there are changes that are not committed');
  });

  test('with it is', () => {
    expect(run(`refuseUnlessTagged({ version: '1.2.2', commit: 'c0ffee' })`)).toMatchObject({ status: 0, stderr: '' });
  });
});

function run(call: string) {
  const module = JSON.stringify(resolve('scripts/release/publish.ts'));
  const program = `import { publish, refuseUnlessTagged } from ${module}; ${call};`;
  const env = { PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin` };
  const args = ['--input-type=module', '--eval', program];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  return { status, stderr };
}
