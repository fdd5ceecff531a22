import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNpm } from './bundle-for-npm.ts';
import { readBuild } from './read-build.ts';
import { billOfMaterials } from './release/bill-of-materials.ts';
import { homebrewFormula } from './release/homebrew-formula.ts';
import { krewManifest } from './release/krew-manifest.ts';
import { makeArchives } from './release/make-archives.ts';
import { packForNpm } from './release/pack-for-npm.ts';
import { publish, refuseUnlessTagged } from './release/publish.ts';
import { readRelease } from './release/read-release.ts';
import { releaseNotes } from './release/release-notes.ts';
import { scoopManifest } from './release/scoop-manifest.ts';
import { sha256 } from './release/sha256.ts';

const FOLDER = 'dist/release';

/**
 * Makes in dist/release everything that a release consists of: the same bytes for the same commit. With `--dry-run` that is
 * all; without, it wants the version's tag on a clean commit, and publishes. `--identity NAME` signs for macOS with a key
 * from this Mac's keychain instead of ad hoc.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, identity: { type: 'string' } } });
  process.chdir(join(import.meta.dirname, '..'));
  const build = readBuild();
  const { commitDate } = build;
  if (commitDate === undefined)
    throw new Error('a release carries the date of its commit: it is made in a git repository');
  if (!values['dry-run']) refuseUnlessTagged(build);

  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const bundled = await bundleForNpm(build);
  const archives = await makeArchives({
    ...bundled,
    time: new Date(commitDate),
    identity: values.identity,
    folder: FOLDER,
  });
  const release = readRelease(build.version, archives);
  const texts: Readonly<Record<string, string>> = {
    'nodeport.yaml': krewManifest(readFileSync('plugin.yaml', 'utf8'), release),
    'kubectl-nodeport.rb': homebrewFormula(release),
    'kubectl-nodeport.json': scoopManifest(release),
    'kubectl-nodeport.cdx.json': billOfMaterials(bundled.packages, commitDate),
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(FOLDER, name), text);
  const npmPackage = packForNpm(FOLDER);
  const files = [...release.checksums.keys(), npmPackage, ...Object.keys(texts)];
  const checksums = files.map((name) => `${sha256(readFileSync(join(FOLDER, name)))}  ${name}\n`);
  writeFileSync(join(FOLDER, 'checksums.txt'), checksums.join(''));
  const notes = releaseNotes(readFileSync('CHANGELOG.md', 'utf8'), archives);
  writeFileSync(join(FOLDER, 'RELEASE_NOTES.md'), notes);
  console.log(`${notes}\nit is all in ${FOLDER}`);
  if (!values['dry-run']) publish({ build, folder: FOLDER, files: [...files, 'checksums.txt'], npmPackage });
}

await main();
