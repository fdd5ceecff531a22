import { evidenceOfNode } from '../domain/evidence.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * A virtual machine of a hypervisor on this machine (kvm2, VirtualBox, Hyper-V, VMware, Parallels, vfkit): its host-only
 * or NAT network is routed, so the node's address answers. Source: https://minikube.sigs.k8s.io/docs/handbook/accessing/,
 * read 2026-08. Status: documented.
 */
export const vm = {
  id: 'vm',
  place: 'in a virtual machine',
  detect: (facts, nodesAre) =>
    nodesAre === 'virtual-machines' ? evidenceOfNode(facts, 'os-image', ({ osImage }) => osImage) : undefined,
  reaches: { nodes: 'on-this-machine', loopback: 'no' },
} as const satisfies Substrate;
