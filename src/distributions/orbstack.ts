import { anyEvidence, evidenceOfNode } from '../domain/evidence.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * OrbStack's own Kubernetes: one node; each nodePort answers on this Mac's loopback, and the node's address is routed.
 *
 * - kubelet version `…+orb1`, osImage `OrbStack`: https://docs.orbstack.dev/kubernetes and users' `kubectl get nodes -o
 *   wide`, read 2026-08. Status: documented.
 */
export const orbstack = {
  id: 'orbstack',
  title: 'OrbStack',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'kubelet-version', ({ kubelet }) => (/\+orb\d*$/.test(kubelet) ? kubelet : undefined)),
      evidenceOfNode(facts, 'os-image', ({ osImage }) => (osImage === 'OrbStack' ? osImage : undefined)),
    ),
  containerLabels: () => [],
  likelyContainerLabels: () => [],
  nodesAre: () => 'virtual-machines',
  publishes: () => ({ kind: 'every-node-port', because: "OrbStack forwards each nodePort to this machine's loopback" }),
  whenDown: ({ context, server }) =>
    context === 'orbstack' && isLoopbackServer(server) ? { kind: 'command', argv: ['orb', 'start', 'k8s'] } : undefined,
} as const satisfies Distribution;
