import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { chosenHost } from './docker-context.ts';
import { type Endpoint, parseEndpoint, socket } from './endpoint.ts';
import { type Environment, homeOf } from './environment.ts';

/** The engine that docker would ask, then the others whose sockets are there. Empty: there is none on this machine. */
export function candidates(environment: Environment): readonly Endpoint[] {
  const host = chosenHost(environment);
  const chosen = host === undefined ? [] : [parseEndpoint(host)];
  const others = usualSockets(environment)
    .filter((path) => isPipe(path) || existsSync(path))
    .map(socket);
  return distinct([...chosen, ...others]);
}

/** docker's default first: without a context it is the chosen one. The rest is where the well-known engines listen. */
function usualSockets(environment: Environment): readonly string[] {
  if (environment.platform === 'win32') {
    return ['docker_engine', 'dockerDesktopLinuxEngine', 'podman-machine-default'].map(
      (name) => `\\\\.\\pipe\\${name}`,
    );
  }
  const home = homeOf(environment);
  const runtime = environment.variables.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    ...[
      '.docker/run/docker.sock', // Docker Desktop on macOS
      '.docker/desktop/docker.sock', // Docker Desktop on Linux
      '.orbstack/run/docker.sock',
      '.colima/default/docker.sock',
      '.rd/docker.sock', // Rancher Desktop
    ].map((path) => join(home, path)),
    ...(runtime ? [join(runtime, 'docker.sock'), join(runtime, 'podman/podman.sock')] : []), // rootless
    '/run/podman/podman.sock',
  ];
}

/** A pipe that is not there says so when it is opened; asking for its existence would already open it. */
function isPipe(path: string): boolean {
  return path.startsWith('\\\\.\\pipe\\');
}

/** /var/run/docker.sock is a link to the desktop's own socket on many Macs. */
function distinct(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const identity = (endpoint: Endpoint) =>
    endpoint.kind === 'socket' && !isPipe(endpoint.path) && existsSync(endpoint.path)
      ? realpathSync(endpoint.path)
      : endpoint.url;
  const seen = new Map<string, Endpoint>();
  for (const endpoint of endpoints) if (!seen.has(identity(endpoint))) seen.set(identity(endpoint), endpoint);
  return [...seen.values()];
}
