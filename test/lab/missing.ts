import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areProgramsBuilt } from './programs.ts';

/** In one line what this computer lacks for the lab, or `undefined` when it has everything. */
export function missingForLab(): string | undefined {
  if (process.platform !== 'linux') return 'the lab needs Linux';
  if (process.getuid?.() !== 0) return 'the lab needs root';
  const packages = PACKAGES.filter((name) => !isThere(EXECUTABLES.get(name) ?? name));
  if (packages.length > 0) return `the lab needs Debian packages: apt-get install ${packages.join(' ')}`;
  if (!areProgramsBuilt()) return 'the lab needs its programs: npm run lab:build (9 minutes)';
  const namespaces = ['--mount', '--cgroup', '--net', '--uts', '--ipc', '--pid', '--fork', 'true'];
  if (spawnSync('unshare', namespaces).status !== 0) return 'the lab needs the right to make namespaces';
  return undefined;
}

/** The same for Podman, which the rest of the lab can do without. */
export function missingForPodman(): string | undefined {
  return isThere(PODMAN) ? undefined : `it needs a Debian package: apt-get install ${PODMAN}`;
}

const PODMAN = 'podman';

const PACKAGES = readFileSync(join(import.meta.dirname, 'packages.txt'), 'utf8')
  .trim()
  .split('\n')
  .filter((name) => name !== PODMAN);

/** What a package is known by, where it is not an executable of its own name. */
const EXECUTABLES: ReadonlyMap<string, string> = new Map([
  ['bash-completion', '/usr/share/bash-completion/bash_completion'],
  ['containernetworking-plugins', '/usr/lib/cni/bridge'],
  ['docker.io', 'dockerd'],
  ['iproute2', 'ip'],
  ['mariadb-client-core', 'my_print_defaults'],
  ['mariadb-server-core', 'mariadbd'],
  ['nftables', 'nft'],
  ['util-linux', 'nsenter'],
]);

function isThere(executable: string): boolean {
  const folders = ['', '/usr/local/sbin/', '/usr/local/bin/', '/usr/sbin/', '/usr/bin/', '/sbin/', '/bin/'];
  return folders.some((folder) => `${folder}${executable}`.startsWith('/') && existsSync(`${folder}${executable}`));
}
