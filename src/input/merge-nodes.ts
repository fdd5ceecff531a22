import type { NodeFacts } from '../domain/facts.ts';

/** The same node may stand in a narrow table, a wide one and in YAML: each tells what the others do not. */
export function mergeNodes(nodes: readonly NodeFacts[]): readonly NodeFacts[] {
  const byName = new Map<string, NodeFacts>();
  for (const node of nodes) {
    const earlier = byName.get(node.name);
    byName.set(node.name, earlier && isSame(earlier, node) ? merged(earlier, node) : node);
  }
  return [...byName.values()];
}

/** What one node cannot have two of; where it has, it was made anew, or is another cluster's: then the last counts. */
function isSame(earlier: NodeFacts, later: NodeFacts): boolean {
  const pairs = [
    [earlier.providerId, later.providerId],
    [earlier.osImage, later.osImage],
    [earlier.kernel, later.kernel],
    [earlier.containerRuntime, later.containerRuntime],
    [earlier.kubelet, later.kubelet],
  ];
  return pairs.every(([before, after]) => !before || !after || before === after);
}

function merged(earlier: NodeFacts, later: NodeFacts): NodeFacts {
  return {
    name: later.name,
    providerId: later.providerId || earlier.providerId,
    labels: { ...earlier.labels, ...later.labels },
    annotations: fuller(earlier.annotations, later.annotations),
    roles: fuller(earlier.roles, later.roles),
    addresses: fuller(earlier.addresses, later.addresses),
    kernel: later.kernel || earlier.kernel,
    osImage: later.osImage || earlier.osImage,
    kubelet: later.kubelet || earlier.kubelet,
    containerRuntime: later.containerRuntime || earlier.containerRuntime,
    ready: later.ready === 'unknown' ? earlier.ready : later.ready,
  };
}

function fuller<T>(earlier: readonly T[], later: readonly T[]): readonly T[] {
  return later.length >= earlier.length ? later : earlier;
}
