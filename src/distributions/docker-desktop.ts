import { portsOfNodeContainers } from '../domain/containers.ts';
import { anyEvidence, evidenceOfNode } from '../domain/evidence.ts';
import type { ClusterFacts, NodeFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * Docker Desktop's own Kubernetes, in its two modes, which are opposites.
 *
 * - kubeadm mode: one node whose osImage is `Docker Desktop` (before 2019 `Docker for Mac`, `Docker for Windows`); a
 *   controller in the VM watches Services and the backend opens each nodePort on this machine's localhost. Source:
 *   https://github.com/docker/for-mac/issues/2445, https://github.com/rancher/rancher/issues/14358. Status: documented.
 * - kind mode: nodes are kind's, of a cluster called `desktop`, while the context stays `docker-desktop`; nodePorts are
 *   not published, and no setting publishes them. Source: users' `docker port desktop-control-plane`, which shows 6443
 *   alone. Status: documented.
 */
export const dockerDesktop = {
  id: 'docker-desktop',
  title: 'Docker Desktop',
  detect: (facts) => anyEvidence(evidenceOfNode(facts, 'os-image', osImageOf), evidenceOfKindMode(facts)),
  containerLabels: (facts) => (evidenceOfKindMode(facts) ? ['io.x-k8s.kind.cluster=desktop'] : []),
  likelyContainerLabels: () => [], // only its nodes tell which of its modes it is
  nodesAre: (facts) => (evidenceOfKindMode(facts) ? 'containers' : 'virtual-machines'),
  publishes: (facts) =>
    evidenceOfKindMode(facts)
      ? { kind: 'some-ports', ports: portsOfNodeContainers(facts, [6443]) }
      : { kind: 'every-node-port', because: "Docker Desktop forwards each nodePort to this machine's loopback" },
  whenDown: ({ context, server }) =>
    context?.startsWith('docker-desktop') && isLoopbackServer(server)
      ? { kind: 'not-running', program: 'Docker Desktop' }
      : undefined,
} as const satisfies Distribution;

function osImageOf({ osImage }: NodeFacts): string | undefined {
  return /^Docker (Desktop|for Mac|for Windows)$/.test(osImage) ? osImage : undefined;
}

// `kind create cluster --name desktop` gives the same providerID; only the names in the kubeconfig tell them apart.
function evidenceOfKindMode(facts: ClusterFacts) {
  const { context, cluster } = facts.kubeconfig;
  const name = [context, cluster].find((each) => each?.startsWith('docker-desktop'));
  const nodes = evidenceOfNode(facts, 'provider-id', ({ providerId }) =>
    providerId?.startsWith('kind://docker/desktop/') ? providerId : undefined,
  );
  return name && nodes ? [...nodes, { code: 'context', value: name, source: 'kubeconfig' }] : undefined;
}
