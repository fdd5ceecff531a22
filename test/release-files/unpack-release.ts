import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveOf, executableOf, PLATFORMS } from '../../scripts/platforms.ts';
import { RELEASE } from './serve-release.ts';

/** Unpacks the archive of a platform as people do by hand, into a folder of its own. Gives the path of the executable. */
export function unpackRelease(os: string, arch: string): string {
  const platform = PLATFORMS.find((each) => each.os === os && each.arch === arch);
  if (platform === undefined) throw new Error(`nothing is released for ${os}/${arch}`);
  const folder = mkdtempSync(join(tmpdir(), `release-${os}-${arch}-`));
  const archive = join(RELEASE, archiveOf(platform));
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return join(folder, executableOf(platform));
}
