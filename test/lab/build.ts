import { renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compileGo, fillCache } from './go-module.ts';
import { KIND_IMAGE, POD_IMAGE, writeImage } from './image.ts';
import { areProgramsBuilt, IMAGE_FILE, KUBERNETES_VERSION, LAB_MODULE, PROGRAMS, programsFolder } from './programs.ts';

/** Builds the programs of the lab into the cache, all or nothing; does nothing when they are there. */
export async function build(): Promise<void> {
  if (areProgramsBuilt()) return console.log(`the lab's programs are in ${programsFolder()}`);
  await fillCache(LAB_MODULE, async (folder) => {
    compile(folder);
    await writeImage(join(folder, 'agnhost'), join(folder, IMAGE_FILE), [POD_IMAGE, KIND_IMAGE]);
  });
  console.log(`the lab's programs are now in ${programsFolder()}`);
}

function compile(folder: string): void {
  console.log('building the programs of the lab: 7-9 minutes the first time');
  compileGo(LAB_MODULE, {
    packages: [...PROGRAMS.keys()],
    // Without the version the nodes call themselves v0.0.0-master.
    linkerFlags: `-X k8s.io/component-base/version.gitVersion=${KUBERNETES_VERSION}`,
    outFolder: folder,
  });
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
