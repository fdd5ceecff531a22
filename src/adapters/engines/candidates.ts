import { existsSync, realpathSync } from 'node:fs';
import { chosenAddress, contextAddresses } from './docker-context.ts';
import { type Endpoint, type EngineAddress, isFar, parseEndpoint, socket } from './endpoint.ts';
import type { Environment } from './environment.ts';
import { usualSockets } from './usual-sockets.ts';

const ENGINES_LIMIT = 32;

/**
 * The engine that docker would ask, then the others of this machine that are there: docker's contexts, podman's
 * `CONTAINER_HOST`, the usual sockets. Empty: there is none. Another machine is asked only where docker would.
 */
export function candidates(environment: Environment): readonly Endpoint[] {
  const chosen = chosenAddress(environment);
  const podman = environment.variables.CONTAINER_HOST;
  const named: readonly EngineAddress[] = [
    ...(podman ? [{ url: podman, tls: undefined }] : []),
    ...contextAddresses(environment),
  ];
  const others = [...usualSockets(environment).map(socket), ...named.map(parseEndpoint)].filter(isHere);
  return distinct([...(chosen ? [parseEndpoint(chosen)] : []), ...others]).slice(0, ENGINES_LIMIT);
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
function distinct(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const identity = (endpoint: Endpoint) =>
    endpoint.kind === 'socket' && !isPipe(endpoint.path) && existsSync(endpoint.path)
      ? realpathSync(endpoint.path)
      : endpoint.url;
  const seen = new Map<string, Endpoint>();
  for (const endpoint of endpoints) if (!seen.has(identity(endpoint))) seen.set(identity(endpoint), endpoint);
  return [...seen.values()];
}
