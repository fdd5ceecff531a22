/** A platform that is released. The names are Go's, as krew, Homebrew and those who install from GitHub look for them. */
export interface Platform {
  readonly os: 'linux' | 'darwin' | 'windows';
  readonly arch: 'amd64' | 'arm64';
  /** Bun's name of it. Of amd64 the one for CPUs without AVX2. */
  readonly target: string;
  /** The npm package that holds Bun for it; the lock knows its checksum. (Those of Bun 1.4.5 for x64 are «baseline».) */
  readonly runtime: string;
}

/** The only list: executables, archives, manifests, formula and checksums are made from it. */
export const PLATFORMS: readonly Platform[] = [
  { os: 'linux', arch: 'amd64', target: 'bun-linux-x64-baseline', runtime: '@oven/bun-linux-x64' },
  { os: 'linux', arch: 'arm64', target: 'bun-linux-arm64', runtime: '@oven/bun-linux-aarch64' },
  { os: 'darwin', arch: 'amd64', target: 'bun-darwin-x64-baseline', runtime: '@oven/bun-darwin-x64' },
  { os: 'darwin', arch: 'arm64', target: 'bun-darwin-arm64', runtime: '@oven/bun-darwin-aarch64' },
  { os: 'windows', arch: 'amd64', target: 'bun-windows-x64-baseline', runtime: '@oven/bun-windows-x64' },
];

export function executableOf({ os }: Platform): string {
  return os === 'windows' ? 'kubectl-nodeport.exe' : 'kubectl-nodeport';
}

/** Without the version, so that `releases/latest/download/…` is an address that stays. */
export function archiveOf({ os, arch }: Platform): string {
  return `kubectl-nodeport_${os}_${arch}.${os === 'windows' ? 'zip' : 'tar.gz'}`;
}
