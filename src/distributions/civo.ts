import { anyEvidence, evidenceOfNode, labelOf } from '../domain/evidence.ts';
import type { NodeFacts } from '../domain/facts.ts';
import { evidenceOfServerName, onlyOf } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * Civo: a managed cluster that is k3s, or Talos, so that its nodes speak for these too.
 *
 * - labels `kubernetes.civo.com/civo-node-pool` and `…/civo-node-size`, providerID `civo://<id>`. Source:
 *   civo/civo-cloud-controller-manager, civo/node-agent, kubernetes/autoscaler, cloudprovider/civo; read 2026-11. Status:
 *   documented.
 * - the API server is an address, or `<id>.k8s.civo.com`, which Civo gives to each cluster: civo/docs, read 2026-11.
 *   Status: documented.
 * - nodes of k3s are called `k3s-<cluster>-<4 digits>-<6 digits>-node-pool-<4 digits>-<5 characters>`, hexadecimal ones.
 *   Status: assumed.
 */
export const civo = {
  id: 'civo',
  title: 'Civo',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'Civo serves its clusters there', /\.k8s\.civo\.com$/),
      evidenceOfNode(facts, 'provider-id', 'the controller of Civo writes it', ({ providerId }) =>
        CIVO.test(providerId ?? '') ? providerId : undefined,
      ),
      evidenceOfNode(
        facts,
        'label',
        'Civo labels every node so',
        onlyOf(CIVO, (node) => labelOf(node, (key) => key.startsWith('kubernetes.civo.com/'))),
      ),
      evidenceOfNode(facts, 'node-name', 'Civo calls its nodes of k3s so', onlyOf(CIVO, nameIn)),
    ),
  nodesAre: () => 'cloud-machines',
  livesIn: () => 'cloud',
  serverIsOnANode: false,
} as const satisfies Distribution;

const CIVO = /^civo:\/\//;

/** The name and the kubelet together: k3s alone would say too little, and names are nobody's. */
function nameIn({ name, kubelet }: NodeFacts): string | undefined {
  const isNamedSo = /^k3s-.+-[0-9a-f]{4}-[0-9a-f]{6}-node-pool-[0-9a-f]{4}-[a-z0-9]{5}$/.test(name);
  return isNamedSo && kubelet.includes('+k3s') ? name : undefined;
}
