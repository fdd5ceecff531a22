import { portsOfNodeContainers } from '../domain/containers.ts';
import { evidenceOfNode } from '../domain/evidence.ts';
import type { ClusterFacts, KubeconfigFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * kind: nodes are containers named like the nodes; a nodePort is published only where an `extraPortMappings` line with
 * that containerPort stood in the configuration when the cluster was made.
 *
 * - providerID `kind://<docker|podman|nerdctl>/<cluster>/<node>` since 0.9.0; containers carry
 *   `io.x-k8s.kind.cluster=<cluster>` since 0.6.0. Source: kubernetes-sigs/kind, pkg/cluster/internal/kubeadm/config.go
 *   and providers/docker/constants.go, read 2026-08. Status: recorded (providerID), documented (label).
 * - containerPort has to equal the nodePort: https://kind.sigs.k8s.io/docs/user/configuration/#nodeport-with-port-mappings,
 *   since kube-proxy listens on the nodePort and nothing translates before it. Status: recorded.
 */
export const kind = {
  id: 'kind',
  title: 'kind',
  // People rename contexts, not nodes; the osImage is that of whatever base image kind used (Ubuntu, Debian).
  detect: (facts) => evidenceOfNode(facts, 'provider-id', ({ providerId }) => matchProviderId(providerId)?.[0]),
  containerLabels: (facts) => clustersOf(facts).map(labelOf),
  likelyContainerLabels: (kubeconfig) => nameInContext(kubeconfig).map(labelOf),
  nodesAre: () => 'containers',
  publishes: (facts) => ({ kind: 'some-ports', ports: portsOfNodeContainers(facts, OWN_PORTS) }),
  whenDown: (kubeconfig) => {
    const [name] = nameInContext(kubeconfig);
    return name ? { kind: 'command', argv: ['docker', 'start', `${name}-control-plane`] } : undefined;
  },
} as const satisfies Distribution;

/** The API server's; a control plane publishes nothing else by itself. */
const OWN_PORTS = [6443];

/** The cluster's name within kind, from its nodes. */
function clustersOf({ nodes }: ClusterFacts): readonly string[] {
  const names = nodes.kind === 'known' ? nodes.value.map(({ providerId }) => matchProviderId(providerId)?.[1]) : [];
  return [...new Set(names)].filter((name) => name !== undefined);
}

function matchProviderId(providerId: string | undefined): RegExpExecArray | null {
  return /^kind:\/\/[a-z]*\/([a-z0-9.-]+)\/[^/]+$/.exec(providerId ?? '');
}

function labelOf(cluster: string): string {
  return `io.x-k8s.kind.cluster=${cluster}`;
}

/** `kind create cluster --name X` writes a context `kind-X` and calls the container of the API server `X-control-plane`. */
function nameInContext({ context, server }: KubeconfigFacts): readonly string[] {
  const name = /^kind-(.+)$/.exec(context ?? '')?.[1];
  return name && isLoopbackServer(server) ? [name] : [];
}
