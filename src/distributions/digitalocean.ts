import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import { couldBeManaged, evidenceOfServerName, onlyOf } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * DigitalOcean Kubernetes (DOKS): the control plane is DigitalOcean's, and the nodes are droplets with public addresses.
 *
 * - labels `doks.digitalocean.com/*`; the providerID `digitalocean://<droplet>` is of the cloud controller, which people
 *   run on clusters of their own too. Source: DigitalOcean's documentation of automatic labels, read 2026-11. Status:
 *   documented.
 * - the API server is `<id>.k8s.ondigitalocean.com`; doctl calls context and cluster `do-<region>-<name>` and the user
 *   `do-<region>-<name>-admin`: digitalocean/doctl, read 2026-11. Status: documented.
 * - a pool that nobody named is called `pool-<9 characters>`, and its nodes have four or five more; they run Debian. Status:
 *   assumed.
 */
export const digitalocean = {
  id: 'digitalocean',
  title: 'DigitalOcean Kubernetes',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'DigitalOcean serves its clusters there', /\.k8s\.ondigitalocean\.com$/),
      evidenceOfNode(
        facts,
        'label',
        'DigitalOcean labels every node so',
        onlyOf(DROPLETS, (node) => labelOf(node, (key) => key.startsWith('doks.digitalocean.com/'))),
      ),
    ),
  suggest: (facts) =>
    couldBeManaged(facts, DROPLETS)
      ? anyEvidence(
          evidenceOfKubeconfig('cluster', 'doctl calls it so, and the user after it', clusterIn(facts.kubeconfig)),
          evidenceOfNode(facts, 'node-name', 'DigitalOcean calls the nodes of an unnamed pool so', nameIn),
        )
      : undefined,
  nodesAre: () => 'cloud-machines',
  livesIn: () => 'cloud',
  serverIsOnANode: false,
} as const satisfies Distribution;

const DROPLETS = /^digitalocean:\/\//;

function clusterIn({ cluster = '', user = `${cluster}-admin` }: KubeconfigFacts): string | undefined {
  return /^do-[a-z]{3}\d-./.test(cluster) && user === `${cluster}-admin` ? cluster : undefined;
}

function nameIn({ name, osImage }: NodeFacts): string | undefined {
  const isNamedSo = /^pool-(?=[a-z]*\d)[a-z0-9]{9}-[a-z0-9]{4,5}$/.test(name);
  return isNamedSo && (osImage === '' || osImage.startsWith('Debian')) ? name : undefined;
}
