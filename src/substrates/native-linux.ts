import { evidenceOfNode } from '../domain/evidence.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Substrate } from '../domain/runtime.ts';
import { isServerHere } from '../domain/server.ts';

/**
 * The nodes are containers of an engine on this very kernel: the bridge is routed, so their addresses answer.
 *
 * A node reports the kernel that its container runs on; equal to ours, with an API server that is near, it is the same
 * machine (many machines share a kernel string). Source: https://kind.sigs.k8s.io/docs/user/configuration/
 * and docker/docs, engine/network/port-publishing, read 2026-08. Status: recorded.
 */
export const nativeLinux = {
  id: 'native-linux',
  place: 'in containers on this machine',
  detect: (facts, nodesAre) =>
    nodesAre === 'containers' && facts.machine.platform === 'linux' && isNear(facts)
      ? evidenceOfNode(facts, 'kernel', ({ kernel }) => (kernel === facts.machine.kernel ? kernel : undefined))
      : undefined,
  reaches: { nodes: 'on-this-machine', loopback: 'no' },
} as const satisfies Substrate;

// The API server of such a cluster is asked on loopback, or at its container's address on a bridge of this machine.
function isNear(facts: ClusterFacts): boolean {
  const { host } = facts.kubeconfig.server;
  return isServerHere(facts) || facts.machine.interfaces.some((cidr) => isInSubnet(host, cidr));
}
