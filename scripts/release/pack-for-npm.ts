import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';

/** What `npm publish` uploads, as a file; gives its name. npm gives all in it the same time, but the modes that it finds. */
export function packForNpm(folder: string): string {
  for (const { path } of pack(['--dry-run']).files) chmodSync(path, 0o644);
  return pack([`--pack-destination=${folder}`]).filename;
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function pack(flags: readonly string[]): Packed {
  const args = ['pack', '--json', '--ignore-scripts', ...flags];
  const printed = execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const [packed] = JSON.parse(printed) as readonly Packed[];
  if (packed === undefined) throw new Error('npm has packed nothing');
  return packed;
}
