import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../compile.ts';
import { executableOf, type Platform } from '../platforms.ts';
import { fetchRuntime } from './fetch-runtime.ts';

interface Order {
  readonly platform: Platform;
  readonly bundle: string;
  /** Of a Developer ID certificate in the keychain of the Mac that this runs on; without one, ad hoc. */
  readonly identity: string | undefined;
  /** A folder for what is needed on the way, and for the executable. */
  readonly workshop: string;
}

/** Gives the path of the executable. */
export async function buildExecutable({ platform, bundle, identity, workshop }: Order): Promise<string> {
  const bun = join(workshop, 'bun');
  const outfile = join(workshop, executableOf(platform));
  writeFileSync(bun, await fetchRuntime(platform, workshop));
  compile({ bundle, bun, target: platform.target, outfile });
  if (platform.os === 'darwin' && identity !== undefined) signWithIdentity(outfile, identity);
  return outfile;
}

/** Notarization wants the hardened runtime, and that forbids JavaScript's machine code unless an entitlement allows it. */
function signWithIdentity(executable: string, identity: string): void {
  const entitlements = join(import.meta.dirname, 'entitlements.plist');
  const flags = ['--force', '--options=runtime', '--timestamp', `--entitlements=${entitlements}`];
  execFileSync('codesign', [...flags, `--sign=${identity}`, executable], { stdio: 'inherit' });
}
