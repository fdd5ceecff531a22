import { portsOfNodeContainers } from '../domain/containers.ts';
import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, KubeconfigFacts, NodeFacts, SeenFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Distribution, NodeKind, SettingsFile } from '../domain/runtime.ts';
import { textIn } from '../domain/untrusted.ts';
import { isUnderAnothersKernel } from './kind.ts';
import { publishFixesOfContainers, publishFixesOfQemu } from './minikube-publish-fixes.ts';
import { couldBeMadeUp } from './vcluster.ts';

// ssh, Docker, registry, API server, and 32443, which looks like a nodePort and is the proxy of auto-pause.
// Source: kubernetes/minikube, pkg/drivers/kic/kic.go, read 2026-08. Status: documented.
const OWN_PORTS = [22, 2376, 5000, 8443, 32_443];

const CONTAINERS = 'label=created_by.minikube.sigs.k8s.io=true';
const CONTEXT_PROVIDER = 'minikube.sigs.k8s.io';

/** A name that is a folder of its own, and no flag. */
const PROFILE = /^[a-z0-9][\w.-]*$/i;

/**
 * minikube: with a container driver the nodes are containers, and ports are published only by `minikube start --ports`;
 * with a hypervisor driver they are virtual machines, and their addresses answer; with `none` the node is the machine.
 *
 * - labels `minikube.k8s.io/*` on each node; the cluster entry of the kubeconfig says
 *   `provider: minikube.sigs.k8s.io` since 1.17. Source: kubernetes/minikube, pkg/minikube/bootstrapper/kubeadm and
 *   pkg/minikube/kubeconfig/extension.go, read 2026-08. Status: documented.
 * - `--ports` becomes `docker run -p` of each node: pkg/minikube/registry/drvs/docker/docker.go. Status: documented.
 * - the ISO of hypervisor drivers says osImage `Buildroot …`; the images of container drivers say Ubuntu or Debian, as
 *   kind's do, and `none` says what the machine says: Makefile (BUILDROOT_BRANCH), deploy/kicbase/Dockerfile. The
 *   profile's `config.json` names the driver: pkg/minikube/config/types.go. Status: documented.
 * - networks of the container drivers: 192.168.49.0/24 and on in steps of nine, before 1.13 the engine's own bridge:
 *   pkg/drivers/kic/oci/network_create.go. Status: documented. Other machines use these too, but seldom their beginnings.
 * - a profile of another name is the node's name too; second nodes are `<profile>-m02`: pkg/minikube/config/machine.go.
 *   Status: documented. No other Kubernetes with a plain kubelet is known to come on Buildroot. Status: assumed.
 */
export const minikube = {
  id: 'minikube',
  title: 'minikube',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'label', 'minikube labels every node so', (node) =>
        labelOf(node, (key) => key.startsWith('minikube.k8s.io/')),
      ),
      evidenceOfKubeconfig('kubeconfig-extension', 'minikube writes it into its cluster entry', providerIn(facts)),
    ),
  suggest: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'node-name', 'minikube calls its node so', likelyNode),
      evidenceOfNode(facts, 'os-image', "the system of minikube's virtual machines", imageIn),
      evidenceOfNode(facts, 'address', 'minikube gives its containers such ones', (node) => addressIn(node, facts)),
      nodesOf(facts).length === 0
        ? evidenceOfKubeconfig('context', 'minikube calls context and cluster so', likelyContext(facts.kubeconfig))
        : undefined,
    ),
  nodesAre: kindOfNodes,
  publishes: (facts) =>
    kindOfNodes(facts) === 'containers' ? { kind: 'some-ports', ports: portsOf(facts) } : { kind: 'nothing' },
  // Source: kubernetes/minikube, pkg/minikube/tunnel/kic/ssh_tunnel.go. What it wrote stays when it is killed.
  balancesHere: () => ({
    because: '`minikube tunnel` forwards load balancers to loopback',
    onlyIf: '`minikube tunnel` is running',
    isInStatus: true,
  }),
  containersWanted: (facts) => (['containers', 'unknown'].includes(kindOfNodes(facts)) ? [CONTAINERS] : []),
  containersLikely: ({ provider }) => (provider === CONTEXT_PROVIDER ? [CONTAINERS] : []),
  settings: ({ kubeconfig }) => profileOf(kubeconfig),
  serverIsOnANode: true,
  // Context, cluster and user are all named after the profile.
  whenDown: ({ provider, cluster = 'minikube' }) =>
    provider === CONTEXT_PROVIDER && PROFILE.test(cluster)
      ? { kind: 'command', argv: ['minikube', 'start', '-p', cluster] }
      : undefined,
  publishFixes: (wish, facts) => {
    const profile = nameOf(facts);
    if (profile === undefined) return [];
    if (kindOfNodes(facts) === 'containers')
      return publishFixesOfContainers(wish, facts, { profile, ports: portsOf(facts) });
    return driverIn(facts) === 'qemu2' ? publishFixesOfQemu(profile, facts) : [];
  },
} as const satisfies Distribution;

function portsOf(facts: ClusterFacts) {
  return portsOfNodeContainers(facts, { ownPorts: OWN_PORTS });
}

