import type { NodeFacts } from './facts.ts';
import type { PublishWish } from './runtime.ts';

/** A node whose kube-proxy passes the port on: with the policy `Local` one with a pod that is ready. */
export function servingNode(
  { service, port }: Pick<PublishWish, 'service' | 'port'>,
  nodes: readonly NodeFacts[],
): NodeFacts | undefined {
  const alive = nodes.filter(({ ready }) => ready !== 'no');
  if (service.externalTrafficPolicy === 'Cluster') return alive[0];
  const endpoints = port.endpoints.kind === 'known' ? port.endpoints.value : [];
  return alive.find(({ name }) => endpoints.some(({ isReady, node }) => isReady && node === name));
}
