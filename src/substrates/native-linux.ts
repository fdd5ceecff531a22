import { whereContainersAre } from '../domain/containers.ts';
import { evidenceOfNode } from '../domain/evidence.ts';
import type { ClusterFacts, NodeFacts } from '../domain/facts.ts';
import { isInSubnet } from '../domain/ip.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * The nodes are containers of an engine on this very kernel: the bridge is routed, so their addresses answer.
 *
 * A node reports the kernel that its container runs on; equal to ours, with an engine that has the container or an API
 * server on this machine, it is the same machine (many machines share a kernel string). All distributions of WSL share
 * one kernel, Docker Desktop's too, so there it says nothing; within a container it does if the nodes' network is also
 * ours. Source:
 * https://kind.sigs.k8s.io/docs/user/configuration/ and docker/docs, engine/network/port-publishing, read 2026-08.
 * Status: recorded. Rootless Docker and Podman have that bridge in a namespace of their own: kubernetes/minikube,
 * pkg/minikube/driver/driver.go. Status: documented.
 *
 * Of another Linux machine the kernel is not known: then one that no desktop's VM has is taken for its own. Status:
 * assumed.
 */
export const nativeLinux = {
  id: 'native-linux',
  place: 'in containers on this machine',
  detect: (facts, nodesAre) => {
    const { kernel: own, platform, within } = facts.machine;
    if (nodesAre !== 'containers' || platform !== 'linux' || within === 'wsl') return undefined;
    if (whereContainersAre(facts) === 'elsewhere') return undefined;
    if (own === undefined) return evidenceOfPlainKernel(facts);
    const says = 'the kernel of this machine, so that its containers are here';
    return evidenceOfNode(facts, 'kernel', says, (node) =>
      node.kernel === own && (within === 'nothing' || isOnOurNetwork(node, facts)) ? node.kernel : undefined,
    );
  },
  reaches: ({ engine }) =>
    engine.kind === 'known' && engine.value.isRootless
      ? {
          nodes: 'no',
          because: 'an engine without root keeps its network to itself',
          loopback: 'no',
          published: 'here',
        }
      : {
          nodes: 'on-this-machine',
          because: 'the nodes are containers on this machine, whose bridge is routed',
          loopback: 'no',
          published: 'here',
        },
} as const satisfies Substrate;

function isOnOurNetwork({ addresses }: NodeFacts, { machine }: ClusterFacts): boolean {
  return addresses.some(({ ip }) => machine.interfaces.some((cidr) => isInSubnet(ip, cidr)));
}

/** Docker Desktop's, WSL's, OrbStack's, Alpine's in VMs of Lima, Talos's own, Fedora CoreOS's of Podman's machine on a Mac. */
const KERNEL_OF_A_VM = /linuxkit|microsoft|orbstack|-virt$|talos|\.fc\d+\.aarch64$/;

function evidenceOfPlainKernel(facts: ClusterFacts) {
  const says = "no desktop's VM has such a kernel, so that it is the machine's own";
  return evidenceOfNode(facts, 'kernel', says, ({ kernel }) =>
    kernel !== '' && !KERNEL_OF_A_VM.test(kernel) ? kernel : undefined,
  );
}
