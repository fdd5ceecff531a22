import { evidenceOfKubeconfig, evidenceOfNode, labelOf, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts, SeenFacts } from '../domain/facts.ts';
import type { Distribution, WhenDown } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * MicroK8s: a snap on Linux, on macOS and Windows a VM of Multipass's; kube-proxy serves nodePorts on every node.
 *
 * - labels `microk8s.io/cluster=true` since 2019, `node.kubernetes.io/microk8s-controlplane` or `…-worker` since 1.23.
 *   Source: canonical/microk8s, microk8s-resources/default-args/kubelet, scripts/wrappers/join.py, read 2026-08.
 *   Status: documented.
 * - a table without labels says little: no node has a role; and since patches are applied before it is built, releases
 *   of years called the kubelet after a commit, `v1.20.0-34+1a52fbf0753680` (build-scripts/components;
 *   kubernetes/kubernetes, hack/lib/version.sh; read 2026-11). Whoever builds Kubernetes so gets the same, so it only
 *   suggests. Status: assumed.
 * - cluster `microk8s-cluster`, context `microk8s`, port 16443: microk8s-resources/client.config.template; the VM is
 *   called `microk8s-vm`: installer/vm_providers. Status: documented.
 */
export const microk8s = {
  id: 'microk8s',
  title: 'MicroK8s',
  detect: (facts) =>
    evidenceOfNode(facts, 'label', 'MicroK8s labels every node so', (node) =>
      labelOf(node, (key) => key.startsWith('microk8s.io/') || key.startsWith('node.kubernetes.io/microk8s-')),
    ),
  suggest: (facts) =>
    evidenceOfNodes(facts) ??
    (nodesOf(facts).every(canBeIts)
      ? evidenceOfKubeconfig('cluster', 'MicroK8s calls its cluster so', nameIn(facts.kubeconfig))
      : undefined),
  nodesAre: (facts) => (isVm(nodesOf(facts)) ? 'virtual-machines' : 'machines'),
  serverIsOnANode: true,
  whenDown,
} as const satisfies Distribution;

const API_PORT = 16_443;
const PLAIN = /^v\d+\.\d+\.\d+$/;
const AFTER_A_RELEASE = /^v\d+\.\d+\.\d+-\d+\+[0-9a-f]{14}$/;

function evidenceOfNodes(facts: SeenFacts) {
  const nodes = nodesOf(facts);
  if (!nodes.every(canBeIts)) return undefined;
  const says = 'MicroK8s builds Kubernetes from commits after a release, and gives nodes no role';
  return isVm(nodes)
    ? evidenceOfNode(facts, 'node-name', 'MicroK8s calls its VM so', ({ name }) => name)
    : evidenceOfNode(facts, 'kubelet-version', says, ({ kubelet }) =>
        AFTER_A_RELEASE.test(kubelet) ? kubelet : undefined,
      );
}

/** Without a role, a vendor's kubelet or a cloud's controller; whose labels were read and are others' is another's. */
function canBeIts({ kubelet, roles, labels, providerId }: NodeFacts): boolean {
  const isItsKubelet = kubelet === '' || PLAIN.test(kubelet) || AFTER_A_RELEASE.test(kubelet);
  return isItsKubelet && roles.length === 0 && Object.keys(labels).length === 0 && !providerId;
}

function isVm(nodes: readonly NodeFacts[]): boolean {
  return nodes.length === 1 && nodes[0]?.name === 'microk8s-vm';
}

function nameIn({ cluster, server }: KubeconfigFacts): string | undefined {
  return cluster === 'microk8s-cluster' && (server === undefined || server.port === API_PORT) ? cluster : undefined;
}

function whenDown(kubeconfig: KubeconfigFacts): WhenDown | undefined {
  const isHere = kubeconfig.server !== undefined && isLoopbackServer(kubeconfig.server);
  return isHere && nameIn(kubeconfig) !== undefined
    ? { kind: 'command', argv: ['sudo', 'microk8s', 'start'] }
    : undefined;
}
