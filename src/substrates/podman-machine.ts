import { evidenceOfNode } from '../domain/evidence.ts';
import type { NodeFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * The virtual machine of `podman machine` on macOS and Windows: gvproxy publishes on this machine what is published in
 * it; addresses of containers exist only inside.
 *
 * It runs Fedora CoreOS, whose kernel ends in `.fcNN.<architecture>`; a Mac or Windows machine never has that kernel
 * itself. Finch's VM, and Lima's where one asks for it, runs Fedora too: there containers have addresses of Docker's or of
 * nerdctl's, 10.4.0.0/24. Source: containers/podman, libpod/networking_machine.go, read 2026-08. Status: documented (the forwarding),
 * assumed (the kernel).
 */
export const podmanMachine = {
  id: 'podman-machine',
  place: 'in a Podman machine',
  detect: (facts, nodesAre) =>
    nodesAre === 'containers' && facts.machine.platform !== 'linux'
      ? evidenceOfNode(facts, 'kernel', "the kernel of Fedora CoreOS, which Podman's machine runs", (node) =>
          /\.fc\d+\./.test(node.kernel) && !isOfAnotherEngine(node) ? node.kernel : undefined,
        )
      : undefined,
  reaches: (facts) => ({
    nodes: 'no',
    because: "the addresses of containers exist only inside Podman's machine",
    loopback: 'no',
    published: publishedNear(facts),
  }),
} as const satisfies Substrate;

function isOfAnotherEngine({ addresses, providerId }: NodeFacts): boolean {
  const isOfAnother = (ip: string) => isInSubnet(ip, '172.16.0.0/12') || isInSubnet(ip, '10.4.0.0/24');
  return providerId?.startsWith('kind://nerdctl/') || addresses.some(({ ip }) => isOfAnother(ip));
}
