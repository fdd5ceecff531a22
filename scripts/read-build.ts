import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What `kubectl nodeport version` says. */
export interface Build {
  readonly version: string;
  /** Outside a git repository (a source archive) there is none to name. */
  readonly commit?: string;
  /** ISO 8601, in UTC: the time of every file in a release. */
  readonly commitDate?: string;
}

export function readBuild(): Build {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  try {
    const [commit = '', commitSeconds = ''] = git('log', '-1', '--format=%H %ct').split(' ');
    const commitDate = new Date(Number(commitSeconds) * 1_000).toISOString();
    return { version, commit: git('status', '--porcelain') ? `${commit}-dirty` : commit, commitDate };
  } catch {
    return { version };
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
