import type { ClusterFacts } from './facts.ts';
import type { Reach } from './runtime.ts';
import { isLoopbackServer } from './server.ts';

/**
 * Where ports answer that an engine on this machine publishes. A container's loopback is its own, unless the engine is in
 * it too: then the API server is asked there, which the same engine publishes. Else the engine's machine has a name in
 * it. Source: https://docs.docker.com/desktop/features/networking/networking-how-tos/ (on native Linux only with
 * `--add-host host.docker.internal:host-gateway`), read 2026-11. Status: documented.
 */
export function publishedNear({ machine, kubeconfig: { server } }: ClusterFacts): Reach['published'] {
  const isEngineHere = isLoopbackServer(server) && !server?.host.endsWith('.docker.internal');
  return machine.within === 'container' && !isEngineHere
    ? { via: 'container-host', host: 'host.docker.internal' }
    : 'here';
}
