import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Build } from '../read-build.ts';

interface Publication {
  readonly build: Build;
  readonly folder: string;
  readonly files: readonly string[];
  readonly npmPackage: string;
}

export function refuseUnlessTagged({ version, commit }: Build): void {
  const tags = execFileSync('git', ['tag', '--points-at', 'HEAD'], { encoding: 'utf8' }).trim().split('\n');
  if (commit?.endsWith('-dirty')) throw new Error('there are changes that are not committed');
  if (!tags.includes(`v${version}`)) throw new Error(`the commit has no tag v${version}`);
}

/** To GitHub first: krew-index, Homebrew and Scoop read there. */
export function publish({ build, folder, files, npmPackage }: Publication): void {
  const tag = `v${build.version}`;
  const uploads = files.map((name) => join(folder, name));
  const notes = `--notes-file=${join(folder, 'RELEASE_NOTES.md')}`;
  run('gh', ['release', 'create', tag, '--verify-tag', `--title=${tag}`, notes, ...uploads]);
  run('npm', ['publish', join(folder, npmPackage), '--access=public', '--ignore-scripts']);
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'inherit' });
}
