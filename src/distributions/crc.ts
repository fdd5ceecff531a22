import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { NodeFacts, SeenFacts } from '../domain/facts.ts';
import { evidenceOfServerName } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * OpenShift Local, formerly CodeReady Containers: one node of OpenShift, OKD or MicroShift in a virtual machine.
 *
 * - the API server is `api.crc.testing`, a name that `crc setup` puts into this machine's resolver; contexts `crc-admin`
 *   and `crc-developer`, cluster `api-crc-testing:6443`. Source: crc-org/crc, pkg/crc/machine/kubeconfig.go and
 *   pkg/crc/constants, read 2026-11. Status: documented.
 * - the node is called `crc`, before 4.14 `crc-<5 characters>-master-0`, and is a control plane and a worker:
 *   crc-org/snc, read 2026-11. Status: documented.
 * - nodePorts are not published. With user-mode networking (macOS, Windows, and Linux by choice) the VM is 192.168.127.2
 *   on a network inside a process, which forwards ssh as 2222, 6443, 80 and 443 to loopback, and no other port:
 *   pkg/crc/machine/vsock.go, vsockPorts. On Linux with system-mode networking the VM is 192.168.130.11, which answers;
 *   the node's InternalIP is 192.168.126.11, inside the VM. Status: documented, the last assumed.
 */
export const crc = {
  id: 'crc',
  title: 'OpenShift Local',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'OpenShift Local puts this name into the resolver', /^api\.crc\.testing$/),
      isAlone(facts)
        ? evidenceOfNode(facts, 'node-name', 'OpenShift Local calls its one node so', (node) =>
            isNamedSo(node) && isOfOpenShift(node) ? node.name : undefined,
          )
        : undefined,
    ),
  suggest: (facts) =>
    nodesOf(facts).length === 0 || (isAlone(facts) && nodesOf(facts).every(isNamedSo))
      ? anyEvidence(
          evidenceOfKubeconfig('cluster', 'OpenShift Local calls it so', clusterIn(facts)),
          evidenceOfNode(facts, 'node-name', 'OpenShift Local calls its one node so', ({ name, roles }) =>
            roles.includes('master') && roles.includes('worker') ? name : undefined,
          ),
        )
      : undefined,
  nodesAre: () => 'virtual-machines',
  livesIn: () => 'vm',
  hidden: ['192.168.126.0/24', '192.168.127.0/24'],
  // Its name leads to loopback in user mode, where a nodePort would be somebody else's.
  serverIsOnANode: false,
  whenDown: ({ server }) =>
    server?.host === 'api.crc.testing' ? { kind: 'command', argv: ['crc', 'start'] } : undefined,
} as const satisfies Distribution;

function isAlone(facts: SeenFacts): boolean {
  return nodesOf(facts).length === 1;
}

function isNamedSo({ name, providerId, osImage }: NodeFacts): boolean {
  const isSilent = osImage === '' || /CoreOS|Red Hat|CentOS/.test(osImage);
  return /^crc(-[a-z0-9]{5}-master-0)?$/.test(name) && !providerId && isSilent;
}

/** By what its node can be told from one that somebody called `crc`. */
function isOfOpenShift({ osImage, kubelet, labels }: NodeFacts): boolean {
  const isItsSystem = / CoreOS/.test(osImage) || labels['node.openshift.io/os_id'] !== undefined;
  return isItsSystem || /^v1\.\d+\.\d+(-rc\.\d+)?\+[0-9a-f]{7,10}$/.test(kubelet);
}

function clusterIn({ kubeconfig: { cluster, server } }: SeenFacts): string | undefined {
  return server === undefined && /^api-crc-testing(:\d+)?$/.test(cluster ?? '') ? cluster : undefined;
}
