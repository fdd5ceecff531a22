import { portsOfNodeContainers } from '../domain/containers.ts';
import { evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, ContainerFacts, KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import type { ContainerFilter, Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';
import { publishFixesOfK3d } from './k3d-publish-fixes.ts';
import { isLocalK3s } from './k3s.ts';
import { couldBeMadeUp } from './vcluster.ts';

const ROLE = 'k3d.role';

/**
 * k3d: k3s in containers, most with a load balancer before them, a container of its own. `--port HOST:CONTAINER@…`
 * publishes on the load balancer, which passes on to the same port of the nodes; with the suffix `:direct`, and before
 * 5.0, on a node. So the container port has to be the nodePort.
 *
 * - nodes are containers of the same name, `k3d-<cluster>-server-N` and `k3d-<cluster>-agent-N`; labels
 *   `k3d.cluster=<cluster>`, `k3d.role=server|agent|loadbalancer`. Source: k3d-io/k3d, pkg/types/types.go,
 *   pkg/client/cluster.go and ports.go, read 2026-08. Status: documented.
 * - k3d 1 (2019, 2020) called them `k3d-<cluster>-server` and `k3d-<cluster>-worker-N`: its cli/container.go, read
 *   2026-11. Status: documented.
 * - the osImage is that of k3s's image, `K3s …`, in old ones `Unknown`; an image of one's own says anything. What the
 *   names have to agree with is the kubelet. Status: documented.
 * - cluster `k3d-<cluster>`, user `admin@k3d-<cluster>`: pkg/client/kubeconfig.go. Status: documented.
 */
export const k3d = {
  id: 'k3d',
  title: 'k3d',
  detect: (facts) =>
    evidenceOfNode(facts, 'node-name', 'k3d calls its containers so, and this one runs k3s', (node) =>
      clusterIn(node.name) !== undefined && isLocalK3s(node) && !isMadeUp(node) ? node.name : undefined,
    ),
  suggest: (facts) =>
    nodesOf(facts).length > 0
      ? evidenceOfNode(facts, 'node-name', 'k3d calls its containers so', likelyNode)
      : evidenceOfKubeconfig('cluster', 'k3d writes it, and a user that fits', nameOf(facts.kubeconfig)),
  nodesAre: () => 'containers',
  publishes: (facts) => ({
    kind: 'some-ports',
    ports: portsOfNodeContainers(facts, { ownPorts: [6443], isInFront }),
    hasServicePorts: true,
  }),
  labelsRead: [ROLE],
  containersWanted: (facts) => clustersOf(facts).map(containersOf),
  containersLikely: (kubeconfig) => hereIn(kubeconfig).map(containersOf),
  serverIsOnANode: true,
  whenDown: (kubeconfig) => {
    const [name] = hereIn(kubeconfig);
    return name === undefined ? undefined : { kind: 'command', argv: ['k3d', 'cluster', 'start', name] };
  },
  publishFixes: (wish, facts) => {
    const [name, ...others] = clustersOf(facts);
    return name !== undefined && others.length === 0 ? publishFixesOfK3d(wish, facts, { name, isInFront }) : [];
  },
} as const satisfies Distribution;

function isInFront({ labels }: ContainerFacts): boolean {
  return labels[ROLE] === 'loadbalancer';
}

function clusterIn(nodeName: string): string | undefined {
  return /^k3d-([a-z0-9][a-z0-9-]*)-(?:(?:server|agent|worker)-\d+|server)$/.exec(nodeName)?.[1];
}

/** k3s of 2019 gave its servers no role. */
function isMadeUp(node: NodeFacts): boolean {
  return /-server(-\d+)?$/.test(node.name) && couldBeMadeUp(node) && !/^v1\.1[2-7]\./.test(node.kubelet);
}

/** A name without anything else: of a node that may not be read. */
function likelyNode({ name, kubelet, providerId }: NodeFacts): string | undefined {
  return clusterIn(name) !== undefined && kubelet === '' && !providerId ? name : undefined;
}

/** The clusters' names within k3d, from their nodes, else from the kubeconfig. */
function clustersOf(facts: ClusterFacts): readonly string[] {
  const names = nodesOf(facts).map(({ name }) => clusterIn(name));
  const found = [...new Set(names)].filter((name) => name !== undefined);
  return found.length > 0 ? found : hereIn(facts.kubeconfig);
}

function containersOf(cluster: string): ContainerFilter {
  return `label=k3d.cluster=${cluster}`;
}

// A context is renamed more often than the cluster and the user behind it.
function nameOf({ cluster, user }: KubeconfigFacts): string | undefined {
  return /^k3d-[a-z0-9][a-z0-9-]*$/i.test(cluster ?? '') && user === `admin@${cluster}` ? cluster : undefined;
}

function hereIn(kubeconfig: KubeconfigFacts): readonly string[] {
  const name = nameOf(kubeconfig);
  return name !== undefined && isLoopbackServer(kubeconfig.server) ? [name.slice('k3d-'.length)] : [];
}
