import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf } from '../domain/evidence.ts';
import type { NodeFacts } from '../domain/facts.ts';
import { couldBeManaged, evidenceOfServerName, onlyOf } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * Google GKE: the control plane is Google's, and the nodes are machines of Compute Engine.
 *
 * - kubelet `v1.30.5-gke.1014001`; Google's clusters on other people's machines have it too, so that the name or the
 *   providerID has to agree: `gke-<cluster>-<pool>-<hash>-<4 characters>`, `gk3-` in Autopilot, `gce://…`. Source: users'
 *   `kubectl get nodes`, read 2026-08. Status: documented.
 * - labels `cloud.google.com/gke-*`, annotation `container.googleapis.com/instance_id`: GoogleCloudPlatform's
 *   documentation of node labels, kong/kubernetes-telemetry. `cloud.google.com/gke-on-prem` is not a node of GKE. The
 *   providerID `gce://` and osImage `Container-Optimized OS from Google` are any Kubernetes on Compute Engine (kops).
 *   Status: documented.
 * - the API server is an address, or `gke-<hash>.<region>.gke.goog`: GKE documentation, DNS-based endpoint, read
 *   2026-11. Status: documented.
 * - gcloud calls context, cluster and user `gke_<project>_<location>_<name>`: tilt-dev/clusterid, product.go. Status:
 *   documented.
 */
export const gke = {
  id: 'gke',
  title: 'Google GKE',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'GKE serves its clusters there', /\.gke\.goog$/),
      evidenceOfNode(facts, 'kubelet-version', 'GKE builds this kubelet', onlyOf(COMPUTE_ENGINE, kubeletIn)),
      evidenceOfNode(
        facts,
        'label',
        'GKE labels every node so',
        onlyOf(COMPUTE_ENGINE, (node) =>
          labelOf(node, (key) => /^cloud\.google\.com\/gke-(?!on-prem|accelerator)/.test(key) && !isOnPremises(node)),
        ),
      ),
      evidenceOfNode(
        facts,
        'annotation',
        'GKE writes it into every node',
        onlyOf(COMPUTE_ENGINE, ({ annotations }) =>
          annotations.find((key) => key === 'container.googleapis.com/instance_id'),
        ),
      ),
    ),
  suggest: (facts) => {
    if (!couldBeManaged(facts, COMPUTE_ENGINE)) return undefined;
    const { cluster, context } = facts.kubeconfig;
    const name = cluster ?? context;
    return anyEvidence(
      evidenceOfKubeconfig(
        'cluster',
        'gcloud calls it so',
        /^gke_[^_]+_[^_]+_[^_]+$/.test(name ?? '') ? name : undefined,
      ),
      // The kubelet would have said it.
      evidenceOfNode(facts, 'node-name', 'GKE calls its machines so', (node) =>
        node.kubelet === '' && isNamedByIt(node) ? node.name : undefined,
      ),
    );
  },
  nodesAre: () => 'cloud-machines',
  livesIn: () => 'cloud',
  serverIsOnANode: false,
} as const satisfies Distribution;

const COMPUTE_ENGINE = /^gce:\/\//;

function kubeletIn(node: NodeFacts): string | undefined {
  const isThere = node.providerId ? true : /^gk[e3]-/.test(node.name);
  return /-gke\.\d+$/.test(node.kubelet) && isThere && !isOnPremises(node) ? node.kubelet : undefined;
}

function isNamedByIt({ name }: NodeFacts): boolean {
  return /^gk[e3]-[a-z0-9-]+-[0-9a-f]{8}-[a-z0-9]{4}$/.test(name);
}

function isOnPremises({ labels }: NodeFacts): boolean {
  return Object.keys(labels).some((key) => /^(onprem|baremetal\.cluster)\.gke\.io\//.test(key));
}
