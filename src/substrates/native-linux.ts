import { evidenceOfNode } from '../domain/evidence.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * The nodes are containers of an engine on this very kernel: the bridge is routed, so their addresses answer.
 *
 * A node reports the kernel that its container runs on; equal to ours it is the same machine, since machines of one
 * release that share a kernel string do not share their containers. Source: https://kind.sigs.k8s.io/docs/user/configuration/
 * and docker/docs, engine/network/port-publishing, read 2026-08. Status: recorded.
 */
export const nativeLinux = {
  id: 'native-linux',
  place: 'in containers on this machine',
  detect: (facts, nodesAre) =>
    nodesAre === 'containers' && facts.machine.platform === 'linux'
      ? evidenceOfNode(facts, 'kernel', ({ kernel }) => (kernel === facts.machine.kernel ? kernel : undefined))
      : undefined,
  reaches: { nodes: 'on-this-machine', loopback: 'no' },
} as const satisfies Substrate;
