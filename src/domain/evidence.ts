import type { NodeFacts, SeenFacts } from './facts.ts';
import { isNonEmpty, type NonEmpty } from './non-empty.ts';
import type { Evidence } from './runtime.ts';

/** The nodes, or where they could not be listed what was glimpsed of them: what they would have said is not said. */
export function nodesOf({ nodes, glimpsedNodes }: Pick<SeenFacts, 'nodes' | 'glimpsedNodes'>): readonly NodeFacts[] {
  return nodes.kind === 'known' ? nodes.value : glimpsedNodes;
}

/** What the first node that has something to say says: nodes of one cluster repeat each other. */
export function evidenceOfNode(
  facts: SeenFacts,
  code: string,
  says: string,
  read: (node: NodeFacts) => string | undefined,
): NonEmpty<Evidence> | undefined {
  for (const node of nodesOf(facts)) {
    const value = read(node);
    if (value !== undefined) return [{ code, value, source: `node ${node.name}`, says }];
  }
  return undefined;
}

/** What the kubeconfig says: its context, its cluster, its user, its server. */
export function evidenceOfKubeconfig(
  code: string,
  says: string,
  value: string | undefined,
): NonEmpty<Evidence> | undefined {
  return value === undefined ? undefined : [{ code, value, source: 'kubeconfig', says }];
}

/** A label's `key=value`, the first whose key is wanted. */
export function labelOf({ labels }: NodeFacts, isWanted: (key: string) => boolean): string | undefined {
  const key = Object.keys(labels).find(isWanted);
  return key === undefined ? undefined : `${key}=${labels[key]}`;
}

/** The evidence of all that spoke, in the order given; `undefined` where none did. */
export function anyEvidence(...found: readonly (readonly Evidence[] | undefined)[]): NonEmpty<Evidence> | undefined {
  const evidence = found.flatMap((each) => each ?? []);
  return isNonEmpty(evidence) ? evidence : undefined;
}

/** Whether a node says nothing of what it runs: one that was only glimpsed. */
export function isSilent({ kubelet, osImage, providerId }: NodeFacts): boolean {
  return kubelet === '' && osImage === '' && !providerId;
}
