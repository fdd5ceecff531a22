import { evidenceOfKubeconfig, nodesOf } from './evidence.ts';
import type { NodeFacts, SeenFacts } from './facts.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Evidence } from './runtime.ts';
import { isLoopbackServer } from './server.ts';

/** A server at a name that only one provider hands out. `names` is anchored at a dot and at the end, in lower case. */
export function evidenceOfServerName(
  { kubeconfig: { server } }: SeenFacts,
  says: string,
  names: RegExp,
): NonEmpty<Evidence> | undefined {
  const host = server?.host.toLowerCase().replace(/\.$/, '') ?? '';
  return evidenceOfKubeconfig('server', says, names.test(host) ? server?.host : undefined);
}

/**
 * Asks only nodes without somebody else's mark: people copy a cloud's labels into clusters of their own. A cloud's own
 * controller writes its providerID into every node, so that without one another builder's mark counts.
 */
export function onlyOf(providerIds: RegExp, read: (node: NodeFacts) => string | undefined) {
  return (node: NodeFacts) => {
    const said = read(node); // first, as of a thousand nodes it mostly says nothing
    return said !== undefined && isOf(providerIds, node) && !isMarkedByAnother(node) ? said : undefined;
  };
}

function isMarkedByAnother({ providerId, annotations, labels }: NodeFacts): boolean {
  const marks = [...annotations, ...Object.keys(labels)];
  return !providerId && marks.some((key) => /^kubeadm\.alpha\.|^microk8s\.io\//.test(key));
}

/**
 * Whether a name may be believed: a managed control plane is no node and is not on loopback, and no node speaks for
 * something else (a `+` in the kubelet's version is a builder's mark).
 */
export function couldBeManaged(facts: SeenFacts, providerIds: RegExp): boolean {
  const isPlain = (node: NodeFacts) =>
    isOf(providerIds, node) && !isOfControlPlane(node) && !node.kubelet.includes('+');
  return !isLoopbackServer(facts.kubeconfig.server) && nodesOf(facts).every(isPlain);
}

function isOf(providerIds: RegExp, { providerId }: NodeFacts): boolean {
  return !providerId || providerIds.test(providerId);
}

function isOfControlPlane({ roles }: NodeFacts): boolean {
  return roles.some((role) => ['control-plane', 'master', 'controlplane', 'etcd'].includes(role));
}
