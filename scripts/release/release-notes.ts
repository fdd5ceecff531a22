import { archiveOf } from '../platforms.ts';
import type { Archive } from './make-archives.ts';

/** The newest section of the changelog, and what is known of each archive. What nobody has run is said. */
export function releaseNotes(changelog: string, archives: readonly Archive[]): string {
  const [, newest = ''] = changelog.split(/^## .*$/m);
  return `${newest.trim()}

## What is in it

| archive | download | installed | checked |
| --- | --- | --- | --- |
${archives.map(row).join('\n')}

Each holds the executable, LICENSE and THIRD_PARTY_NOTICES. \`checksums.txt\` has the checksums, \`kubectl-nodeport.cdx.json\`
(CycloneDX) every part. The same commit gives the same bytes: \`npm ci && npm run release -- --dry-run\`.

The amd64 executables need no AVX2. «Not run» is by the script that made them. Before that CI runs linux/amd64 on an
emulated processor without AVX2 and linux/arm64 on an emulated one; those for macOS and Windows it starts on their systems
(\`version\`, and \`codesign --verify\`), and nobody has done more with them.
The signature for macOS is ad hoc, and not notarized: what a browser downloads macOS will not start until
\`xattr -d com.apple.quarantine kubectl-nodeport\`; krew and Homebrew are not concerned. For Windows there is none.
On Alpine and other systems with musl: \`npm install --global kubectl-nodeport\`.
`;
}

function row({ platform, bytes, executableBytes, description, measured }: Archive): string {
  const signature = description.os === 'darwin' ? ', every hash of its signature' : '';
  const floor = description.needs === undefined ? '' : `, needs ${description.needs}`;
  const run = measured
    ? `; starts in ${measured.wallMs.toFixed(0)} ms, ${measured.peakMiB.toFixed(0)} MiB`
    : '; not run';
  return `| ${archiveOf(platform)} | ${megabytes(bytes)} | ${megabytes(executableBytes)} | format${signature}${floor}${run} |`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
