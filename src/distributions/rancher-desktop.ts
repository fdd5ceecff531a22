import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, isSilent, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';
import { isLocalK3s } from './k3s.ts';

/**
 * Rancher Desktop: k3s in a VM of Lima's on macOS and Linux, in a WSL distribution of its own on Windows; a forwarder
 * copies each nodePort to this machine (all interfaces, or loopback alone without administrator's rights).
 *
 * - node `lima-rancher-desktop` on macOS and Linux; on Windows the computer's name, and osImage `Rancher Desktop WSL
 *   Distribution`. Source: rancher-sandbox/rancher-desktop, pkg/rancher-desktop/assets/lima-config.yaml and
 *   backend/wsl.ts, read 2026-08. Status: documented.
 * - context, cluster and user are all `rancher-desktop`, the server is on loopback: backend/k3sHelper.ts. Status:
 *   documented.
 * - nodePorts answer on localhost since 1.6 (2022): https://github.com/rancher-sandbox/rancher-desktop/issues/2489. UDP
 *   takes a forwarder that releases differ in: nothing is said of it. Status: documented.
 */
export const rancherDesktop = {
  id: 'rancher-desktop',
  title: 'Rancher Desktop',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'os-image', 'its distribution of WSL', ({ osImage }) =>
        osImage.startsWith('Rancher Desktop WSL Distribution') ? osImage : undefined,
      ),
      evidenceOfNode(facts, 'node-name', 'Rancher Desktop calls its VM so, and it runs k3s', (node) =>
        isNamedSo(node) && isLocalK3s(node) ? node.name : undefined,
      ),
    ) ?? (isOneLikeIts(nodesOf(facts)) ? evidenceOfNames(facts.kubeconfig) : undefined),
  suggest: (facts) =>
    evidenceOfNode(facts, 'node-name', 'Rancher Desktop calls its VM so', (node) =>
      isNamedSo(node) && isSilent(node) ? node.name : undefined,
    ) ?? (nodesOf(facts).every(isSilent) ? evidenceOfNames(facts.kubeconfig) : undefined),
  nodesAre: () => 'virtual-machines',
  livesIn: () => 'rancher-desktop-vm',
  publishes: () => ({
    kind: 'every-node-port',
    because: "Rancher Desktop forwards each nodePort to this machine's loopback",
    carries: ['TCP'],
  }),
  // Source: rancher-sandbox/rancher-desktop, src/go/guestagent/pkg/kube; lima-vm/lima, pkg/guestagent/kubernetesservice. Status: documented.
  balancesHere: () => BALANCING,
  serverIsOnANode: true,
  whenDown: (kubeconfig) =>
    nameIn(kubeconfig) !== undefined && isLoopbackServer(kubeconfig.server)
      ? { kind: 'not-running', program: 'Rancher Desktop' }
      : undefined,
} as const satisfies Distribution;

const BALANCING = { because: "Rancher Desktop forwards load balancers to this machine's loopback", isInStatus: false };

function isNamedSo({ name }: NodeFacts): boolean {
  return name === 'lima-rancher-desktop';
}

/** On Windows, where a table says no osImage. It has one node. */
function isOneLikeIts([node, ...others]: readonly NodeFacts[]): boolean {
  if (node === undefined || others.length > 0) return false;
  return isLocalK3s(node) && (node.osImage === '' || node.osImage.startsWith('Alpine Linux'));
}

function evidenceOfNames(kubeconfig: KubeconfigFacts) {
  const isNear = kubeconfig.server === undefined || isLoopbackServer(kubeconfig.server);
  const name = isNear ? nameIn(kubeconfig) : undefined;
  return evidenceOfKubeconfig('cluster', 'Rancher Desktop calls cluster and user so', name);
}

// A context is renamed more often than the cluster and the user behind it.
function nameIn({ cluster, user }: KubeconfigFacts): string | undefined {
  return cluster === 'rancher-desktop' && user === cluster ? cluster : undefined;
}
