import type { ClusterFacts, NodeFacts } from './facts.ts';
import { isNonEmpty, type NonEmpty } from './non-empty.ts';
import type { Evidence } from './runtime.ts';

/** The nodes, or none where they could not be listed: what they would have said is then simply not said. */
export function nodesOf({ nodes }: Pick<ClusterFacts, 'nodes'>): readonly NodeFacts[] {
  return nodes.kind === 'known' ? nodes.value : [];
}

/** What the first node that has something to say says: nodes of one cluster repeat each other. */
export function evidenceOfNode(
  facts: ClusterFacts,
  code: string,
  read: (node: NodeFacts) => string | undefined,
): NonEmpty<Evidence> | undefined {
  for (const node of nodesOf(facts)) {
    const value = read(node);
    if (value !== undefined) return [{ code, value, source: `node ${node.name}` }];
  }
  return undefined;
}

/** The evidence of all that spoke, in the order given; `undefined` where none did. */
export function anyEvidence(...found: readonly (readonly Evidence[] | undefined)[]): NonEmpty<Evidence> | undefined {
  const evidence = found.flatMap((each) => each ?? []);
  return isNonEmpty(evidence) ? evidence : undefined;
}
