import { evidenceOfNode } from '../domain/evidence.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * A virtual machine of a hypervisor on this machine (kvm2, VirtualBox, Hyper-V, VMware, Parallels, vfkit): its host-only
 * or NAT network is routed, so the node's address answers. Source: https://minikube.sigs.k8s.io/docs/handbook/accessing/,
 * read 2026-08. Status: documented.
 *
 * 10.0.2.0/24 is what VirtualBox and QEMU give to each VM behind a NAT of its own, so that no other machine reaches it:
 * the kubelet takes it where it was not told better. Source: kubernetes/website, «Troubleshooting kubeadm». Status:
 * documented.
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
        ? (evidenceOfNat(facts) ?? evidenceOfMac(facts))
        : undefined,
  reaches: () => ({
    nodes: 'on-this-machine',
    because: 'a hypervisor routes the network of its VMs to this machine',
    hidden: [NAT],
    loopback: 'no',
    published: 'nowhere',
  }),
} as const satisfies Substrate;

const NAT = '10.0.2.0/24';

const OF_A_MAC = ['192.168.64.0/24', '10.211.55.0/24'];

function evidenceOfSystem(facts: ClusterFacts) {
  return evidenceOfNode(facts, 'os-image', 'the image of a virtual machine', ({ osImage }) => osImage || undefined);
}

function evidenceOfNat(facts: ClusterFacts) {
  const says = 'VirtualBox and QEMU give it to each virtual machine';
  return evidenceOfNode(facts, 'address', says, ({ addresses }) => addresses.find(({ ip }) => isInSubnet(ip, NAT))?.ip);
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
