import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheOf, compileGo, fillCache, type GoModule } from '../lab/go-module.ts';
import { programsFolder } from '../lab/programs.ts';

const KREW: GoModule = { folder: import.meta.dirname, name: 'krew' };

/** Builds the real krew into the cache, beside the lab's programs; does nothing when it is there (10-60 s). */
export async function buildKrew(): Promise<void> {
  if (existsSync(cacheOf(KREW))) return;
  await fillCache(KREW, (outFolder) => {
    const packages = ['sigs.k8s.io/krew/cmd/krew', 'sigs.k8s.io/krew/cmd/validate-krew-manifest'];
    compileGo(KREW, { packages, linkerFlags: '-X sigs.k8s.io/krew/internal/version.gitTag=v0.5.0', outFolder });
    symlinkSync('krew', join(outFolder, 'kubectl-krew')); // as users have it: a plugin of kubectl
  });
}

/** In one line what this computer lacks for krew, or `undefined`. */
export function missingForKrew(): string | undefined {
  if (!existsSync(join(programsFolder(), 'kubectl')))
    return 'krew is tried with the kubectl of the lab: npm run lab:build';
  if (!existsSync(cacheOf(KREW)) && spawnSync('go', ['version']).status !== 0) return 'krew is built by Go';
  return undefined;
}

/** Somebody's krew: a folder for what it installs, and what is on the PATH of who uses it. */
export interface KrewUser {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

/** `folder` becomes the user's home. Nothing of the checkout is on the PATH, no Node either. */
export function krewUser(folder: string): KrewUser {
  const root = join(folder, 'krew');
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(join(programsFolder(), 'kubectl'), join(bin, 'kubectl'));
  for (const name of ['kubectl-krew', 'validate-krew-manifest'])
    symlinkSync(join(cacheOf(KREW), name), join(bin, name));
  symlinkSync(gitOfThisMachine(), join(bin, 'git'));
  return {
    root,
    env: { HOME: folder, PATH: `${join(root, 'bin')}:${bin}`, KREW_ROOT: root, KREW_NO_UPGRADE_CHECK: '1' },
  };
}

function gitOfThisMachine(): string {
  const { stdout } = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' });
  return stdout.trim();
}

/** Runs a program of the user's; an exit code other than 0 is an error. Gives what it printed, both streams. */
export async function asUser(
  { env }: KrewUser,
  [program = '', ...args]: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(program, args, { env: { ...env, ...more } });
  return `${stdout}${stderr}`;
}
