import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import type { Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';
import { isLikeItsAddress } from './kind.ts';

/**
 * kubeadm: machines that somebody joined by hand, by Ansible (Kubespray) or by Cluster API.
 *
 * - annotation `kubeadm.alpha.kubernetes.io/cri-socket` on every node. kind, minikube and Docker Desktop build on kubeadm,
 *   so that their nodes have it too. Source: kubernetes/kubernetes, cmd/kubeadm/app/constants, read 2026-11. Status:
 *   documented.
 * - context `kubernetes-admin@<cluster>`, user `kubernetes-admin`: cmd/kubeadm/app/phases/kubeconfig. kind before 0.6 and
 *   Lima's template have it with a server on loopback. Status: documented.
 * - OVH's managed clusters have a context of the same pattern, and a user `kubernetes-admin-<cluster>`: OVH's
 *   documentation of kubeconfig files, read 2026-11. Status: assumed.
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
          isTooLittle(nodesOf(facts)) || areFirstContainers(nodesOf(facts))
            ? undefined
            : evidenceOfNode(facts, 'roles', 'kubeadm gives a control plane this role', (node) =>
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
  const isNamed =
    /^(minikube|docker-desktop|docker-for-desktop)$|^(colima|lima-|k3d-|juju-)|talos|(^|-)controlplane-\d+$/.test(name);
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
      const isAtABridge = addresses.every(({ ip }) => isLikeItsAddress(ip));
      return isNamedSo && isAtABridge && /^((containerd|docker):|$)/.test(containerRuntime);
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

/** A short row of a single node: as much as a cluster of minikube's says, which its user called after what is tried there. */
function isTooLittle([node, ...others]: readonly NodeFacts[]): boolean {
  if (node === undefined || others.length > 0 || node.osImage !== '' || node.addresses.length > 0) return false;
  return !/master|control|k8s|kube|node|server|host|ubuntu|debian|centos|raspberry|\b(cp|vm|pi|ip)\d*\b|\./.test(
    node.name,
  );
}

/** Where Docker puts the first containers of a network that somebody made: vind's are there, and say nothing else. */
function areFirstContainers(nodes: readonly NodeFacts[]): boolean {
  const isOne = (ip: string) => /^172\.(1[89]|2\d|30)\.0\.[2-9]$/.test(ip);
  return nodes.length > 0 && nodes.every(({ addresses: [first] }) => first !== undefined && isOne(first.ip));
}

const OTHER_ROLES = ['node', 'agent', 'controlplane', 'etcd', 'compute', 'infra', 'controller'];
const OTHER_SYSTEMS = /^(Talos|K3s|Fake |Bottlerocket|Container-Optimized|RancherOS)| CoreOS|Atomic Host/;

function speaksForAnother({ name, providerId, kubelet, osImage, roles, containerRuntime }: NodeFacts): boolean {
  const isBuilt = kubelet !== '' && !/^v1\.\d+\.\d+$/.test(kubelet);
  // KubeKey, which runs kubeadm, gives one node both too, and never CRI-O. Canonical Kubernetes, since 1.32, does too.
  const isBoth =
    roles.includes('worker') && roles.includes('master') && !/^(docker|containerd):/.test(containerRuntime);
  const isCanonicals = /^v1\.(3[2-9]|[4-9]\d)\./.test(kubelet) && roles.join() === 'control-plane,worker';
  return (
    Boolean(providerId) ||
    isBuilt ||
    isBoth ||
    // kubeasz and Platform9 call nodes by their addresses.
    /^\d+(\.\d+){3}$/.test(name) ||
    isCanonicals ||
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
  return isItsName &&
    user === 'kubernetes-admin' &&
    !/\.ovh\.net$/.test(server?.host ?? '') &&
    !isLoopbackServer(server)
    ? context
    : undefined;
}
