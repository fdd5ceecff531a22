import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * OrbStack's own Kubernetes: one node; each nodePort answers on this Mac's loopback, and the node's address is routed.
 *
 * - kubelet version `…+orb1`, osImage `OrbStack`: https://docs.orbstack.dev/kubernetes and users' `kubectl get nodes -o
 *   wide`, read 2026-08. Status: documented.
 * - `k8s.orb.local` is the name that it gives to what the cluster serves: the same page. Status: documented.
 */
export const orbstack = {
  id: 'orbstack',
  title: 'OrbStack',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'kubelet-version', 'OrbStack builds this kubelet', ({ kubelet }) =>
        /\+orb\d*$/.test(kubelet) ? kubelet : undefined,
      ),
      evidenceOfNode(facts, 'os-image', 'the image of its own Kubernetes', ({ osImage }) =>
        osImage === 'OrbStack' ? osImage : undefined,
      ),
    ),
  suggest: (facts) => {
    const { context, cluster } = facts.kubeconfig;
    const isSilent = nodesOf(facts).every(({ name, kubelet }) => name === 'orbstack' && kubelet === '');
    return context === 'orbstack' && cluster === 'orbstack' && isSilent
      ? evidenceOfKubeconfig('context', 'OrbStack writes it, and the cluster by the same name', context)
      : undefined;
  },
  nodesAre: () => 'virtual-machines',
  livesIn: () => 'orbstack-vm',
  publishes: () => ({
    kind: 'every-node-port',
    because: "OrbStack forwards each nodePort to this machine's loopback",
    carries: ['TCP', 'UDP'],
  }),
  serverIsOnANode: true,
  domain: 'k8s.orb.local',
  whenDown: ({ context, server }) =>
    context === 'orbstack' && isLoopbackServer(server) ? { kind: 'command', argv: ['orb', 'start', 'k8s'] } : undefined,
} as const satisfies Distribution;
