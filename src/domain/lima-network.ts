import { nodesOf } from './evidence.ts';
import type { ClusterFacts } from './facts.ts';
import { isInSubnet } from './ip.ts';
import { publishedNear } from './published-near.ts';
import type { NodeKind, Reach } from './runtime.ts';

/**
 * Networks that VMs of Lima's have to themselves: user-mode networking in both versions, Rancher Desktop's on Windows,
 * and the one of Colima 0.5's gvproxy. Source: lima-vm/lima, website/content/en/docs/config/network/user.md and user-v2.md;
 * rancher-sandbox/rancher-desktop, docs/networking/windows; read 2026-08 and 2026-11. Status: documented, the last assumed.
 */
const HIDDEN = ['192.168.5.0/24', '192.168.104.0/24', '192.168.127.0/24', '192.168.107.0/24'];

/** What reaches into a VM of Lima's: an address of a network that it shares with this machine, if it was given one. */
export function reachIntoLima(facts: ClusterFacts, nodesAre: NodeKind, vm: string): Reach {
  const isHidden = (ip: string) => HIDDEN.some((cidr) => isInSubnet(ip, cidr));
  const isShared = nodesOf(facts).some(({ addresses }) => addresses.some(({ ip }) => !isHidden(ip)));
  const hasAddress = nodesAre === 'virtual-machines' && isShared;
  return {
    nodes: hasAddress ? 'on-this-machine' : 'no',
    because: hasAddress
      ? `${vm} has an address on a network that it shares with this machine`
      : `the addresses of nodes and containers exist only inside ${vm}`,
    hidden: HIDDEN,
    loopback: 'no',
    published: publishedNear(facts),
  };
}
