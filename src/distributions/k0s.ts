import { containersOfCompose, publishedByCompose } from '../domain/compose.ts';
import { evidenceOfKubeconfig, evidenceOfNode, isSilent, labelOf, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Distribution, NodeKind } from '../domain/runtime.ts';

/**
 * k0s: kube-proxy serves nodePorts on every worker. A controller that is no worker too runs no kubelet and is no node.
 *
 * - kubelet version `v1.33.1+k0s`, in 2021 `v1.20.2-k0s1`; label `node.k0sproject.io/role` on nodes that are
 *   controllers too. Source: k0sproject/k0s, pkg/constant/constant.go, docs/worker-node-config.md, read 2026-08 and
 *   2026-11. Status: documented.
 * - its kubeconfig calls the cluster `local`, the context `Default`, the user `user`: cmd/kubeconfig/admin.go. Status:
 *   documented.
 * - in Docker it is an Alpine image on the engine's default bridge, and only the API server's port is published:
 *   docs/k0s-in-docker.md, read 2026-11. A node that says Alpine under another system's kernel, at such an address, is
 *   one. Status: assumed.
 */
export const k0s = {
  id: 'k0s',
  title: 'k0s',
  detect: (facts) =>
    evidenceOfNode(facts, 'kubelet-version', 'k0s builds this kubelet', ({ kubelet }) =>
      /[+-]k0s(?![a-z])/.test(kubelet) ? kubelet : undefined,
    ) ??
    evidenceOfNode(facts, 'label', 'k0s labels nodes so', (node) =>
      labelOf(node, (key) => key.startsWith('node.k0sproject.io/')),
    ),
  suggest: (facts) =>
    nodesOf(facts).every(isSilent)
      ? evidenceOfKubeconfig('cluster', 'k0s calls cluster, context and user so', nameIn(facts.kubeconfig))
      : undefined,
  nodesAre: kindOfNodes,
  publishes: (facts) => publishedByCompose(facts, kindOfNodes(facts)),
  containersWanted: (facts) => containersOfCompose(kindOfNodes(facts)),
  serverIsOnANode: true,
} as const satisfies Distribution;

function nameIn({ context, cluster, user }: KubeconfigFacts): string | undefined {
  return context === 'Default' && cluster === 'local' && user === 'user' ? cluster : undefined;
}

function kindOfNodes(facts: ClusterFacts): NodeKind {
  const nodes = nodesOf(facts);
  return nodes.length > 0 && nodes.every(isContainer) ? 'containers' : 'machines';
}

/** Alpine's own kernels end so; those of other systems are the machine's under the container. */
const KERNEL_OF_ALPINE = /-(lts|virt|stable|edge|rpi\d*)$/;

function isContainer({ osImage, kernel, addresses }: NodeFacts): boolean {
  if (!osImage.startsWith('Alpine Linux') || kernel === '' || KERNEL_OF_ALPINE.test(kernel)) return false;
  return addresses.some(({ ip }) => isInSubnet(ip, '172.16.0.0/12'));
}
