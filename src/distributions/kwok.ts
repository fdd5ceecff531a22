import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { NodeFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * kwok: nodes and pods are objects that a controller keeps up to date; nobody is there who could answer.
 *
 * - annotation `kwok.x-k8s.io/node`, kubelet `kwok-v0.6.1`, or `fake` in the documented manifest. Source:
 *   kubernetes-sigs/kwok, kustomize/stage/node/fast/node-initialize.yaml and site/static/examples/node.yaml, read 2026-11.
 *   Status: documented.
 * - people put such nodes beside real ones (kind's, mostly), and then the cluster is what the real ones are; the manifest's
 *   label `type=kwok` is anybody's. Status: documented.
 * - kwokctl calls context and cluster `kwok-<name>`, the server is 127.0.0.1, and a new cluster has no node at all:
 *   pkg/kwokctl/runtime/binary/cluster_context.go. Status: documented.
 */
export const kwok = {
  id: 'kwok',
  title: 'kwok',
  detect: (facts) =>
    nodesOf(facts).every((node) => keyIn(node) ?? kubeletIn(node))
      ? anyEvidence(
          evidenceOfNode(facts, 'annotation', 'kwok keeps nodes that have it', keyIn),
          evidenceOfNode(facts, 'kubelet-version', 'kwok says so, where there is no kubelet', kubeletIn),
        )
      : undefined,
  suggest: (facts) => {
    const { context, cluster, server } = facts.kubeconfig;
    const isItsName = /^kwok-/.test(cluster ?? '') && context === cluster && isLoopbackServer(server);
    return isItsName && nodesOf(facts).length === 0
      ? evidenceOfKubeconfig('context', 'kwokctl calls context and cluster so', context)
      : undefined;
  },
  nodesAre: () => 'fake',
  serverIsOnANode: false,
} as const satisfies Distribution;

function keyIn({ annotations, labels }: NodeFacts): string | undefined {
  return [...annotations, ...Object.keys(labels)].find((key) => key === 'kwok.x-k8s.io/node');
}

function kubeletIn({ kubelet }: NodeFacts): string | undefined {
  return /^kwok-|^fake$/.test(kubelet) ? kubelet : undefined;
}