/** The profile's name, which the first node's label says, else the kubeconfig. */
function nameOf(facts: ClusterFacts): string | undefined {
  const { provider, cluster } = facts.kubeconfig;
  const [label] = nodesOf(facts).flatMap(({ labels }) => labels['minikube.k8s.io/name'] ?? []);
  const name = label ?? (provider === CONTEXT_PROVIDER ? cluster : undefined);
  return PROFILE.test(name ?? '') ? name : undefined;
}

/** Unless the nodes are somebody else's: a file may hold the one's kubeconfig and the other's nodes. */
function providerIn({ kubeconfig: { provider }, ...facts }: SeenFacts): string | undefined {
  const isItsNode = ({ providerId, kubelet }: NodeFacts) => !providerId && (kubelet === '' || PLAIN.test(kubelet));
  return provider === CONTEXT_PROVIDER && nodesOf(facts).every(isItsNode) ? provider : undefined;
}

function likelyNode(node: NodeFacts): string | undefined {
  const { name, osImage, providerId, kubelet } = node;
  if (!/^minikube(-m\d\d)?$/.test(name) || providerId || kubelet.includes('+')) return undefined;
  if (name === 'minikube' && couldBeMadeUp(node)) return undefined;
  return osImage === '' || /^(Buildroot|Ubuntu|Debian)/.test(osImage) ? name : undefined;
}

function imageIn({ osImage, providerId, kubelet }: NodeFacts): string | undefined {
  const isItsImage = /^Buildroot 20\d\d\.\d\d/.test(osImage);
  return isItsImage && !providerId && PLAIN.test(kubelet) ? osImage : undefined;
}

/** The first address of its first network, under a kernel that is not its own, or with a second node. */
function addressIn(node: NodeFacts, facts: SeenFacts): string | undefined {
  const { name, osImage, kubelet, providerId, addresses, labels } = node;
  // It labels every node; these were read, and are others'.
  if (Object.keys(labels).length > 0) return undefined;
  const [first] = addresses.filter(({ ip }) => OWN_NETWORKS.some((cidr) => isInSubnet(ip, cidr)) && isFirst(ip));
  const isNamedSo = nodesOf(facts).some((other) => other.name === `${name}-m02`);
  const isItsImage = /^(Ubuntu|Debian)/.test(osImage) && PLAIN.test(kubelet) && !providerId;
  return isItsImage && (isUnderAnothersKernel(node) || isNamedSo) ? first?.ip : undefined;
}

const PLAIN = /^v\d+\.\d+\.\d+$/;

function isFirst(ip: string): boolean {
  return /\.[2-9]$/.test(ip);
}

function likelyContext({ context, cluster }: KubeconfigFacts): string | undefined {
  return context === 'minikube' && cluster === context ? context : undefined;
}

/** By the driver that the profile names, else by what the nodes look like. */
function kindOfNodes(facts: ClusterFacts): NodeKind {
  const driver = driverIn(facts);
  if (driver !== undefined) return KIND_OF_DRIVER.get(driver) ?? 'virtual-machines';
  const [node] = nodesOf(facts);
  if (node?.osImage.startsWith('Buildroot ')) return 'virtual-machines';
  const isAtABridge = node?.addresses.some(({ ip }) => isOfAContainer(ip));
  const hasContainers = facts.engine.kind === 'known' && facts.engine.value.containers.length > 0;
  return isAtABridge || hasContainers ? 'containers' : 'unknown';
}

function driverIn({ settings }: ClusterFacts): string | undefined {
  return settings.kind === 'known' ? settings.value.driver : undefined;
}

/** `none` runs the kubelet on this machine, `ssh` on another one; what is not here is a hypervisor. */
const KIND_OF_DRIVER: ReadonlyMap<string, NodeKind> = new Map([
  ['docker', 'containers'],
  ['podman', 'containers'],
  ['none', 'machines'],
  ['native', 'machines'],
  ['ssh', 'machines'],
  ['generic', 'machines'],
]);

const OWN_NETWORKS = [49, 58, 67, 76, 85, 94, 103, 112, 121].map((third) => `192.168.${third}.0/24`);

/** Engines count up from the first; EC2's own network, 172.31.0.0/16, and Katacoda's machines are in that range too. */
function isOfAContainer(ip: string): boolean {
  const isAtABridge = isInSubnet(ip, '172.16.0.0/12') && /^172\.\d+\.0\./.test(ip) && isFirst(ip);
  return isAtABridge || OWN_NETWORKS.some((cidr) => isInSubnet(ip, cidr));
}

function profileOf({ provider, cluster }: KubeconfigFacts): SettingsFile | undefined {
  if (provider !== CONTEXT_PROVIDER || !PROFILE.test(cluster ?? '')) return undefined;
  return {
    folders: [{ variable: 'MINIKUBE_HOME' }, { variable: 'MINIKUBE_HOME', below: '.minikube' }, { home: '.minikube' }],
    path: `profiles/${cluster}/config.json`,
    keep: (content) => {
      const driver = textIn(content, 'Driver');
      return driver ? { driver } : {};
    },
  };
}
