import { mkdirSync, writeFileSync } from 'node:fs';
import { bundle } from './bundle.ts';
import { type BundledPackage, bundledPackages } from './notices/bundled-packages.ts';
import { thirdPartyNotices } from './notices/third-party-notices.ts';
import type { Build } from './read-build.ts';

// A folder of its own: in dist itself kubectl would take the bundle for a plugin that is not executable.
const FOLDER = 'dist/npm';

/** What npm ships, and what goes into the executables. */
export interface NpmFiles {
  readonly bundle: string;
  readonly notices: string;
  readonly packages: readonly BundledPackage[];
}

export async function bundleForNpm(build: Build): Promise<NpmFiles> {
  mkdirSync(FOLDER, { recursive: true });
  const files = { bundle: `${FOLDER}/kubectl-nodeport.cjs`, notices: `${FOLDER}/THIRD_PARTY_NOTICES` };
  const packages = bundledPackages(await bundle(files.bundle, build));
  writeFileSync(files.notices, thirdPartyNotices(packages));
  return { ...files, packages };
}
