import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import { couldBeManaged, evidenceOfServerName, onlyOf } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * Azure AKS: the control plane is Azure's, and the nodes are Azure machines; the kubelet's version is a plain one.
 *
 * - labels `kubernetes.azure.com/agentpool`, `mode`, `node-image-version`, `os-sku`, …; aks-engine, which people run
 *   themselves, sets `cluster`, `role` and `storageprofile` too, on machines that it calls `k8s-…`. Source:
 *   Azure/aks-engine, pkg/api; Azure/AgentBaker; read 2026-11. Status: documented.
 * - the machines are in a resource group that is called `MC_<group>_<cluster>_<location>` unless one says otherwise; the
 *   providerID `azure:///…` alone is any Kubernetes on Azure: AKS FAQ. Status: documented.
 * - nodes `aks-<pool>-<8 digits>-vmss00000a`, before 2019 `aks-<pool>-<8 digits>-0`: users' `kubectl get nodes`, read
 *   2026-08. Status: documented.
 * - the API server is `<prefix>-<hash>.hcp.<region>.azmk8s.io`, `….privatelink.<region>.azmk8s.io`, in China
 *   `….cx.prod.service.azk8s.cn`, for the US government `….cx.aks.containerservice.azure.us`: AKS documentation, outbound
 *   network rules, read 2026-11. Status: documented.
 * - az calls the user `clusterUser_<group>_<cluster>` or `clusterAdmin_…`: Azure CLI, `az aks get-credentials`. Status:
 *   documented.
 */
export const aks = {
  id: 'aks',
  title: 'Azure AKS',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'AKS serves its clusters there', SERVERS),
      evidenceOfNode(facts, 'label', 'AKS labels every node so', onlyOf(AZURE, labelIn)),
      evidenceOfNode(facts, 'provider-id', 'a machine of AKS in the resource group that it makes', ({ providerId }) =>
        /^azure:\/\/\/subscriptions\/[^/]+\/resourceGroups\/mc_[^/]+\/.*\/aks/i.test(providerId ?? '')
          ? providerId
          : undefined,
      ),
    ),
  suggest: (facts) =>
    couldBeManaged(facts, AZURE)
      ? anyEvidence(
          evidenceOfNode(facts, 'node-name', 'AKS calls its machines so', ({ name }) =>
            /^aks-[a-z0-9]+-\d{8}-(vmss[0-9a-z]{6}|\d+)$/.test(name) ? name : undefined,
          ),
          evidenceOfKubeconfig('user', 'az calls it so', userIn(facts.kubeconfig)),
        )
      : undefined,
  nodesAre: () => 'cloud-machines',
  livesIn: () => 'cloud',
  serverIsOnANode: false,
} as const satisfies Distribution;

const SERVERS = /\.(azmk8s\.io|prod\.service\.azk8s\.cn|cx\.aks\.containerservice\.azure\.us)$/;

const AZURE = /^azure:\/\//;

function labelIn(node: NodeFacts): string | undefined {
  const isItsMachine = node.name.startsWith('aks');
  return labelOf(
    node,
    (key) =>
      /^kubernetes\.azure\.com\/(agentpool|mode|node-image-version|os-sku)$/.test(key) ||
      (isItsMachine && key.startsWith('kubernetes.azure.com/')),
  );
}

function userIn({ user = '', cluster = '' }: KubeconfigFacts): string | undefined {
  return /^cluster(User|Admin)_./.test(user) && cluster !== '' && user.endsWith(`_${cluster}`) ? user : undefined;
}
