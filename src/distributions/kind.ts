import { isBridgeAddress } from '../domain/bridge-address.ts';
import { portsOfNodeContainers } from '../domain/containers.ts';
import { programOf } from '../domain/engine-program.ts';
import { evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, EngineFacts, KubeconfigFacts, NodeFacts, SeenFacts, ServerFacts } from '../domain/facts.ts';
import { isPublic, parseIp } from '../domain/ip.ts';
import type { ContainerFilter, Distribution, WhenDown } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';
import { type KindCluster, publishFixesOfKind } from './kind-publish-fixes.ts';
import { couldBeMadeUp } from './vcluster.ts';

/**
 * kind: nodes are containers named like the nodes; a nodePort is published only where an `extraPortMappings` line with
 * that containerPort stood in the configuration when the cluster was made.
 *
 * - providerID `kind://<docker|podman|nerdctl>/<cluster>/<node>` since 0.9.0; containers carry
 *   `io.x-k8s.kind.cluster=<cluster>` since 0.6.0. Source: kubernetes-sigs/kind, pkg/cluster/internal/kubeadm/config.go
 *   and providers/docker/constants.go, read 2026-08. Status: recorded (providerID), documented (label).
 * - containerPort has to equal the nodePort: https://kind.sigs.k8s.io/docs/user/configuration/#nodeport-with-port-mappings,
 *   since kube-proxy listens on the nodePort and nothing translates before it. Status: recorded.
 * - nodes are called `<cluster>-control-plane[N]` and `<cluster>-worker[N]`, run containerd (before 0.3 Docker) on an
 *   Ubuntu or Debian image, and have an address of a bridge of Docker's or Podman's: providers/common/namer.go,
 *   images/base/Dockerfile. One of these alone is others' too (Cluster API's and Kubespray's containers); a single worker
 *   without a number is what people call their second machine as well. Status: documented.
 * - before 0.6 the context was `kubernetes-admin@<cluster>`; since then context, cluster and user are all
 *   `kind-<cluster>`: pkg/cluster/internal/kubeconfig. Status: documented.
 */
export const kind = {
  id: 'kind',
  title: 'kind',
  // People rename contexts, not nodes; the osImage is that of whatever base image kind used (Ubuntu, Debian).
  detect: (facts) =>
    evidenceOfNode(
      facts,
      'provider-id',
      'kind writes it into every node',
      ({ providerId }) => matchProviderId(providerId)?.[0],
    ),
  suggest: (facts) =>
    nodesOf(facts).length > 0
      ? evidenceOfNode(facts, 'node-name', 'kind calls its containers so, and they look like its', (node) =>
          likelyNode(node, facts),
        )
      : evidenceOfKubeconfig(
          'context',
          'kind writes it, and the cluster and the user by the same name',
          likelyContext(facts.kubeconfig),
        ),
  nodesAre: () => 'containers',
  publishes: (facts) => ({ kind: 'some-ports', ports: portsOf(facts) }),
  containersWanted: (facts) => clustersOf(facts).map(containersOf),
  containersLikely: (kubeconfig) => nameInContext(kubeconfig).map(containersOf),
  serverIsOnANode: true,
  whenDown: (kubeconfig, engine) => {
    const [name] = nameInContext(kubeconfig);
    const isHere = engine !== undefined || isLoopbackServer(kubeconfig.server);
    return name !== undefined && isHere ? startOf(name, engine) : undefined;
  },
  publishFixes: (wish, facts) => {
    const cluster = clusterOf(facts);
    return cluster ? publishFixesOfKind(wish, facts, cluster) : [];
  },
} as const satisfies Distribution;

/**
 * An address that one of its containers would get: engines count up from the first. Private networks of companies and
 * EC2's own, 172.31.0.0/16, use the same range for machines.
 */
export function isLikeItsAddress(ip: string): boolean {
  const last = Number(/^(?!172\.31\.).*\.(\d+)$/.exec(ip)?.[1] ?? 255);
  return isBridgeAddress(ip) && (last <= MOST_CONTAINERS || ip.includes(':'));
}

const MOST_CONTAINERS = 31;

/** The API server's; a control plane publishes nothing else by itself. */
const OWN_PORTS = [6443];

function portsOf(facts: ClusterFacts) {
  return portsOfNodeContainers(facts, { ownPorts: OWN_PORTS });
}

/** The cluster's name within kind, from its nodes, else from the kubeconfig. */
function clustersOf({ kubeconfig, ...facts }: ClusterFacts): readonly string[] {
  const names = nodesOf(facts).map(
    ({ providerId, name }) => matchProviderId(providerId)?.groups?.cluster ?? clusterIn(name),
  );
  const found = [...new Set(names)].filter((name) => name !== undefined);
  return found.length > 0 ? found : nameInContext(kubeconfig);
}

