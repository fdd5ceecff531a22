import { portsOfNodeContainers } from '../domain/containers.ts';
import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts, SeenFacts } from '../domain/facts.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import type { Distribution, Evidence } from '../domain/runtime.ts';

/**
 * MicroShift: OpenShift's core on one node, a machine at the edge; with MINC a container.
 *
 * - label `node.kubernetes.io/instance-type=rhde` beside `node.openshift.io/os_id`, roles `control-plane,master,worker`,
 *   CRI-O, a plain version of the kubelet. Source: openshift/microshift, pkg/node/kubelet.go, read 2026-11. The node of
 *   a one-node OpenShift has the same roles, and CoreOS for its system. Status: documented.
 * - context and cluster `microshift`: openshift/microshift, pkg/cmd/init.go. Status: documented.
 * - MINC: hostname and so node `127.0.0.1.nip.io`; container label `io.x-openshift.microshift.cluster`; it publishes 6443,
 *   and 80 and 443 for the router: minc-org/minc, pkg/constants and pkg/providers/options.go, read 2026-11. Status:
 *   documented.
 */
export const microshift = {
  id: 'microshift',
  title: 'MicroShift',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'label', 'MicroShift labels its node so', ({ labels }) =>
        labels['node.kubernetes.io/instance-type'] === 'rhde' ? 'node.kubernetes.io/instance-type=rhde' : undefined,
      ),
      evidenceOfNode(facts, 'node-name', 'MINC calls its node so', ({ name }) => (name === MINC ? name : undefined)),
    ),
  suggest: (facts) => (nodesOf(facts).length <= 1 ? suggestMicroShift(facts) : undefined),
  nodesAre: (facts) => (isContainer(facts) ? 'containers' : 'machines'),
  publishes: (facts) =>
    isContainer(facts)
      ? { kind: 'some-ports', ports: portsOfNodeContainers(facts, { ownPorts: [80, 443, 6443] }) }
      : { kind: 'nothing' },
  containersWanted: (facts) => (isContainer(facts) ? ['label=io.x-openshift.microshift.cluster'] : []),
  serverIsOnANode: true,
} as const satisfies Distribution;

const MINC = '127.0.0.1.nip.io';

function isContainer(facts: SeenFacts): boolean {
  return nodesOf(facts).some(({ name }) => name === MINC);
}

function suggestMicroShift(facts: SeenFacts): NonEmpty<Evidence> | undefined {
  const [node] = nodesOf(facts);
  if (node !== undefined && !couldBeIts(node)) return undefined;
  return anyEvidence(
    evidenceOfKubeconfig('context', 'MicroShift calls context and cluster so', contextIn(facts.kubeconfig)),
    evidenceOfNode(facts, 'roles', 'MicroShift gives its one node all three', ({ roles, containerRuntime }) =>
      ['control-plane', 'master', 'worker'].every((role) => roles.includes(role)) && containerRuntime !== ''
        ? roles.join(',')
        : undefined,
    ),
  );
}

function couldBeIts({ osImage, containerRuntime, kubelet, providerId }: NodeFacts): boolean {
  const isItsSystem =
    osImage === '' || (/^(Red Hat|CentOS|Fedora|Rocky|AlmaLinux)/.test(osImage) && !/CoreOS/.test(osImage));
  return isItsSystem && /^(cri-o:|$)/.test(containerRuntime) && !kubelet.includes('+') && !providerId;
}

function contextIn({ context, cluster }: KubeconfigFacts): string | undefined {
  return context === 'microshift' && cluster === context ? context : undefined;
}
