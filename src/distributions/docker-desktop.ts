import { type Answer, known } from '../domain/answer.ts';
import { portsOfNodeContainers } from '../domain/containers.ts';
import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, KubeconfigFacts, NodeFacts, SeenFacts } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import { isInSubnet } from '../domain/ip.ts';
import { changesService, patchService } from '../domain/patch.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { Distribution, NodePublication, Publishing, PublishWish } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';
import { servingNode } from '../domain/serving-node.ts';
import { forwarderOnKindsNetwork } from './forwarder-container.ts';
import { couldBeMadeUp } from './vcluster.ts';
import { isName } from './wanted-port.ts';

/**
 * Docker Desktop's own Kubernetes, in its two modes, which are opposites.
 *
 * - kubeadm mode: one node whose osImage is `Docker Desktop` (before 2019 `Docker for Mac`, `Docker for Windows`); a
 *   controller in the VM watches Services and the backend opens each nodePort on this machine's localhost, TCP and UDP.
 *   Source: moby/vpnkit, go/pkg/controller/controller.go; https://github.com/docker/for-mac/issues/2445,
 *   https://github.com/rancher/rancher/issues/14358. Status: documented.
 * - kind mode: nodes are kind's, of a cluster called `desktop`, while the context stays `docker-desktop`; nodePorts are
 *   not published, and no setting publishes them. Source: users' `docker port desktop-control-plane`, which shows 6443
 *   alone. Status: documented.
 * - a node called `docker-desktop` (until 2018 `docker-for-desktop`), a context of the same name, a server at
 *   `kubernetes.docker.internal:6443`: names, of which one alone is not enough. Status: documented.
 */
export const dockerDesktop = {
  id: 'docker-desktop',
  title: 'Docker Desktop',
  detect: (facts) => anyEvidence(evidenceOfImage(facts), evidenceOfKindMode(facts)),
  suggest: suggestDockerDesktop,
  nodesAre: (facts) => (isKindMode(facts) ? 'containers' : 'virtual-machines'),
  livesIn: () => 'docker-desktop-vm',
  publishes: (facts) => {
    if (isKindMode(facts)) return { kind: 'some-ports', ports: portsIn(facts) };
    return isKubeadmMode(facts) ? FORWARDING : { kind: 'nothing' };
  },
  // Source: docker/desktop-cloud-provider, pkg/loadbalancer/server.go; some users found it pending. Status: documented.
  balancesHere: (facts) =>
    isKindMode(facts)
      ? {
          because: "Docker Desktop publishes load balancers on this machine's loopback",
          onlyIf: 'its container for this load balancer runs',
          isInStatus: false,
        }
      : undefined,
  containersWanted: (facts) => (isKindMode(facts) ? ['label=io.x-k8s.kind.cluster=desktop'] : []),
  serverIsOnANode: true,
  whenDown: (kubeconfig) =>
    nameIn(kubeconfig) && isLoopbackServer(kubeconfig.server)
      ? { kind: 'not-running', program: 'Docker Desktop' }
      : undefined,
  publishFixes: (wish, facts) =>
    isKindMode(facts) && publishedNear(facts) === 'here' ? [...balancer(wish), ...forwarder(wish, facts)] : [],
} as const satisfies Distribution;

/** The same containers as of `balancesHere`, on the port of the Service. */
function balancer(wish: PublishWish): readonly Fix[] {
  const { service, port } = wish;
  if (service.type === 'LoadBalancer' || port.protocol === 'SCTP' || !isName(service.name)) return [];
  const patch = patchService(wish, 'merge', 'spec: {type: LoadBalancer}');
  return [changesService(patch, `Docker Desktop publishes it at 127.0.0.1:${port.port} then`)];
}

