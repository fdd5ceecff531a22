import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts, SeenFacts } from '../domain/facts.ts';
import { evidenceOfServerName } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * OpenShift and OKD, wherever they run. The API server is asked at an address that moves between control planes, or at a
 * load balancer.
 *
 * - annotations `machineconfiguration.openshift.io/*` and `machine.openshift.io/machine`, label `node.openshift.io/os_id`
 *   (MicroShift sets it too, with instance-type `rhde`). Source: openshift/machine-config-operator,
 *   openshift/microshift, pkg/node/kubelet.go, read 2026-11. Status: documented.
 * - osImage `Red Hat Enterprise Linux CoreOS …`, OKD's `CentOS Stream CoreOS …`; 3.x in containers `OpenShift Enterprise`:
 *   openshift/os, users' `oc get nodes`. OKD's Fedora CoreOS is others' too. Status: documented.
 * - kubelet `v1.27.6+f67aeb3`, a commit of 7 to 10 digits, since 3.x; a plain version since 4.17 or so (1.30). Upstream
 *   builds write 14 digits. Status: documented.
 * - since Kubernetes 1.24 only OpenShift still gives both roles `control-plane` and `master`, and `worker` to the rest:
 *   kubernetes/kubernetes, CHANGELOG-1.24 (kubeadm), openshift/machine-config-operator, templates. Status: documented.
 * - hosts of Red Hat's services, `….openshiftapps.com` and Azure's `….aroapp.io`: ROSA and ARO documentation. `oc login`
 *   writes context `<namespace>/<server>/<user>`, cluster `<server>`, user `<user>/<server>`, where dots of the server are
 *   dashes: openshift/oc, pkg/helpers/kubeconfig. Status: documented.
 */
export const openshift = {
  id: 'openshift',
  title: 'OpenShift',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'Red Hat and Azure serve OpenShift there', /\.(openshiftapps\.com|aroapp\.io)$/),
      evidenceOfNode(facts, 'os-image', "the operating system of OpenShift's nodes", ({ osImage }) =>
        /^(Red Hat Enterprise Linux|CentOS Stream) CoreOS|^OpenShift Enterprise/.test(osImage) ? osImage : undefined,
      ),
      evidenceOfNode(facts, 'annotation', 'operators of OpenShift write it into nodes', ({ annotations }) =>
        annotations.find((key) => /^machine(configuration)?\.openshift\.io\//.test(key)),
      ),
      evidenceOfNode(facts, 'label', 'OpenShift labels every node so', labelIn),
      evidenceOfNode(facts, 'kubelet-version', "OpenShift's builds end in a commit", ({ kubelet }) =>
        /^v1\.\d+\.\d+(-rc\.\d+)?\+[0-9a-f]{7,10}$/.test(kubelet) ? kubelet : undefined,
      ),
    ),
  suggest: (facts) =>
    anyEvidence(
      evidenceOfKubeconfig('context', '`oc login` writes it', contextIn(facts.kubeconfig)),
      haveItsRoles(facts)
        ? evidenceOfNode(facts, 'roles', 'only OpenShift gives these since 1.24', ({ roles }) => roles.join(','))
        : undefined,
    ),
  nodesAre: () => 'machines',
  serverIsOnANode: false,
} as const satisfies Distribution;

function labelIn(node: NodeFacts): string | undefined {
  const isOfMicroShift = node.labels['node.kubernetes.io/instance-type'] === 'rhde';
  return isOfMicroShift ? undefined : labelOf(node, (key) => key === 'node.openshift.io/os_id');
}

/** One node alone may be MicroShift's. */
function haveItsRoles(facts: SeenFacts): boolean {
  const nodes = nodesOf(facts);
  const isItsNode = ({ roles, kubelet }: NodeFacts) =>
    /^v1\.(2[4-9]|[3-9]\d)\.\d+$/.test(kubelet) &&
    (roles.includes('control-plane') ? roles.includes('master') : roles.includes('worker') || roles.includes('infra'));
  return nodes.length > 1 && nodes.every(isItsNode) && nodes.some(({ roles }) => roles.includes('control-plane'));
}

function contextIn({ context = '', cluster = '', user = '' }: KubeconfigFacts): string | undefined {
  const name = user.endsWith(`/${cluster}`) ? user.slice(0, -cluster.length - 1) : undefined;
  const isOfOc = /^[a-z0-9-]+:\d+$/.test(cluster) && context.endsWith(`/${cluster}/${name}`);
  return isOfOc ? context : undefined;
}
