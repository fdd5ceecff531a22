import type { Answer } from '../domain/answer.ts';
import { whereContainersAre } from '../domain/containers.ts';
import { programOf } from '../domain/engine-program.ts';
import type { ClusterFacts, NodeFacts } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import { isNonEmpty, type NonEmpty } from '../domain/non-empty.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { NodePublication, PublishWish } from '../domain/runtime.ts';
import { servingNode } from '../domain/serving-node.ts';
import { forwarderOnKindsNetwork } from './forwarder-container.ts';
import { type KindNode, kindConfig } from './kind-config.ts';
import { isInItsWay, wantedPort } from './wanted-port.ts';

/** A cluster of kind's, by names that were checked. */
export interface KindCluster {
  readonly name: string;
  /** What made the containers, as the nodes' providerID says it: `docker`, `podman`, `nerdctl`. */
  readonly provider: string | undefined;
  /** Those that kind made, in its own order. */
  readonly nodes: readonly NodeFacts[];
  readonly ports: Answer<readonly NodePublication[]>;
}

/**
 * kind publishes ports when it makes a cluster, and never again: a container beside its own passes one on, or the
 * cluster is made anew. Source: https://kind.sigs.k8s.io/docs/user/configuration/#nodeport-with-port-mappings, read
 * 2026-08. Status: documented.
 */
export function publishFixesOfKind(wish: PublishWish, facts: ClusterFacts, cluster: KindCluster): readonly Fix[] {
  const isHere = whereContainersAre(facts) !== 'elsewhere' && publishedNear(facts) === 'here';
  return isHere ? [...forwarder(wish, facts, cluster), ...recreation(wish, facts, cluster)] : [];
}

function forwarder(wish: PublishWish, facts: ClusterFacts, { provider, nodes }: KindCluster): readonly Fix[] {
  const { engine } = facts;
  if (engine.kind !== 'known') return [];
  const running = engine.value.containers.filter(({ isRunning }) => isRunning);
  const its = nodes.filter(({ name }) => running.some((container) => container.name === name));
  const node = servingNode(wish, its)?.name;
  const program = provider ?? programOf(engine.value);
  const isAsked = program === 'docker' || program === 'podman';
  return node !== undefined && isAsked ? forwarderOnKindsNetwork(program, node, wish, facts) : [];
}

function recreation(wish: PublishWish, facts: ClusterFacts, cluster: KindCluster): readonly Fix[] {
  const { name, provider = 'docker', nodes, ports } = cluster;
  const kind = commandOfKind(provider, facts);
  // Where nodes may not be listed, some of them may be missing.
  if (!isNonEmpty(nodes) || facts.nodes.kind !== 'known' || kind === undefined) return [];
  const config = kindConfig(nodesToBe(wish, { ...cluster, nodes }), [
    `the nodes of ${name}, and port ${wish.port.nodePort}; whatever else it was made with has to be added`,
    ...(ports.kind === 'known' ? [] : ['which ports it publishes now is not known here']),
  ]);
  return [
    {
      commands: [
        [...kind, 'delete', 'cluster', '--name', name],
        [...kind, 'create', 'cluster', '--name', name, '--config', config.name],
      ],
      files: [config],
      effect: 'recreates-the-cluster',
      note: 'everything in it is lost',
    },
  ];
}

/**
 * By itself kind takes Docker where there is one. Source: kubernetes-sigs/kind, pkg/internal/runtime/runtime.go, read
 * 2026-08. Status: documented. Windows has no command that sets a variable for another one.
 */
function commandOfKind(provider: string, { machine }: ClusterFacts): NonEmpty<string> | undefined {
  if (provider === 'docker') return ['kind'];
  return machine.platform === 'win32' ? undefined : ['env', `KIND_EXPERIMENTAL_PROVIDER=${provider}`, 'kind'];
}

interface WholeCluster extends KindCluster {
  readonly nodes: NonEmpty<NodeFacts>;
}

/** Pods may be scheduled elsewhere then: with the policy `Local` the node that has one now is the best guess. */
function nodesToBe(wish: PublishWish, { nodes, ports }: WholeCluster): NonEmpty<KindNode> {
  const wanted = wantedPort(wish);
  const front = (servingNode(wish, nodes) ?? nodes[0]).name;
  const published = ports.kind === 'known' ? ports.value : [];
  const toBe = ({ name }: NodeFacts): KindNode => ({
    role: /-control-plane\d*$/.test(name) ? 'control-plane' : 'worker',
    published: [
      ...published.filter(({ node, port }) => node === name && !isInItsWay(port, wanted)).map(({ port }) => port),
      ...(name === front ? [wanted] : []),
    ],
  });
  const [first, ...others] = nodes;
  return [toBe(first), ...others.map(toBe)];
}
