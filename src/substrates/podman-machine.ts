import { evidenceOfNode } from '../domain/evidence.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * The virtual machine of `podman machine` on macOS and Windows: gvproxy publishes on this machine what is published in
 * it; addresses of containers exist only inside.
 *
 * It runs Fedora CoreOS, whose kernel ends in `.fcNN.<architecture>`; a Mac or Windows machine never has that kernel
 * itself. Source: containers/podman, libpod/networking_machine.go, read 2026-08. Status: documented (the forwarding),
 * assumed (the kernel).
 */
export const podmanMachine = {
  id: 'podman-machine',
  place: 'in a Podman machine',
  detect: (facts, nodesAre) =>
    nodesAre === 'containers' && facts.machine.platform !== 'linux'
      ? evidenceOfNode(facts, 'kernel', "the kernel of Fedora CoreOS, which Podman's machine runs", ({ kernel }) =>
          /\.fc\d+\./.test(kernel) ? kernel : undefined,
        )
      : undefined,
  reaches: (facts) => ({
    nodes: 'no',
    because: "the addresses of containers exist only inside Podman's machine",
    loopback: 'no',
    published: publishedNear(facts),
  }),
} as const satisfies Substrate;
