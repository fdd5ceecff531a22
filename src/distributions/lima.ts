import { evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, NodeAddress, NodeFacts } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Distribution, Publishing, PublishWish, SettingsFile } from '../domain/runtime.ts';
import { recordOf } from '../domain/untrusted.ts';

/**
 * Kubernetes from one of Lima's templates (k3s, k8s, rke2, k0s): Lima watches Services in the VM and forwards each
 * nodePort to this machine's loopback, since 0.15.
 *
 * - the node is called as the VM, `lima-<instance>`, with dots and underscores turned to dashes; without a name of its
 *   own an instance is called as its template. Source: lima-vm/lima, pkg/identifierutil, templates/k3s.yaml and
 *   k8s.yaml, read 2026-08 and 2026-11. Status: documented. The same words are those of machines in a city; what tells
 *   them apart is the address, or a template's name that the kubelet agrees with.
 * - user-mode network 192.168.5.0/24, user-v2 192.168.104.0/24, socket_vmnet 192.168.105.0/24, vzNAT 192.168.64.0/24:
 *   website/content/en/docs/config/network. Status: documented.
 * - UDP is forwarded by the gRPC forwarder, which is the default in 1.0.0 and since 1.1; nothing tells the version.
 *   `plain: true` forwards nothing by itself: website/content/en/docs/config/port.md. Status: documented.
 * - its kubeconfig is k3s's or kubeadm's, and names no instance; so nothing is known of one that does not answer.
 */
export const lima = {
  id: 'lima',
  title: 'Lima',
  detect: (facts) =>
    evidenceOfNode(facts, 'node-name', 'Lima calls its VMs so, and the node looks like one', (node) =>
      templateOf(node) !== undefined && isAtItsNetwork(node) ? node.name : undefined,
    ) ??
    evidenceOfNode(facts, 'node-name', 'Lima calls the VMs of its templates so', (node) =>
      isOfItsTemplate(node, nodesOf(facts)) ? node.name : undefined,
    ),
  suggest: (facts) =>
    evidenceOfNode(facts, 'node-name', 'Lima calls its VMs so', (node) =>
      node.kubelet === '' && isAtItsNetwork(node) ? node.name : undefined,
    ),
  nodesAre: () => 'virtual-machines',
  livesIn: () => 'lima-vm',
  publishes: publishing,
  settings: (facts) => settingsFile(instanceOf(facts)),
  // Source: lima-vm/lima, pkg/guestagent/kubernetesservice. Status: documented.
  balancesHere: (facts) => (publishing(facts).kind === 'nothing' ? undefined : BALANCING),
  serverIsOnANode: true,
  publishFixes: staticRule,
} as const satisfies Distribution;

const BALANCING = { because: "Lima forwards load balancers to this machine's loopback", isInStatus: false };

const NETWORKS = ['192.168.5.0/24', '192.168.104.0/24', '192.168.105.0/24', '192.168.64.0/24'];

function instanceIn(nodeName: string): string | undefined {
  return /^lima-(?!rancher-desktop$)([a-z0-9][a-z0-9-]*)$/.exec(nodeName)?.[1];
}

function instanceOf(facts: ClusterFacts): string | undefined {
  return nodesOf(facts)
    .map(({ name }) => instanceIn(name))
    .find((instance) => instance !== undefined);
}

function isAtItsNetwork({ name, addresses }: NodeFacts): boolean {
  return instanceIn(name) !== undefined && addresses.some(isOfItsNetworks);
}

function isOfItsNetworks({ ip }: NodeAddress): boolean {
  return NETWORKS.some((cidr) => isInSubnet(ip, cidr));
}

/** The template whose kubelet this is; `undefined` for a cloud's or another vendor's. */
function templateOf({ kubelet, providerId }: NodeFacts): string | undefined {
  if (providerId && !/^(k3s|rke2):\/\//.test(providerId)) return undefined;
  return /^v\d+\.\d+\.\d+$/.test(kubelet) ? 'k8s' : /[+-](k3s|rke2|k0s)/.exec(kubelet)?.[1];
}

/** Where no address is said: the template's name, or `default`, is part of the instance's. */
function isOfItsTemplate(node: NodeFacts, nodes: readonly NodeFacts[]): boolean {
  const template = templateOf(node);
  const words = instanceIn(node.name)?.split('-') ?? [];
  const isNamedSo = template !== undefined && (words.includes(template) || words.join('-') === 'default');
  const isSeries = words.length === 2 && words[0] === template && /^\d+$/.test(words[1] ?? '');
  return node.addresses.length === 0 && isNamedSo && (nodes.length === 1 || isSeries);
}

function publishing({ settings }: ClusterFacts): Publishing {
  if (settings.kind === 'known' && settings.value.plain === 'true') return { kind: 'nothing' };
  return {
    kind: 'every-node-port',
    because: "Lima forwards each nodePort to this machine's loopback",
    carries: ['TCP'],
  };
}

/**
 * A plain instance forwards what a static rule names, through ssh, since 2.0; an instance is edited while it is stopped.
 * That its settings were read says that it is called so. Source: https://github.com/lima-vm/lima/pull/3699 and /4019,
 * https://lima-vm.io/docs/reference/limactl_edit/, read 2026-11. Status: documented. With `--tty=false` nobody is asked
 * whether it is to be started.
 */
function staticRule({ port: { nodePort, protocol } }: PublishWish, facts: ClusterFacts): readonly Fix[] {
  const { settings } = facts;
  const instance = instanceOf(facts);
  const isPlain = settings.kind === 'known' && settings.value.plain === 'true';
  if (instance === undefined || !isPlain || protocol !== 'TCP') return [];
  const rule = JSON.stringify({ guestPort: nodePort, hostPort: nodePort, static: true });
  return [
    {
      commands: [
        ['limactl', 'stop', instance],
        ['limactl', '--tty=false', 'edit', instance, '--set', `.portForwards += [${rule}]`],
        ['limactl', 'start', instance],
      ],
      files: [],
      effect: 'changes-this-machine',
      note: `restarts the VM, and 127.0.0.1:${nodePort} leads into it; since Lima 2.0`,
    },
  ];
}

function settingsFile(instance: string | undefined): SettingsFile | undefined {
  if (instance === undefined) return undefined;
  return {
    folders: [{ variable: 'LIMA_HOME' }, { home: '.lima' }],
    path: `${instance}/lima.yaml`,
    keep: (content) => {
      const { plain } = recordOf(content);
      return { ...(typeof plain === 'boolean' && { plain: String(plain) }) };
    },
  };
}
