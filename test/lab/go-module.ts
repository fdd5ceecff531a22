import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Go module that only names tools, with versions. */
export interface GoModule {
  readonly folder: string;
  /** What its programs are for. */
  readonly name: string;
}

/** Where its programs are kept: outside of the checkout, one folder for each state of the module. */
export function cacheOf({ folder, name }: GoModule): string {
  const state = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) state.update(readFileSync(join(folder, file)));
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'kubectl-nodeport', name, state.digest('hex').slice(0, 16));
}

/** Fills the cache, all or nothing: `fill` gets a folder that becomes it. */
export async function fillCache(module: GoModule, fill: (partial: string) => void | Promise<void>): Promise<void> {
  const folder = cacheOf(module);
  mkdirSync(dirname(folder), { recursive: true });
  const partial = mkdtempSync(`${folder}.`);
  try {
    await fill(partial);
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Static executables, without what only debuggers read. */
export function compileGo(module: GoModule, { packages, linkerFlags, outFolder }: GoCompilation): void {
  const argv = ['build', '-trimpath', '-ldflags', `-s -w ${linkerFlags}`, '-o', `${outFolder}/`, ...packages];
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' };
  const { status, error } = spawnSync('go', argv, { cwd: module.folder, env, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`go build ended with ${status}`);
}

interface GoCompilation {
  readonly packages: readonly string[];
  readonly linkerFlags: string;
  readonly outFolder: string;
}
