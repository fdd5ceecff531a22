import { archiveOf, executableOf, PLATFORMS } from '../platforms.ts';
import { checksumOf, type Release } from './read-release.ts';

/** For Scoop on Windows; `autoupdate` lets its own robot follow our releases. */
export function scoopManifest(release: Release): string {
  const platform = PLATFORMS.find(({ os }) => os === 'windows');
  if (platform === undefined) throw new Error('nothing is released for Windows');
  const archive = archiveOf(platform);
  const url = `${release.address}/${archive}`;
  return `${JSON.stringify(
    {
      version: release.version,
      description: 'Reach NodePort Services of Kubernetes from this machine',
      homepage: release.homepage,
      license: 'Apache-2.0',
      architecture: { '64bit': { url, hash: checksumOf(archive, release) } },
      bin: executableOf(platform),
      checkver: 'github',
      autoupdate: {
        architecture: { '64bit': { url: url.replace(`v${release.version}/`, 'v$version/') } },
        hash: { url: '$baseurl/checksums.txt' },
      },
    },
    null,
    4,
  )}\n`;
}
