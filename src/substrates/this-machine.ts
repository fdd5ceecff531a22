import { evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { authorityOf } from '../domain/host.ts';
import { isLoopback } from '../domain/ip.ts';
import type { NodeKind, Substrate } from '../domain/runtime.ts';
import { isLoopbackServer, isOwnAddress } from '../domain/server.ts';

/**
 * The kubelet runs on this machine: its node's address is one of ours, and 127.0.0.1 is an address of a node (kube-proxy
 * in iptables mode serves nodePorts there; in nftables and ipvs mode it does not).
 *
 * Another network may use the same private address, so the kernel has to be ours too. Source:
 * kubernetes/kube-proxy, config/v1alpha1/types.go; KEP-3866. Status: recorded.
 *
 * Of another machine only the kubeconfig can tell: the one that such a cluster writes names loopback, and whoever copies
 * it to another machine has to change that. Status: assumed (an ssh tunnel looks the same).
 */
export const thisMachine = {
  id: 'this-machine',
  place: 'on this machine',
  detect: (facts, nodesAre) => evidenceOfAddress(facts) ?? evidenceOfServer(facts, nodesAre),
  reaches: () => ({
    nodes: 'on-this-machine',
    because: "a node is this machine itself, so that 127.0.0.1 and its other addresses are a node's",
    loopback: 'is-a-node',
    published: 'here',
  }),
} as const satisfies Substrate;

function evidenceOfAddress(facts: ClusterFacts) {
  return evidenceOfNode(facts, 'own-address', 'this machine has it, and the same kernel', ({ addresses, kernel }) => {
    const shared = addresses.find(({ ip }) => isOwnAddress(ip, facts.machine) && !isLoopback(ip));
    return kernel === facts.machine.kernel ? shared?.ip : undefined;
  });
}

function evidenceOfServer(facts: ClusterFacts, nodesAre: NodeKind) {
  const { machine, kubeconfig } = facts;
  const { server } = kubeconfig;
  const [node, ...others] = nodesOf(facts);
  if (others.length > 0 || /^(?!k3s:)\w+:/.test(node?.providerId ?? '')) return undefined; // a tunnel, more likely
  const isOther = machine.kernel === undefined && machine.platform === 'linux' && machine.within !== 'container';
  if (!isOther || nodesAre !== 'machines' || server === undefined || server.isProxy || !isLoopbackServer(server))
    return undefined;
  const says = 'a cluster that runs on the machine itself writes loopback';
  return evidenceOfKubeconfig('server', says, authorityOf(server.host, server.port));
}
