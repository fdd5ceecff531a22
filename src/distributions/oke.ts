import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import { couldBeManaged, evidenceOfServerName, onlyOf } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * Oracle OKE: the control plane is Oracle's, and the nodes are instances of OCI.
 *
 * - labels `oke.oraclecloud.com/*`, `oci.oraclecloud.com/node.info.managed` and `….byon` (a node that one added), and the
 *   annotation `oci.oraclecloud.com/node-pool-id`. `oci.oraclecloud.com/fault-domain` and the providerID
 *   `ocid1.instance.…` are of the cloud controller, which people run on clusters of their own too. Source:
 *   oracle/oci-cloud-controller-manager, OCI documentation («Working with Self-Managed Nodes»), kubernetes/autoscaler,
 *   cloudprovider/oci; read 2026-11. Status: documented.
 * - nodes are called by their private address, or `oke-c<id>-n<id>-s<id>-<N>`; they run Oracle Linux and have the role
 *   `node`. kubeasz calls nodes so too, but says `master` of some. Status: documented.
 * - the API server is an address, before 2021 `<id>.<region>.clusters.oci.oraclecloud.com`; context, cluster and user
 *   are `context-<id>`, `cluster-<id>`, `user-<id>`: OCI documentation, `oci ce cluster create-kubeconfig`. Status:
 *   documented.
 */
export const oke = {
  id: 'oke',
  title: 'Oracle OKE',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'OKE serves its clusters there', /\.clusters\.oci\.oraclecloud\.com$/),
      evidenceOfNode(
        facts,
        'label',
        'OKE labels every node so',
        onlyOf(INSTANCES, (node) => labelOf(node, isItsKey)),
      ),
      evidenceOfNode(
        facts,
        'annotation',
        'OKE writes it into every node',
        onlyOf(INSTANCES, ({ annotations }) => annotations.find(isItsKey)),
      ),
    ),
  suggest: (facts) =>
    couldBeManaged(facts, INSTANCES)
      ? anyEvidence(
          evidenceOfNode(facts, 'node-name', 'OKE calls its machines so', nameIn),
          evidenceOfKubeconfig('cluster', 'OKE calls it so, and context and user alike', clusterIn(facts.kubeconfig)),
        )
      : undefined,
  nodesAre: () => 'cloud-machines',
  livesIn: () => 'cloud',
  serverIsOnANode: false,
} as const satisfies Distribution;

const INSTANCES = /^(oci:\/\/)?ocid1\./;

function isItsKey(key: string): boolean {
  return /^oke\.oraclecloud\.com\/|^oci\.oraclecloud\.com\/(node\.info\.(managed|byon)|(virtual-)?node-pool-id)$/.test(
    key,
  );
}

function nameIn({ name, osImage, roles }: NodeFacts): string | undefined {
  const isItsName = /^oke-c[a-z0-9]{10}-n[a-z0-9]{10}-s[a-z0-9]{10}-\d+$/.test(name);
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(name) && roles.includes('node') && osImage.startsWith('Oracle Linux');
  return isItsName || isAddress ? name : undefined;
}

function clusterIn({ cluster = '', context = '', user = '' }: KubeconfigFacts): string | undefined {
  const id = /^cluster-(c[a-z0-9]{8,12})$/.exec(cluster)?.[1];
  return id && context === `context-${id}` && user === `user-${id}` ? cluster : undefined;
}
