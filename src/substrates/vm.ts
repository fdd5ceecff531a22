import { evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Substrate } from '../domain/runtime.ts';
import { isServerFar } from '../domain/server.ts';

/**
 * A virtual machine of a hypervisor on this machine (kvm2, VirtualBox, Hyper-V, VMware, Parallels, vfkit): its host-only
 * or NAT network is routed, so the node's address answers. Source: https://minikube.sigs.k8s.io/docs/handbook/accessing/,
 * read 2026-08. Status: documented.
 *
 * 10.0.2.15 is what VirtualBox and QEMU give to each VM behind a NAT of its own, so that no other machine reaches it: the
 * kubelet takes it where it was not told better, on every node alike. Source: kubernetes/website, «Troubleshooting kubeadm». Status:
 * documented.
 *
 * 192.168.122.0/24 is libvirt's default network and 192.168.56.0/24 VirtualBox's host-only one: of this machine where it
 * has an address in it, and of somebody's where no more is known of it. Source: libvirt, src/network/default.xml.in;
 * VirtualBox manual, host-only networking; read 2026-11. Status: documented, that nobody's LAN has them assumed.
 *
 * On a Mac 192.168.64.0/24 is what the system gives to virtual machines (Multipass, Parallels has 10.211.55.0/24).
 * Status: assumed.
 */
export const vm = {
  id: 'vm',
  place: 'in a virtual machine',
  detect: (facts, nodesAre) =>
    nodesAre === 'virtual-machines'
      ? evidenceOfSystem(facts)
      : nodesAre === 'machines'
        ? (evidenceOfNat(facts) ?? evidenceOfMac(facts) ?? evidenceOfHost(facts))
        : undefined,
  reaches: () => ({
    nodes: 'on-this-machine',
    because: 'a hypervisor routes the network of its VMs to this machine',
    loopback: 'no',
    published: 'nowhere',
  }),
} as const satisfies Substrate;

const NAT = '10.0.2.15';

const OF_A_MAC = ['192.168.64.0/24', '10.211.55.0/24'];

function evidenceOfSystem(facts: ClusterFacts) {
  return evidenceOfNode(facts, 'os-image', 'the image of a virtual machine', ({ osImage }) => osImage || undefined);
}

function evidenceOfNat(facts: ClusterFacts) {
  const isEverywhere = nodesOf(facts).every(({ addresses }) => addresses.some(({ ip }) => ip === NAT));
  if (!isEverywhere || isServerFar(facts)) return undefined;
  const says = 'VirtualBox and QEMU give it to each virtual machine';
  return evidenceOfNode(facts, 'address', says, () => NAT);
}

function evidenceOfMac(facts: ClusterFacts) {
  if (facts.machine.platform !== 'darwin') return undefined;
  return evidenceOfNode(
    facts,
    'address',
    'a Mac gives such addresses to its virtual machines',
    ({ addresses }) => addresses.find(({ ip }) => OF_A_MAC.some((cidr) => isInSubnet(ip, cidr)))?.ip,
  );
}

function evidenceOfHost(facts: ClusterFacts) {
  const { platform, within, kernel, interfaces } = facts.machine;
  if (within !== 'nothing') return undefined;
  const networks = ['192.168.56.0/24', ...(platform === 'linux' ? ['192.168.122.0/24'] : [])];
  const isOurs = (cidr: string) => interfaces.some((own) => isInSubnet(own.split('/')[0] ?? '', cidr));
  const its = networks.filter((cidr) => kernel === undefined || isOurs(cidr));
  return evidenceOfNode(
    facts,
    'address',
    'libvirt and VirtualBox give such addresses to their virtual machines',
    ({ addresses }) => addresses.find(({ ip }) => its.some((cidr) => isInSubnet(ip, cidr)))?.ip,
  );
}
