import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * vcluster: a control plane in a pod of another cluster. Its nodes are made up, or copies of that cluster's; a nodePort
 * is that cluster's own, and answers at its nodes.
 *
 * - made-up nodes: label `vcluster.loft.sh/fake-node=true`, osImage `Fake Kubernetes Image`, kernel `4.19.76-fakelinux`,
 *   kubelet `v1.19.1` (newer releases say the server's). Source: loft-sh/vcluster,
 *   pkg/controllers/resources/nodes/fake_syncer.go, read 2026-11. Status: documented.
 * - copied nodes have the providerID and the labels of the cluster below; vcluster adds annotations
 *   `vcluster.loft.sh/managed-labels` and the like: pkg/controllers/resources/nodes/translate.go. Where they were left out,
 *   only the kubeconfig knows: context `vcluster_<name>_<namespace>_<context below>` or `vcluster-platform_…`:
 *   pkg/cli/find/find.go. Status: documented.
 */
export const vcluster = {
  id: 'vcluster',
  title: 'vcluster',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'label', 'vcluster labels nodes that it makes up so', fakeLabelIn),
      evidenceOfNode(facts, 'os-image', 'the image of nodes that vcluster makes up', ({ osImage }) =>
        osImage === 'Fake Kubernetes Image' ? osImage : undefined,
      ),
      evidenceOfNode(facts, 'annotation', 'vcluster writes it into nodes that it copies', ({ annotations }) =>
        annotations.find((key) => key.startsWith('vcluster.loft.sh/')),
      ),
      evidenceOfKubeconfig('context', 'vcluster calls context and cluster so', contextIn(facts.kubeconfig)),
    ),
  nodesAre: (facts) => (nodesOf(facts).some(isFake) ? 'fake' : 'unknown'),
  serverIsOnANode: false,
} as const satisfies Distribution;

/**
 * A row of a table without `-o wide` that may be one of a node that it makes up: those keep their name, and lose their
 * role. The tools whose names these are have given a role to control planes since 2018.
 */
export function couldBeMadeUp({ kubelet, roles, osImage, labels }: NodeFacts): boolean {
  const minor = Number(/^v1\.(\d+)\./.exec(kubelet)?.[1] ?? 0);
  return minor >= 12 && osImage === '' && roles.length === 0 && Object.keys(labels).length === 0;
}

function fakeLabelIn(node: NodeFacts): string | undefined {
  return labelOf(node, (key) => key === 'vcluster.loft.sh/fake-node');
}

function isFake(node: NodeFacts): boolean {
  return fakeLabelIn(node) !== undefined || node.osImage === 'Fake Kubernetes Image' || /-fakelinux$/.test(node.kernel);
}

/** Whoever renames the context leaves the cluster's name, and the other way round: they have to agree. */
function contextIn({ context = '', cluster = context }: KubeconfigFacts): string | undefined {
  const isItsName = /^vcluster_[^_]+_[^_]+_.+$|^vcluster-platform_.+$/.test(context);
  return isItsName && cluster === context ? context : undefined;
}
