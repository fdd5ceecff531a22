import { execFileSync } from 'node:child_process';

/** What `npm publish` uploads, as a file. Gives its name. (npm gives every file of it the same time.) */
export function packForNpm(folder: string): string {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [file] = JSON.parse(packed) as readonly { readonly filename: string }[];
  if (file === undefined) throw new Error('npm has packed nothing');
  return file.filename;
}
