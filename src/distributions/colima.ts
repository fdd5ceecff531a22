import { evidenceOfKubeconfig, evidenceOfNode, isSilent, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, KubeconfigFacts, NodeFacts, SeenFacts } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import { isInSubnet } from '../domain/ip.ts';
import { reachIntoLima } from '../domain/lima-network.ts';
import type { Distribution, Publishing, SettingsFile } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';
import { textIn } from '../domain/untrusted.ts';
import { isLocalK3s } from './k3s.ts';

/**
 * Colima: k3s in a VM of Lima's; what listens in it on all interfaces is forwarded to this machine, nodePorts too.
 *
 * - the node is called as the VM, `colima` or `colima-<profile>`, unless `hostname:` says otherwise; so are context,
 *   cluster and user. Source: abiosoft/colima, config/profile.go, environment/container/kubernetes/kubeconfig.go, read
 *   2026-08 and 2026-11. Status: documented.
 * - one node, osImage Ubuntu (Alpine until 0.5), of an address of Lima's own network or, with `--network-address`, of
 *   socket_vmnet's or the system's: config/subnet.go, daemon/process/gvproxy. People call machines of their own
 *   `colima` too; those have others. Status: documented.
 * - `portForwarder` in `colima.yaml` is `ssh` (TCP alone) unless it says `grpc` (UDP too) or `none`:
 *   embedded/defaults/colima.yaml. Status: documented.
 * - its folder is `$COLIMA_HOME`, else `~/.colima` if there is one, else below `$XDG_CONFIG_HOME` or `~/.config`:
 *   config/files.go, read 2026-11. Status: documented.
 */
export const colima = {
  id: 'colima',
  title: 'Colima',
  detect: (facts) => {
    const [node, ...others] = nodesOf(facts);
    if (node === undefined || others.length > 0 || !isLikeIts(node)) return undefined;
    const { name, addresses } = node;
    const isFit = addresses.length === 0 || addresses.some(({ ip }) => NETWORKS.some((cidr) => isInSubnet(ip, cidr)));
    // A bridged network is the LAN's: then the kubeconfig has to agree.
    const isNamedSo = NAME.test(name) && (isFit || name === nameIn(facts.kubeconfig));
    if (isNamedSo) return evidenceOfName(facts);
    return isFit ? evidenceOfNames(facts.kubeconfig) : undefined;
  },
  suggest: (facts) => (nodesOf(facts).every(isSilent) ? evidenceOfNames(facts.kubeconfig) : undefined),
  nodesAre: () => 'virtual-machines',
  livesIn: () => 'colima-vm',
  publishes: publishing,
  settings: (facts) => settingsFile(profileOf(nameIn(facts.kubeconfig) ?? nodesOf(facts)[0]?.name)),
  // Source: lima-vm/lima, pkg/guestagent/kubernetesservice. Status: documented.
  balancesHere: (facts) => (publishing(facts).kind === 'nothing' ? undefined : BALANCING),
  serverIsOnANode: true,
  whenDown: (kubeconfig) => {
    const profile = profileOf(nameIn(kubeconfig));
    if (profile === undefined || !isNear(kubeconfig)) return undefined;
    return { kind: 'command', argv: ['colima', 'start', ...argumentOf(profile)] };
  },
  publishFixes: (_, facts) => networkAddress(facts),
} as const satisfies Distribution;

const BALANCING = { because: "Colima forwards load balancers to this machine's loopback", isInStatus: false };

const NAME = /^colima(?:-([a-z0-9][\w.-]*))?$/i;

/**
 * Lima's user-mode network, Colima's for `--network-address` and for gvproxy (0.5), macOS's shared one, socket_vmnet's.
 */
const NETWORKS = ['192.168.5.0/24', '192.168.106.0/24', '192.168.107.0/24', '192.168.64.0/24', '192.168.105.0/24'];

const KERNEL_OF_A_CLOUD = /-(aws|gcp|azure|oracle|gke|cloud)\b|\.amzn\d/;

function isLikeIts(node: NodeFacts): boolean {
  const isItsImage = node.osImage === '' || /^(Ubuntu|Alpine)/.test(node.osImage);
  return isLocalK3s(node) && isItsImage && !KERNEL_OF_A_CLOUD.test(node.kernel);
}

function evidenceOfName(facts: SeenFacts) {
  return evidenceOfNode(facts, 'node-name', 'Colima calls its VM so, and it runs k3s', ({ name }) => name);
}

function evidenceOfNames(kubeconfig: KubeconfigFacts) {
  const name = isNear(kubeconfig) ? nameIn(kubeconfig) : undefined;
  return evidenceOfKubeconfig('cluster', 'Colima calls cluster and user so', name);
}

// A context is renamed more often than the cluster and the user behind it.
function nameIn({ cluster, user }: KubeconfigFacts): string | undefined {
  return NAME.test(cluster ?? '') && user === cluster ? cluster : undefined;
}

/** Its API server is asked on loopback, or at the VM's own address. */
function isNear({ server }: KubeconfigFacts): boolean {
  return server === undefined || isLoopbackServer(server) || NETWORKS.some((cidr) => isInSubnet(server.host, cidr));
}

function argumentOf(profile: string): readonly string[] {
  return profile === 'default' ? [] : [profile];
}

/**
 * For what its forwarder does not carry. The flag is there on macOS alone, and what was chosen before stays. Source:
 * abiosoft/colima, docs/FAQ.md, cmd/start.go, read 2026-08 and 2026-11. Status: documented.
 */
function networkAddress(facts: ClusterFacts): readonly Fix[] {
  const { kubeconfig, machine } = facts;
  const profile = profileOf(nameIn(kubeconfig) ?? nodesOf(facts)[0]?.name);
  const hasOne = reachIntoLima(facts, 'virtual-machines', "Colima's VM").nodes !== 'no';
  if (profile === undefined || machine.platform !== 'darwin' || !isNear(kubeconfig) || hasOne) return [];
  return [
    {
      commands: [
        ['colima', 'stop', ...argumentOf(profile)],
        ['colima', 'start', ...argumentOf(profile), '--network-address'],
      ],
      files: [],
      effect: 'changes-this-machine',
      note: 'restarts its VM, which then has an address that this Mac reaches',
    },
  ];
}

function profileOf(name: string | undefined): string | undefined {
  const match = NAME.exec(name ?? '');
  return match ? (match[1] ?? 'default') : undefined;
}

function publishing({ settings }: ClusterFacts): Publishing {
  const forwarder = settings.kind === 'known' ? settings.value.portForwarder : undefined;
  if (forwarder === 'none') return { kind: 'nothing' };
  return {
    kind: 'every-node-port',
    because: "Colima forwards each nodePort to this machine's loopback",
    carries: forwarder === 'grpc' ? ['TCP', 'UDP'] : ['TCP'],
  };
}

function settingsFile(profile: string | undefined): SettingsFile | undefined {
  if (profile === undefined) return undefined;
  return {
    folders: [
      { variable: 'COLIMA_HOME' },
      { home: '.colima' },
      { variable: 'XDG_CONFIG_HOME', below: 'colima' },
      { home: '.config/colima' },
    ],
    path: `${profile}/colima.yaml`,
    keep: (content) => {
      const portForwarder = textIn(content, 'portForwarder');
      return portForwarder ? { portForwarder } : {};
    },
  };
}
