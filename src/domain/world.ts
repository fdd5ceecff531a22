import type { ClusterFacts } from './facts.ts';
import { isInSubnet, isPublic } from './ip.ts';
import type { Route } from './route.ts';
import type { Distribution, NodeKind, Publishing, Reach, Runtime } from './runtime.ts';
import { isOwnAddress, isServerFar, isServerHere } from './server.ts';

/** The means by which ports are published, and what is reached: the product of the two axes. */
export interface World {
  readonly facts: ClusterFacts;
  readonly publishing: Publishing;
  readonly reach: Reach;
  readonly nodesAre: NodeKind;
}

export type Runtimes = Pick<Runtime, 'distribution' | 'substrate'>;

export function worldOf(runtime: Runtimes, facts: ClusterFacts): World {
  const { distribution } = runtime;
  const nodesAre = distribution.nodesAre(facts);
  return { facts, publishing: publishingOf(distribution, facts), reach: reachOf(runtime, facts, nodesAre), nodesAre };
}

/** What publishes ports on this machine: nothing, where the API server is asked on one far away. */
export function publishingOf(distribution: Distribution, facts: ClusterFacts): Publishing {
  const publishing = distribution.publishes?.(facts) ?? { kind: 'nothing' };
  return publishing.kind === 'every-node-port' && isServerFar(facts) ? { kind: 'nothing' } : publishing;
}

/**
 * What VirtualBox and QEMU give to each VM behind a NAT of its own, so that it leads nowhere, or to the wrong one. Source:
 * kubernetes/website, «Troubleshooting kubeadm», read 2026-08. Status: documented.
 */
const NAT = '10.0.2.15';

/** What the substrate reaches, less what the distribution keeps to its nodes. */
function reachOf({ distribution, substrate }: Runtimes, facts: ClusterFacts, nodesAre: NodeKind): Reach {
  const reach = substrate.reaches(facts, nodesAre);
  const hidden = [...(reach.hidden ?? []), ...(distribution.hidden ?? [])];
  return { ...reach, hidden: isOwnAddress(NAT, facts.machine) ? hidden : [...hidden, `${NAT}/32`] };
}

/** Where an address lies, and how it may be dialled. */
export type Place = Pick<Route, 'stays' | 'dialling' | 'onlyIf'>;

export const HERE: Place = { stays: 'local', dialling: 'freely', onlyIf: undefined };
const SOMEWHERE: Place = { stays: 'anywhere', dialling: 'sparing', onlyIf: undefined };

/** Where an address of the cluster's network lies, and how it may be dialled. */
export function placeOf(ip: string, { facts, reach, nodesAre }: World): Place {
  const { nodes, loopback } = reach;
  if (isPublic(ip)) return { ...SOMEWHERE, onlyIf: reach.onlyIf?.external };
  const onlyIf = reach.onlyIf?.internal;
  // Where a kubelet runs on this machine, the other nodes are other machines.
  const isHere = nodes === 'on-this-machine' && (loopback === 'no' || isOwnAddress(ip, facts.machine));
  if (isHere) return HERE;
  // A private address of a cluster that is asked at a public one is for its own network.
  const isOwnNetwork = nodes === 'elsewhere' && isServerFar(facts);
  if (isOwnNetwork) return { ...SOMEWHERE, onlyIf: onlyIf ?? "this machine is in the nodes' own network" };
  // Containers and VMs whose API server is on loopback are on this machine, also where the substrate is not recognised.
  const looksLocal = (nodesAre === 'containers' || nodesAre === 'virtual-machines') && isServerHere(facts);
  return { ...SOMEWHERE, onlyIf, ...(looksLocal && loopback === 'no' && { stays: 'local' }) };
}

/** Whether it is an address of a network that nobody outside the nodes reaches. */
export function isHidden(ip: string, { hidden = [] }: Reach): boolean {
  return hidden.some((cidr) => isInSubnet(ip, cidr));
}
