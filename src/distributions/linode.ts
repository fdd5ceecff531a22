import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf } from '../domain/evidence.ts';
import type { KubeconfigFacts } from '../domain/facts.ts';
import { couldBeManaged, evidenceOfServerName, onlyOf } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * Linode's (Akamai's) LKE: the control plane is Linode's, and the nodes are Linodes with public addresses.
 *
 * - label `lke.linode.com/pool-id`; the providerID `linode://<id>` and the label `node.k8s.linode.com/host-uuid` are of
 *   the cloud controller, which people run on clusters of their own too. Source: linode/linode-cloud-controller-manager,
 *   linode/docs, read 2026-11. Status: documented.
 * - nodes `lke<cluster>-<pool>-<12 hexadecimal digits>`; the API server is `<id>.<region>-<n>-gw.linodelke.net`, formerly
 *   `<id>.<region>.linodelke.net`; context, cluster and user are `lke<id>-ctx`, `lke<id>`, `lke<id>-admin`: linode/docs,
 *   read 2026-11. Status: documented.
 * - LKE Enterprise builds its kubelet as `v1.31.1+lke1`: Linode's API, `/v4/lke/tiers/enterprise/versions`. Status:
 *   documented.
 */
export const linode = {
  id: 'linode',
  title: 'Linode (Akamai) LKE',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'LKE serves its clusters there', /\.linodelke\.net$/),
      evidenceOfNode(
        facts,
        'label',
        'LKE labels every node so',
        onlyOf(LINODES, (node) => labelOf(node, (key) => key.startsWith('lke.linode.com/'))),
      ),
      evidenceOfNode(facts, 'kubelet-version', 'LKE Enterprise builds this kubelet', ({ kubelet }) =>
        /\+lke\d+$/.test(kubelet) ? kubelet : undefined,
      ),
    ),
  suggest: (facts) =>
    couldBeManaged(facts, LINODES)
      ? anyEvidence(
          evidenceOfNode(facts, 'node-name', 'LKE calls its machines so', ({ name }) =>
            /^lke\d+-\d+-[0-9a-f]{12}$/.test(name) ? name : undefined,
          ),
          evidenceOfKubeconfig('cluster', 'LKE calls it so, and the context after it', clusterIn(facts.kubeconfig)),
        )
      : undefined,
  nodesAre: () => 'cloud-machines',
  livesIn: () => 'cloud',
  serverIsOnANode: false,
} as const satisfies Distribution;

const LINODES = /^linode:\/\//;

function clusterIn({ cluster = '', context = '', user = '' }: KubeconfigFacts): string | undefined {
  const isOfIt = context === `${cluster}-ctx` || user === `${cluster}-admin`;
  return /^lke\d+$/.test(cluster) && isOfIt ? cluster : undefined;
}
