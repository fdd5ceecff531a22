import { archiveOf, PLATFORMS, type Platform } from '../platforms.ts';
import { checksumOf, type Release } from './read-release.ts';

/** A formula and not a cask: what a cask installs is quarantined, and then macOS asks for a notarized signature. */
export function homebrewFormula(release: Release): string {
  return `class KubectlNodeport < Formula
  desc "Reach NodePort Services of Kubernetes from this machine"
  homepage "${release.homepage}"
  version "${release.version}"
  license "Apache-2.0"

  on_macos do
${blocks('darwin', release)}
  end

  on_linux do
${blocks('linux', release)}
  end

  def install
    bin.install "kubectl-nodeport"
  end

  test do
    assert_match "v#{version}", shell_output("#{bin}/kubectl-nodeport version")
  end
end
`;
}

const HARDWARE = { amd64: 'on_intel', arm64: 'on_arm' } as const;

function blocks(os: Platform['os'], release: Release): string {
  const platforms = PLATFORMS.filter((platform) => platform.os === os);
  return platforms
    .map(
      (platform) => `    ${HARDWARE[platform.arch]} do
      url "${release.address}/${archiveOf(platform)}"
      sha256 "${checksumOf(archiveOf(platform), release)}"
    end`,
    )
    .join('\n');
}
