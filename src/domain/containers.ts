import { type Answer, known } from './answer.ts';
import { nodesOf } from './evidence.ts';
import type { ClusterFacts, ContainerFacts, NodeFacts } from './facts.ts';
import { parseIp } from './ip.ts';
import type { NodePublication } from './runtime.ts';
import { isServerANode, isServerHere } from './server.ts';

/** The API server's port within a container: kubeadm's, k3s's and Talos's; minikube's and vcluster's. */
const API_PORTS: readonly number[] = [6443, 8443];

export interface ContainersOfNodes {
  /** Container ports that the distribution publishes for itself, which no Service can have. */
  readonly ownPorts: readonly number[];
  /** Whether a container is none of the nodes and passes on what it publishes to all of them, port by port. */
  readonly isInFront?: (container: ContainerFacts) => boolean;
}

/**
 * The ports that the engine publishes for the nodes of this cluster. Where the engine could not be asked, or knows no
 * container of this cluster (several engines are often installed), the answer is «unknown because», never «none».
 */
export function portsOfNodeContainers(
  facts: ClusterFacts,
  { ownPorts, isInFront = () => false }: ContainersOfNodes,
): Answer<readonly NodePublication[]> {
  const { engine } = facts;
  if (engine.kind !== 'known') return engine;
  const nodes = nodesOf(facts);
  const containers = engine.value.containers
    .filter(({ isRunning }) => isRunning)
    .flatMap((container): readonly PublishingContainer[] => {
      if (isInFront(container)) return [{ node: undefined, container }];
      const node = nodes.length === 0 ? container.name : nodeIn(container, nodes)?.name;
      return node === undefined ? [] : [{ node, container }];
    });
  // Without the nodes' names, containers of other clusters may be among them: then each has to fit.
  const isOfAnother =
    nodes.length === 0
      ? containers.some(({ container }) => isOfAnotherCluster([container], facts))
      : isOfAnotherCluster(engine.value.containers, facts);
  if (containers.length === 0 || isOfAnother) {
    const isStopped = engine.value.containers.some(({ isRunning }) => !isRunning) && !isOfAnother;
    const value = isStopped ? 'the containers of this cluster are stopped' : 'has no container of this cluster';
    return { kind: 'unknown', because: { code: 'container-engine', value, source: engine.value.endpoint } };
  }
  return known(
    containers.flatMap(({ node, container }) =>
      container.published
        .filter(({ containerPort }) => !ownPorts.includes(containerPort))
        .map((port) => ({ container: container.name, node, port })),
    ),
  );
}

/**
 * Where nodes are that are containers, as far as engine and kubeconfig tell. Without an engine's word an API server on
 * this machine's loopback is taken for a published one, though it may be the near end of a tunnel.
 */
export function whereContainersAre(facts: ClusterFacts): 'here' | 'elsewhere' | 'unknown' {
  const { engine, remoteEngine, kubeconfig } = facts;
  if (engine.kind === 'known' && !isOfAnEngineWithoutApi(facts)) {
    const { containers } = engine.value;
    const hasThem = containers.length > 0 && !isOfAnotherCluster(containers, facts);
    return hasThem && remoteEngine === undefined ? 'here' : 'elsewhere';
  }
  if (kubeconfig.server === undefined) return 'unknown';
  if (isServerHere(facts) || isServerANode(facts)) return 'here';
  return parseIp(kubeconfig.server.host) ? 'elsewhere' : 'unknown';
}

/** nerdctl has no socket that could be asked, so that another engine's silence says nothing. */
function isOfAnEngineWithoutApi(facts: ClusterFacts): boolean {
  return nodesOf(facts).some(({ providerId }) => providerId?.includes('://nerdctl/'));
}

interface PublishingContainer {
  /** `undefined`: it stands in front of all of them. */
  readonly node: string | undefined;
  readonly container: ContainerFacts;
}

/** A node's container is mostly called as the node; whatever it is called, it has the node's address. */
export function nodeIn({ name, addresses }: ContainerFacts, nodes: readonly NodeFacts[]): NodeFacts | undefined {
  const byName = nodes.find((node) => node.name === name);
  return byName ?? nodes.find((node) => node.addresses.some(({ ip }) => addresses.includes(ip)));
}

/**
 * A cluster of the same name may run on another machine, reached through an ssh tunnel. Its API server's port is then
 * not among those that the engine publishes: one for each control plane of kind and one for the load balancer before
 * them, one for each node of minikube. Source: kubernetes-sigs/kind, providers/docker/provision.go, read 2026-08.
 */
function isOfAnotherCluster(containers: readonly ContainerFacts[], facts: ClusterFacts): boolean {
  const { server } = facts.kubeconfig;
  if (server === undefined) return false;
  const api = containers
    .flatMap(({ published }) => published)
    .filter(({ containerPort }) => API_PORTS.includes(containerPort));
  // What a name stands for is not known here; that somebody else's API server has the same port is unlikely.
  const isAtEngine = isServerHere(facts) || server.host === facts.remoteEngine || parseIp(server.host) === undefined;
  const isAskedThroughEngine = isAtEngine && api.some(({ hostPort }) => hostPort === server.port);
  // On native Linux minikube's kubeconfig names the container's own address.
  const isAskedDirectly = isServerANode(facts);
  return api.length > 0 && !isAskedThroughEngine && !isAskedDirectly;
}
