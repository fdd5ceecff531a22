import { evidenceOfNode } from '../domain/evidence.ts';
import { isLoopback } from '../domain/ip.ts';
import type { Substrate } from '../domain/runtime.ts';
import { isOwnAddress } from '../domain/server.ts';

/**
 * The kubelet runs on this machine: its node's address is one of ours, and 127.0.0.1 is an address of a node (kube-proxy
 * in iptables mode serves nodePorts there; in nftables and ipvs mode it does not).
 *
 * Another network may use the same private address, so the kernel has to be ours too. Source:
 * kubernetes/kube-proxy, config/v1alpha1/types.go; KEP-3866. Status: recorded.
 */
export const thisMachine = {
  id: 'this-machine',
  place: 'on this machine',
  detect: (facts) =>
    evidenceOfNode(facts, 'own-address', ({ addresses, kernel }) => {
      const shared = addresses.find(({ ip }) => isOwnAddress(ip, facts.machine) && !isLoopback(ip));
      return kernel === facts.machine.kernel ? shared?.ip : undefined;
    }),
  reaches: { nodes: 'on-this-machine', loopback: 'is-a-node' },
} as const satisfies Substrate;
