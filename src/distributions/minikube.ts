import { portsOfNodeContainers } from '../domain/containers.ts';
import { anyEvidence, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, NodeFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';

// ssh, Docker, registry, API server, and 32443, which looks like a nodePort and is the proxy of auto-pause.
// Source: kubernetes/minikube, pkg/drivers/kic/kic.go, read 2026-08. Status: documented.
const OWN_PORTS = [22, 2376, 5000, 8443, 32_443];

const CONTAINER_LABEL = 'created_by.minikube.sigs.k8s.io=true';
const CONTEXT_PROVIDER = 'minikube.sigs.k8s.io';

/**
 * minikube: with a container driver the nodes are containers, and ports are published only by `minikube start --ports`;
 * with a hypervisor driver they are virtual machines, and their addresses answer.
 *
 * - labels `minikube.k8s.io/*` on each node; the cluster entry of the kubeconfig says
 *   `provider: minikube.sigs.k8s.io` since 1.17. Source: kubernetes/minikube, pkg/minikube/bootstrapper/kubeadm and
 *   pkg/minikube/kubeconfig/extension.go, read 2026-08. Status: documented.
 * - `--ports` becomes `docker run -p` of each node: pkg/minikube/registry/drvs/docker/docker.go. Status: documented.
 * - the ISO of hypervisor drivers says osImage `Buildroot …`; the images of container drivers say Ubuntu or Debian, as
 *   kind's do: Makefile (BUILDROOT_BRANCH), deploy/kicbase/Dockerfile. Status: documented.
 */
export const minikube = {
  id: 'minikube',
  title: 'minikube',
  detect: detectMinikube,
  containerLabels: (facts) => (isVirtualMachine(facts) || !detectMinikube(facts) ? [] : [CONTAINER_LABEL]),
  likelyContainerLabels: ({ provider }) => (provider === CONTEXT_PROVIDER ? [CONTAINER_LABEL] : []),
  nodesAre: (facts) => (isVirtualMachine(facts) ? 'virtual-machines' : 'containers'),
  publishes: (facts) =>
    isVirtualMachine(facts)
      ? { kind: 'nothing' }
      : { kind: 'some-ports', ports: portsOfNodeContainers(facts, OWN_PORTS) },
  // Context, cluster and user are all named after the profile.
  whenDown: ({ provider, cluster = 'minikube' }) =>
    provider === CONTEXT_PROVIDER ? { kind: 'command', argv: ['minikube', 'start', '-p', cluster] } : undefined,
} as const satisfies Distribution;

function detectMinikube(facts: ClusterFacts) {
  return anyEvidence(evidenceOfNode(facts, 'label', labelOf), evidenceOfKubeconfig(facts));
}

function labelOf({ labels }: NodeFacts): string | undefined {
  const label = Object.entries(labels).find(([key]) => key.startsWith('minikube.k8s.io/'));
  return label?.join('=');
}

function evidenceOfKubeconfig({ kubeconfig: { provider } }: ClusterFacts) {
  return provider === CONTEXT_PROVIDER
    ? [{ code: 'kubeconfig-extension', value: provider, source: 'kubeconfig' }]
    : undefined;
}

function isVirtualMachine(facts: ClusterFacts): boolean {
  return nodesOf(facts).some(({ osImage }) => osImage.startsWith('Buildroot '));
}
