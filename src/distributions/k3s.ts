import { containersOfCompose, publishedByCompose } from '../domain/compose.ts';
import { evidenceOfNode, labelOf, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, NodeFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Distribution, NodeKind } from '../domain/runtime.ts';

/**
 * k3s, by itself or inside something that is not recognised: kube-proxy serves nodePorts on every node, and nothing
 * publishes them.
 *
 * - kubelet version `v1.31.5+k3s1`; until 2020 `v1.17.0+k3s.1` and `v1.16.3-k3s.2`; a build of one's own carries a
 *   commit instead of a number. Its cloud controller writes providerID `k3s://<node>`, label
 *   `node.kubernetes.io/instance-type=k3s` and annotations `k3s.io/*`, in 2019 as labels. Source: k3s-io/k3s,
 *   pkg/cloudprovider/instances.go, read 2026-08 and 2026-11. Status: documented.
 * - in a cloud whose own controller replaces k3s's, providerID and label are that cloud's; it stays k3s.
 * - osImage `K3s v1.31.5+k3s1` (before 2022 `K3s dev`) is that of its container image: k3d, a compose file, a pod. With
 *   an address that is no bridge's it shares the network of a machine or of a pod. Status: assumed.
 * - RKE2 is built from the same source, with its own name in all of these.
 */
export const k3s = {
  id: 'k3s',
  title: 'k3s',
  detect: (facts) =>
    evidenceOfNode(facts, 'kubelet-version', 'k3s builds this kubelet', (node) =>
      isOfK3s(node.kubelet) && !couldBeRancherDesktops(node, nodesOf(facts)) ? node.kubelet : undefined,
    ) ??
    evidenceOfNode(facts, 'provider-id', 'k3s writes it into every node', (node) =>
      isOfRke2(node) || !node.providerId?.startsWith('k3s://') ? undefined : node.providerId,
    ) ??
    evidenceOfNode(facts, 'annotation', 'k3s annotates every node so', (node) =>
      isOfRke2(node) ? undefined : node.annotations.find((key) => key.startsWith('k3s.io/')),
    ) ??
    evidenceOfNode(facts, 'label', 'k3s labels every node so', (node) =>
      isOfRke2(node) ? undefined : labelOfK3s(node),
    ),
  nodesAre: kindOfNodes,
  publishes: (facts) => publishedByCompose(facts, kindOfNodes(facts)),
  containersWanted: (facts) => containersOfCompose(kindOfNodes(facts)),
  serverIsOnANode: true,
} as const satisfies Distribution;

/** k3s whose node no cloud's controller has taken over, as tools run it on one's own machine. */
export function isLocalK3s({ kubelet, providerId }: NodeFacts): boolean {
  return isOfK3s(kubelet) && (!providerId || providerId.startsWith('k3s://'));
}

function isOfK3s(kubelet: string): boolean {
  return /[+-]k3s(?![a-z])/.test(kubelet);
}

/**
 * The only row of a short table, called as Windows calls computers: Rancher Desktop takes that for its node, and k3s in
 * a distribution of WSL has it too.
 */
function couldBeRancherDesktops({ name, osImage, addresses }: NodeFacts, nodes: readonly NodeFacts[]): boolean {
  const isShort = nodes.length === 1 && osImage === '' && addresses.length === 0;
  return isShort && /^(desktop-[a-z0-9]{7}|laptop-[a-z0-9]{8})$/.test(name);
}

function isOfRke2({ kubelet }: NodeFacts): boolean {
  return kubelet.includes('+rke2');
}

function labelOfK3s(node: NodeFacts): string | undefined {
  const instanceType = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];
  return labelOf(node, (key) =>
    instanceType.includes(key) ? node.labels[key] === 'k3s' : /^k3s\.io\/(hostname|internal-ip)$/.test(key),
  );
}

function kindOfNodes(facts: ClusterFacts): NodeKind {
  const inImage = nodesOf(facts).filter(({ osImage }) => osImage.startsWith('K3s '));
  if (inImage.length === 0) return 'machines';
  const isAtABridge = inImage.every(({ addresses }) =>
    addresses.every(({ type, ip }) => type === 'ExternalIP' || isInSubnet(ip, '172.16.0.0/12')),
  );
  return isAtABridge ? 'containers' : 'unknown';
}
