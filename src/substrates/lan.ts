import { evidenceOfKubeconfig } from '../domain/evidence.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { isInSubnet, isPublic } from '../domain/ip.ts';
import type { Substrate } from '../domain/runtime.ts';
import { isServerANode } from '../domain/server.ts';

/**
 * Machines on a network that this one reaches: the API server is asked at a private address that is a node's own, so
 * that addresses of nodes are routed from here, and only a firewall could be in the way. Of another Linux machine it is
 * not known whether it is that node itself.
 *
 * Hypervisors give their virtual machines addresses that look the same; those that are theirs by default are nobody's
 * LAN. Status: assumed, and true of every row of what users report.
 */
export const lan = {
  id: 'lan',
  place: 'on this network',
  detect: (facts, nodesAre) => (nodesAre === 'machines' ? evidenceOfServer(facts) : undefined),
  reaches: () => ({
    nodes: 'elsewhere',
    because: "the API server is asked at a node's own address, so that the nodes' network is reached from here",
    loopback: 'no',
    published: 'nowhere',
  }),
} as const satisfies Substrate;

/** libvirt, VirtualBox's host-only, Multipass and vmnet, Parallels, Hyper-V's default switch, Lima, minikube, Talos. */
const OF_HYPERVISORS = [
  '192.168.122.0/24',
  '192.168.56.0/21',
  '192.168.64.0/24',
  '192.168.99.0/24',
  '192.168.105.0/24',
  '192.168.106.0/24',
  '192.168.39.0/24',
  '10.211.55.0/24',
  '10.5.0.0/24',
  '172.16.0.0/12',
];

function evidenceOfServer(facts: ClusterFacts) {
  const { server } = facts.kubeconfig;
  const couldBeTheNode = facts.machine.platform === 'linux' && facts.machine.kernel === undefined;
  if (server === undefined || couldBeTheNode || isPublic(server.host)) return undefined;
  const isOfHypervisor = OF_HYPERVISORS.some((cidr) => isInSubnet(server.host, cidr));
  const says = "a node's own address, and not one that hypervisors hand out";
  return isServerANode(facts) && !isOfHypervisor ? evidenceOfKubeconfig('server', says, server.host) : undefined;
}
