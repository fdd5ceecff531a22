import { isBridgeAddress } from '../domain/bridge-address.ts';
import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * kubeadm: machines that somebody joined by hand, by Ansible (Kubespray) or by Cluster API.
 *
 * - annotation `kubeadm.alpha.kubernetes.io/cri-socket` on every node. kind, minikube and Docker Desktop build on kubeadm,
 *   so that their nodes have it too. Source: kubernetes/kubernetes, cmd/kubeadm/app/constants, read 2026-11. Status:
 *   documented.
 * - context `kubernetes-admin@<cluster>`, user `kubernetes-admin`: cmd/kubeadm/app/phases/kubeconfig. kind before 0.6 and
 *   Lima's template have it with a server on loopback. Status: documented.
 * - the role is `master` before 1.20, `control-plane,master` until 1.23, `control-plane` since 1.24; workers have none
 *   unless somebody gives them one: CHANGELOG-1.20 and -1.24. kops and kubeasz call workers `node`, aks-engine `agent`,
 *   RKE says `controlplane,etcd`, MicroShift and OpenShift give one node the roles of both. Status: documented.
 */
export const kubeadm = {
  id: 'kubeadm',
  title: 'kubeadm',
  detect: (facts) =>
    areOfAnother(nodesOf(facts))
      ? undefined
      : evidenceOfNode(facts, 'annotation', 'kubeadm writes it into every node', ({ annotations }) =>
          annotations.find((key) => key === 'kubeadm.alpha.kubernetes.io/cri-socket'),
        ),
  suggest: (facts) =>
    areOfAnother(nodesOf(facts)) || nodesOf(facts).some(speaksForAnother)
      ? undefined
      : anyEvidence(
          evidenceOfNode(facts, 'roles', 'kubeadm gives a control plane this role', (node) =>
            isItsControlPlane(node) ? node.roles.join(',') : undefined,
          ),
          evidenceOfKubeconfig('context', 'kubeadm calls context and user so', contextIn(facts.kubeconfig)),
        ),
  nodesAre: (facts) =>
    nodesOf(facts).some(({ providerId }) => isOfClusterApi(providerId)) ? 'containers' : 'machines',
  serverIsOnANode: true,
} as const satisfies Distribution;

/** Tools that run kubeadm themselves: by what they write, and where that was left out by how their nodes are called. */
function areOfAnother(nodes: readonly NodeFacts[]): boolean {
  return nodes.some(isOfAnother) || areLikeKinds(nodes) || areLikeMinikubes(nodes);
}

function isOfAnother({ name, providerId, osImage, kernel, labels }: NodeFacts): boolean {
  const isMarked = /^(kind|k3s|kwok):/.test(providerId ?? '') || /^(Docker |Buildroot |OrbStack)/.test(osImage);
  const isNamed = /^(minikube|docker-desktop|docker-for-desktop)$|^(colima|lima-|k3d-|talos-|juju-)/.test(name);
  const isLabelled = Object.keys(labels).some((key) => /^(minikube|microk8s|kops)\./.test(key));
  // Of machines that are containers, only Cluster API's are kubeadm's own.
  const isContainer = /-linuxkit|-orbstack-/.test(kernel) && !isOfClusterApi(providerId);
  return isMarked || isNamed || isLabelled || isContainer;
}

/** Its nodes in Docker: kubernetes-sigs/cluster-api, test/infrastructure/docker, read 2026-11. Status: documented. */
function isOfClusterApi(providerId: string | undefined): boolean {
  return /^docker:/.test(providerId ?? '');
}

/** There is no `-worker1`, as people count. */
function areLikeKinds(nodes: readonly NodeFacts[]): boolean {
  return (
    nodes.length > 0 &&
    nodes.every(({ name, providerId, containerRuntime, addresses }) => {
      const isNamedSo = /-(control-plane|worker)([2-9]|[1-9]\d)?$/.test(name) && !providerId;
      const isAtABridge = addresses.every(({ ip }) => isBridgeAddress(ip));
      return isNamedSo && isAtABridge && /^(containerd:|$)/.test(containerRuntime);
    })
  );
}

/** Second nodes are called `<first>-m02`; networks of its containers are 192.168.49.0/24 and on in steps of nine. */
function areLikeMinikubes(nodes: readonly NodeFacts[]): boolean {
  const seconds = nodes.map(({ name }) => /^(.+)-m\d\d$/.exec(name)?.[1]);
  const isStripped = ({ labels }: NodeFacts) => Object.keys(labels).length === 0;
  const isInItsNetwork = ({ addresses }: NodeFacts) =>
    addresses.some(({ ip }) => /^192\.168\.(49|58|67|76|85|94|103|112|121)\.[2-9]$/.test(ip));
  return nodes.some((node) => seconds.includes(node.name) || (isStripped(node) && isInItsNetwork(node)));
}

const OTHER_ROLES = ['node', 'agent', 'controlplane', 'etcd', 'compute', 'infra'];
const OTHER_SYSTEMS = /^(Talos|K3s|Fake |Bottlerocket|Container-Optimized|RancherOS)| CoreOS/;

function speaksForAnother({ providerId, kubelet, osImage, roles, containerRuntime }: NodeFacts): boolean {
  const isBuilt = kubelet !== '' && !/^v1\.\d+\.\d+$/.test(kubelet);
  // KubeKey, which runs kubeadm, gives one node both too, and never CRI-O.
  const isBoth =
    roles.includes('worker') && roles.includes('master') && !/^(docker|containerd):/.test(containerRuntime);
  return (
    Boolean(providerId) ||
    isBuilt ||
    isBoth ||
    OTHER_SYSTEMS.test(osImage) ||
    roles.some((role) => OTHER_ROLES.includes(role))
  );
}

/** The kubelet is never newer than what gave the role, and may be older. */
function isItsControlPlane({ kubelet, roles }: NodeFacts): boolean {
  const minor = Number(/^v1\.(\d+)\.\d+$/.exec(kubelet)?.[1]);
  const isMaster = roles.includes('master');
  const isControlPlane = roles.includes('control-plane');
  return minor >= 24 ? isControlPlane && !isMaster : minor > 0 && (isControlPlane || isMaster);
}

function contextIn({ context, cluster, user, server }: KubeconfigFacts): string | undefined {
  const isItsName = cluster !== undefined && context === `kubernetes-admin@${cluster}`;
  return isItsName && user !== undefined && !isLoopbackServer(server) ? context : undefined;
}
