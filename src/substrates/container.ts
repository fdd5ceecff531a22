import { evidenceOfNode } from '../domain/evidence.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * The command runs in a container (a dev container, a CI job), and the nodes are containers beside it, on another
 * network of the same engine: those are kept apart. 127.0.0.1 is the container itself.
 *
 * Both have the kernel of the one machine. A container that was put on the nodes' own network, or that runs the engine
 * itself, reaches them as native Linux does. Source: docker/docs, engine/network/packet-filtering-firewalls, read
 * 2026-11. Status: documented.
 */
export const container = {
  id: 'container',
  place: 'in containers beside this one',
  detect: ({ machine, ...facts }, nodesAre) =>
    nodesAre === 'containers' && machine.within === 'container'
      ? evidenceOfNode({ machine, ...facts }, 'kernel', 'the kernel under this container too', ({ kernel }) =>
          kernel === machine.kernel ? kernel : undefined,
        )
      : undefined,
  reaches: (facts) => ({
    nodes: 'no',
    because: 'this container is on another network of the engine than the nodes',
    loopback: 'no',
    published: publishedNear(facts),
  }),
} as const satisfies Substrate;
