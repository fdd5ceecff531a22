import { existsSync, realpathSync } from 'node:fs';
import { chosenAddress, contextAddresses } from './docker-context.ts';
import { type Endpoint, type EngineAddress, isFar, parseEndpoint, socket } from './endpoint.ts';
import type { Environment } from './environment.ts';
import { usualSockets } from './usual-sockets.ts';

const ENGINES_LIMIT = 32;

/**
 * The engine that docker would ask, then the others of this machine that are there: docker's contexts, podman's
 * `CONTAINER_HOST`, the usual sockets. None: there is none. Another machine is asked only where docker would. The others
 * are looked for when they are wanted, which is seldom.
 */
export function* candidates(environment: Environment): Generator<Endpoint, undefined> {
  const seen = new Set<string>();
  for (const endpoint of found(environment)) {
    const identity = identityOf(endpoint);
    if (seen.has(identity)) continue;
    if (seen.size >= ENGINES_LIMIT) return;
    seen.add(identity);
    yield endpoint;
  }
}

function* found(environment: Environment): Generator<Endpoint> {
  const chosen = chosenAddress(environment);
  if (chosen) yield parseEndpoint(chosen);
  for (const path of usualSockets(environment)) if (isHere(socket(path))) yield socket(path);
  const podman = environment.variables.CONTAINER_HOST;
  const named: readonly EngineAddress[] = [
    ...(podman ? [{ url: podman, tls: undefined }] : []),
    ...contextAddresses(environment),
  ];
  yield* named.map(parseEndpoint).filter(isHere);
}

function isHere(endpoint: Endpoint): boolean {
  if (endpoint.kind === 'socket') return isPipe(endpoint.path) || existsSync(endpoint.path);
  return endpoint.kind === 'tcp' && !isFar(endpoint);
}

/** A pipe that is not there says so when it is opened; asking for its existence would already open it. */
function isPipe(path: string): boolean {
  return path.startsWith('\\\\.\\pipe\\');
}

/** /var/run/docker.sock is a link to the desktop's own socket on many Macs. */
function identityOf(endpoint: Endpoint): string {
  return endpoint.kind === 'socket' && !isPipe(endpoint.path) && existsSync(endpoint.path)
    ? realpathSync(endpoint.path)
    : endpoint.url;
}