/** The one cluster that these nodes are of, with what kind made of it: people add others' nodes, and fakes. */
function clusterOf(facts: ClusterFacts): KindCluster | undefined {
  const [name, ...others] = clustersOf(facts);
  if (name === undefined || others.length > 0 || !/^[a-z0-9]/.test(name)) return undefined;
  const nodes = nodesOf(facts).filter((node) => clusterIn(node.name) === name);
  const [provider] = nodes.flatMap(({ providerId }) => matchProviderId(providerId)?.groups?.provider || []);
  return { name, provider, nodes: nodes.toSorted(inItsOrder), ports: portsOf(facts) };
}

/** Control planes first, and the second is called `2`. */
function inItsOrder(a: NodeFacts, b: NodeFacts): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

function matchProviderId(providerId: string | undefined): RegExpExecArray | null {
  return /^kind:\/\/(?<provider>[a-z]*)\/(?<cluster>[a-z0-9.-]+)\/[^/]+$/.exec(providerId ?? '');
}

function clusterIn(nodeName: string): string | undefined {
  return /^([a-z0-9.-]+)-(?:control-plane|worker)([2-9]|[1-9]\d+)?$/.exec(nodeName)?.[1];
}

/**
 * A node without a providerID: a table in a chat, a user who may not read nodes. All nodes have to be called as kind
 * would call them (the second worker is `worker2`, the first has no number), and one thing more has to agree.
 */
function likelyNode(node: NodeFacts, facts: SeenFacts): string | undefined {
  const { name, osImage, containerRuntime, addresses } = node;
  const cluster = clusterIn(name);
  if (cluster === undefined) return undefined; // before all nodes are looked at
  const nodes = nodesOf(facts).filter(({ kubelet }) => !/^(kwok-|fake$)/.test(kubelet)); // people add fakes to it
  const isWhole = nodes.every((each) => !each.providerId && clusterIn(each.name) === cluster);
  if (!isWhole || isKnownByAnotherName(cluster, facts)) return undefined;
  if (nodes.some((each) => /-control-plane\d*$/.test(each.name) && couldBeMadeUp(each))) return undefined;
  const isAContainer = addresses.some(({ ip }) => isLikeItsAddress(ip)) || isUnderAnothersKernel(node);
  const isNamedAgain = nameInContext(facts.kubeconfig).includes(cluster);
  if (osImage !== '') {
    const isItsImage = /^(Ubuntu|Debian)/.test(osImage) && /^(containerd|docker):/.test(containerRuntime);
    return isItsImage && (isAContainer || isNamedAgain) ? name : undefined;
  }
  const isItsDefault = cluster === 'kind';
  const isSeveral = nodes.some((each) => each.name === `${cluster}-worker2`);
  return isItsDefault || isSeveral || isAContainer || isNamedAgain ? name : undefined;
}

/** Of a VM of a desktop, or of Ubuntu, Red Hat or Arch under an image of Debian: a machine has its own system's. */
export function isUnderAnothersKernel({ osImage, kernel }: NodeFacts): boolean {
  const isOfAnother = /-generic$|-(aws|gcp|azure|oracle)$|\.(el|fc|amzn)\d|-arch\d/.test(kernel);
  return /-linuxkit|-orbstack-/.test(kernel) || (osImage.startsWith('Debian') && isOfAnother);
}

/** Docker Desktop's own cluster, which kind makes for it. */
function isKnownByAnotherName(cluster: string, { kubeconfig: { context } }: SeenFacts): boolean {
  return context !== undefined && cluster === 'desktop' && context !== `kind-${cluster}`;
}

/** Every node that was stopped; where none was, or no engine was asked, the one with the API server. */
function startOf(cluster: string, engine: EngineFacts | undefined): WhenDown | undefined {
  if (engine === undefined) return { kind: 'command', argv: ['docker', 'start', `${cluster}-control-plane`] };
  const nodes = engine.containers.filter(({ name }) => /^[a-z0-9][\w.-]*$/.test(name));
  const program = programOf(engine);
  const stopped = nodes.filter(({ isRunning }) => !isRunning).map(({ name }) => name);
  if (stopped.length > 0) return { kind: 'command', argv: [program, 'start', ...stopped.toSorted()] };
  const first = nodes.find(({ name }) => name === `${cluster}-control-plane`);
  return first && { kind: 'restart', argv: [program, 'restart', first.name] };
}

function containersOf(cluster: string): ContainerFilter {
  return `label=io.x-k8s.kind.cluster=${cluster}`;
}

/** `apiServerAddress` of its configuration: an address of this machine, or of one nearby. */
function isPrivate({ host }: ServerFacts): boolean {
  return parseIp(host) !== undefined && !isPublic(host);
}

/** `kind create cluster --name X` writes a context `kind-X` and calls the container of the API server `X-control-plane`. */
function nameInContext({ context, server }: KubeconfigFacts): readonly string[] {
  const name = /^kind-([a-z0-9][a-z0-9.-]*)$/.exec(context ?? '')?.[1];
  return name && (server === undefined || isLoopbackServer(server) || isPrivate(server)) ? [name] : [];
}

function likelyContext(kubeconfig: KubeconfigFacts): string | undefined {
  const { context, cluster } = kubeconfig;
  return nameInContext(kubeconfig).length > 0 && (cluster === undefined || cluster === context) ? context : undefined;
}
