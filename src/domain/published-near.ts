import type { MachineFacts } from './facts.ts';
import type { Reach } from './runtime.ts';

/**
 * Where ports answer that an engine on this machine publishes. A container's loopback is its own; the engine's machine
 * has a name in it. Source: https://docs.docker.com/desktop/features/networking/networking-how-tos/ (on native Linux only
 * with `--add-host host.docker.internal:host-gateway`), read 2026-11. Status: documented.
 */
export function publishedNear({ within }: MachineFacts): Reach['published'] {
  return within === 'container' ? { via: 'container-host', host: 'host.docker.internal' } : 'here';
}
