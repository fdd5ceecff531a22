import { load } from 'js-yaml';
import { archiveOf, executableOf, PLATFORMS } from '../platforms.ts';
import { checksumOf, type Release } from './read-release.ts';

/**
 * plugin.yaml with what a release is: version, addresses, checksums. Its other words, and their order, stay as reviewers of
 * krew-index have seen them: they merge unread what changes nothing else.
 */
export function krewManifest(template: string, release: Release): string {
  const withoutComment = template.replace(/^#.*\n/, '');
  const withVersion = withoutComment.replace(/^( {2}version: ).*$/m, `$1v${release.version}`);
  const filled = withVersion.replace(
    /^( *uri: ).*\/(.+)\n( *sha256: ).*$/gm,
    (_, uri: string, archive: string, sha256: string) =>
      `${uri}${release.address}/${archive}\n${sha256}"${checksumOf(archive, release)}"`,
  );
  refuseOtherPlatforms(filled, release);
  return filled;
}

function refuseOtherPlatforms(manifest: string, release: Release): void {
  const { spec } = load(manifest) as { readonly spec: { readonly platforms: unknown } };
  const expected = PLATFORMS.map((platform) => ({
    selector: { matchLabels: { os: platform.os, arch: platform.arch } },
    uri: `${release.address}/${archiveOf(platform)}`,
    sha256: checksumOf(archiveOf(platform), release),
    bin: executableOf(platform),
  }));
  if (JSON.stringify(spec.platforms) !== JSON.stringify(expected)) {
    throw new Error('plugin.yaml has other platforms than scripts/platforms.ts');
  }
}
