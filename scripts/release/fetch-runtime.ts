import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Platform } from '../platforms.ts';

/**
 * Bun for another platform, as the lock file has it. `npm ci` installs only this machine's, so that npm is asked for the
 * package, and what it brings is compared with the lock's checksum before anything is read out of it.
 */
export async function fetchRuntime({ runtime, os }: Platform, folder: string): Promise<Buffer> {
  const { version, integrity } = lockedPackage(runtime);
  const args = ['pack', `${runtime}@${version}`, '--json', '--prefer-offline', '--pack-destination', folder];
  const [packed] = JSON.parse(npm(args)) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error(`npm has no ${runtime}@${version}`);
  const tarball = readFileSync(join(folder, packed.filename));
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (found !== integrity) throw new Error(`${runtime}@${version} is ${found}, and in the lock ${integrity}`);
  return fileIn(gunzipSync(tarball), `package/bin/bun${os === 'windows' ? '.exe' : ''}`);
}

function lockedPackage(name: string): { readonly version: string; readonly integrity: string } {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity?: string }>>;
  };
  const { version, integrity } = packages[`node_modules/${name}`] ?? {};
  if (version === undefined || !integrity?.startsWith('sha512-')) throw new Error(`the lock knows no ${name}`);
  return { version, integrity };
}

async function fileIn(tar: Buffer, name: string): Promise<Buffer> {
  const reader = extract();
  reader.end(tar);
  for await (const entry of reader) {
    if (entry.header.name === name) return buffer(entry);
    entry.resume();
  }
  throw new Error(`there is no ${name} in it`);
}

function npm(args: readonly string[]): string {
  return execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