/** Its engine hides the containers of the nodes unless a setting shows them; their names are those of the nodes. */
function forwarder(wish: PublishWish, facts: ClusterFacts): readonly Fix[] {
  const { engine, remoteEngine } = facts;
  const isIts = engine.kind === 'known' && engine.value.operatingSystem.startsWith('Docker Desktop');
  const nodes = nodesOf(facts).filter(({ name }) => NODE.test(name));
  const node = isIts && remoteEngine === undefined ? servingNode(wish, nodes) : undefined;
  return node ? forwarderOnKindsNetwork('docker', node.name, wish, facts) : [];
}

const NODE = /^desktop-(control-plane|worker\d*)$/;

/** Where nobody can be asked it is none: there is no setting that would publish one. */
function portsIn(facts: ClusterFacts): Answer<readonly NodePublication[]> {
  return facts.engine.kind === 'not-asked' ? known([]) : portsOfNodeContainers(facts, { ownPorts: [6443] });
}

const FORWARDING: Publishing = {
  kind: 'every-node-port',
  because: "Docker Desktop forwards each nodePort to this machine's loopback",
  carries: ['TCP', 'UDP'],
};

/** Without a node to see, the port tells: kind mode takes one at random. */
function isKubeadmMode(facts: SeenFacts): boolean {
  const port = facts.kubeconfig.server?.port;
  return nodesOf(facts).length > 0 || port === 6443 || port === 6445;
}

function evidenceOfImage(facts: SeenFacts) {
  return evidenceOfNode(facts, 'os-image', 'the image of its kubeadm mode', ({ osImage }) =>
    /^Docker (Desktop|for Mac|for Windows)$/.test(osImage) ? osImage : undefined,
  );
}

// `kind create cluster --name desktop` gives the same providerID; only the names in the kubeconfig tell them apart.
function evidenceOfKindMode(facts: SeenFacts) {
  const nodes = evidenceOfNode(facts, 'provider-id', 'the cluster of its kind mode is called so', ({ providerId }) =>
    providerId?.startsWith('kind://docker/desktop/') ? providerId : undefined,
  );
  const name = evidenceOfKubeconfig('context', 'Docker Desktop writes it', nameIn(facts.kubeconfig));
  return nodes && name ? anyEvidence(nodes, name) : undefined;
}

function isKindMode(facts: SeenFacts): boolean {
  return evidenceOfKindMode(facts) !== undefined || nodesOf(facts).some((node) => isKindNode(node));
}

/** Its VM's kernel; nodes of kind on native Linux have the machine's. */
function isKindNode({ name, providerId, kernel }: NodeFacts): boolean {
  return NODE.test(name) && !providerId && (kernel === '' || /-linuxkit|-microsoft-/.test(kernel));
}

function suggestDockerDesktop(facts: SeenFacts) {
  const { kubeconfig } = facts;
  const name = evidenceOfKubeconfig('context', 'Docker Desktop writes it', nameIn(kubeconfig));
  const nodes = nodesOf(facts);
  if (nodes.length === 0) {
    return name && (kubeconfig.server === undefined || isLoopbackServer(kubeconfig.server)) ? name : undefined;
  }
  const isOfAnother = kubeconfig.context !== undefined && !name;
  return isOfAnother ? undefined : evidenceOfNode(facts, 'node-name', 'Docker Desktop calls its nodes so', likelyNode);
}

function likelyNode(node: NodeFacts): string | undefined {
  const { name, osImage, providerId, addresses } = node;
  const isNamedSo = /^docker-(for-)?desktop$/.test(name);
  const isElsewhere = addresses.some(({ ip }) => !isInSubnet(ip, '192.168.65.0/24'));
  const isKubeadmNode = isNamedSo && osImage === '' && !providerId && !isElsewhere && !couldBeMadeUp(node);
  return isKubeadmNode || isKindNode(node) ? name : undefined;
}

function nameIn({ context, cluster }: KubeconfigFacts): string | undefined {
  return [context, cluster].find((each) => /^docker-(for-)?desktop/.test(each ?? ''));
}
