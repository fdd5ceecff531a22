import { evidenceOfNode, labelOf } from '../domain/evidence.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * RKE2, also as Rancher and Harvester install it: kube-proxy serves nodePorts on every node.
 *
 * kubelet version `v1.33.5+rke2r1`; annotations `rke2.io/*`, label `node.kubernetes.io/instance-type=rke2` and
 * providerID `rke2://<node>` where no cloud's controller writes its own; labels `*.rke2.io/…`. It is built from k3s's
 * source, in which the program's name stands before all of these. Source: k3s-io/k3s, pkg/cloudprovider/instances.go;
 * rancher/rancher, pkg/capr; read 2026-11. Status: documented.
 */
export const rke2 = {
  id: 'rke2',
  title: 'RKE2',
  detect: (facts) =>
    evidenceOfNode(facts, 'kubelet-version', 'RKE2 builds this kubelet', ({ kubelet }) =>
      /\+rke2/.test(kubelet) ? kubelet : undefined,
    ) ??
    evidenceOfNode(facts, 'provider-id', 'RKE2 writes it into every node', ({ providerId }) =>
      providerId?.startsWith('rke2://') ? providerId : undefined,
    ) ??
    evidenceOfNode(facts, 'annotation', 'RKE2 annotates every node so', ({ annotations }) =>
      annotations.find((key) => key.startsWith('rke2.io/')),
    ) ??
    evidenceOfNode(facts, 'label', 'RKE2 labels its nodes so', (node) =>
      labelOf(node, (key) =>
        key.endsWith('kubernetes.io/instance-type') ? node.labels[key] === 'rke2' : /^([a-z]+\.)?rke2\.io\//.test(key),
      ),
    ),
  nodesAre: () => 'machines',
  serverIsOnANode: true,
} as const satisfies Distribution;
