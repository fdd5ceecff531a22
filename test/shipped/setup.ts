import { existsSync } from 'node:fs';
import { buildKrew, missingForKrew } from '../krew/krew.ts';
import { build } from '../lab/build.ts';
import { RELEASE } from '../release-files/serve-release.ts';
import { missingForEmulation } from './missing.ts';

/** These tests are of files that are there. What cannot run on this machine is skipped, with the reason; not in CI. */
export async function setup(): Promise<void> {
  if (!existsSync(`${RELEASE}/checksums.txt`)) throw new Error('there is no release yet: npm run release -- --dry-run');
  const isCi = process.env.CI !== undefined;
  if (isCi) await build(); // krew is called by the lab's kubectl
  const missing = missingForKrew();
  if (missing === undefined) await buildKrew();
  for (const reason of isCi ? [missing, missingForEmulation()] : []) if (reason !== undefined) throw new Error(reason);
}
