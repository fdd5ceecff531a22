import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { KIND_IMAGE, POD_IMAGE, writeImage } from './image.ts';
import { areProgramsBuilt, IMAGE_FILE, KUBERNETES_VERSION, PROGRAMS, programsFolder } from './programs.ts';

/** Builds the programs of the lab into the cache, all or nothing; does nothing when they are there. */
export async function build(): Promise<void> {
  const folder = programsFolder();
  if (areProgramsBuilt()) return console.log(`the lab's programs are in ${folder}`);
  mkdirSync(dirname(folder), { recursive: true });
  const partial = mkdtempSync(`${folder}.`);
  try {
    compile(partial);
    await writeImage(join(partial, 'agnhost'), join(partial, IMAGE_FILE), [POD_IMAGE, KIND_IMAGE]);
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  console.log(`the lab's programs are now in ${folder}`);
}

function compile(folder: string): void {
  console.log('building the programs of the lab: 7-9 minutes the first time');
  // Without the version the nodes call themselves v0.0.0-master.
  const flags = `-s -w -X k8s.io/component-base/version.gitVersion=${KUBERNETES_VERSION}`;
  const argv = ['build', '-trimpath', '-ldflags', flags, '-o', `${folder}/`, ...PROGRAMS.keys()];
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' };
  const { status, error } = spawnSync('go', argv, { cwd: import.meta.dirname, env, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`go build ended with ${status}`);
  for (const [packagePath, name] of PROGRAMS) {
    const built = executableName(packagePath);
    if (built !== name) renameSync(join(folder, built), join(folder, name));
  }
}

/** Go names an executable after the last part of its package that is not a version. */
function executableName(packagePath: string): string {
  const last = basename(packagePath);
  return /^v\d+$/.test(last) ? basename(dirname(packagePath)) : last;
}
