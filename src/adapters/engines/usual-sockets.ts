import { join } from 'node:path';
import { type Environment, homeOf } from './environment.ts';
import { namesIn } from './names-in.ts';

/**
 * Where the well-known engines listen, docker's default first. Not among them: Docker Desktop's `docker.raw.sock`, behind
 * the proxy that turns published ports into those of this machine.
 *
 * - Colima: COLIMA_HOME, else ~/.colima, else colima in the configuration folder, and there a folder for each profile.
 *   Source: abiosoft/colima config/files.go, read 2026-11. Status: documented.
 * - Lima: `hostSocket: {{.Dir}}/sock/docker.sock` (and podman.sock). Source: lima-vm/lima templates/docker.yaml,
 *   templates/podman.yaml. Status: documented.
 * - Podman machine on macOS: below ~/.local/share, and in the user's temporary folder. Source:
 *   https://github.com/NVIDIA/OpenShell/issues/1690, https://github.com/podman-container-tools/podman/issues/13609 (4.0),
 *   read 2026-11. Status: documented.
 */
export function* usualSockets(environment: Environment): Generator<string, void> {
  if (environment.platform === 'win32') {
    const pipes = ['docker_engine', 'dockerDesktopLinuxEngine', 'podman-machine-default'];
    return yield* pipes.map((name) => `\\\\.\\pipe\\${name}`);
  }
  const { XDG_RUNTIME_DIR, TMPDIR } = environment.variables;
  yield '/var/run/docker.sock'; // mostly no other is wanted, and the rest is not looked for
  yield* [
    ...inHome(environment, [
      '.docker/run/docker.sock', // Docker Desktop on macOS
      '.docker/desktop/docker.sock', // Docker Desktop on Linux
      '.orbstack/run/docker.sock',
      '.rd/docker.sock', // Rancher Desktop
    ]),
    ...colimaFolders(environment).flatMap((folder) => inEach(folder, 'docker.sock')),
    ...limaFolders(environment).flatMap((folder) => [
      ...inEach(folder, 'sock/docker.sock'),
      ...inEach(folder, 'sock/podman.sock'),
    ]),
    ...inHome(environment, [
      '.local/share/containers/podman/machine/podman.sock',
      '.local/share/containers/podman/machine/podman-machine-default/podman.sock', // 4.0
    ]),
    ...(TMPDIR ? [join(TMPDIR, 'podman/podman-machine-default-api.sock')] : []),
    ...(XDG_RUNTIME_DIR ? [join(XDG_RUNTIME_DIR, 'docker.sock'), join(XDG_RUNTIME_DIR, 'podman/podman.sock')] : []), // rootless
    '/run/podman/podman.sock',
  ];
}

function inHome(environment: Environment, paths: readonly string[]): readonly string[] {
  return paths.map((path) => join(homeOf(environment), path));
}

function colimaFolders(environment: Environment): readonly string[] {
  const { COLIMA_HOME, XDG_CONFIG_HOME } = environment.variables;
  return [
    ...(COLIMA_HOME ? [COLIMA_HOME] : []),
    ...inHome(environment, ['.colima']),
    ...(XDG_CONFIG_HOME ? [join(`${XDG_CONFIG_HOME}/colima`)] : inHome(environment, ['.config/colima'])),
  ];
}

function limaFolders(environment: Environment): readonly string[] {
  const { LIMA_HOME } = environment.variables;
  return [...(LIMA_HOME ? [LIMA_HOME] : []), ...inHome(environment, ['.lima'])];
}

const PROFILES_LIMIT = 16;

function inEach(folder: string, path: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => !name.startsWith('_') && !name.startsWith('.')) // Lima's and Colima's own folders
    .slice(0, PROFILES_LIMIT)
    .map((name) => join(folder, name, path));
}
