import type { ClusterFacts } from '../../src/domain/facts.ts';
import { isPublic } from '../../src/domain/ip.ts';
import type { Via } from '../../src/domain/route.ts';
import type { Runtime } from '../../src/domain/runtime.ts';
import type { Cluster } from './cluster.ts';

/** Whether an address of a Service's nodePort answers, as a table says it. */
export interface Cells {
  readonly loopback: LoopbackCell;
  readonly node: NodeCell;
  /** The best that works for any nodePort, else what is left. */
  readonly works: WorksCell;
}

export type LoopbackCell = 'yes' | 'iptables' | 'published' | 'no';
export type NodeCell = 'yes' | 'likely' | 'firewall' | 'inside' | 'no';
export type WorksCell =
  | Via
  | 'published-here'
  | 'published-there'
  | 'published-beside'
  | 'load-balancer-here'
  | 'nothing';

export function cellsOf(cluster: Cluster): Cells {
  return { loopback: loopbackCell(cluster), node: nodeCell(cluster), works: worksCell(cluster) };
}

function loopbackCell({ report: { publishing, reach, runtime, facts } }: Cluster): LoopbackCell {
  if (reach.loopback === 'is-a-node') return 'iptables';
  if (reach.published !== 'here') return 'no';
  if (publishing.kind === 'every-node-port') return 'yes';
  // Where a load balancer takes its place, no setting would publish a nodePort.
  const isChosen = publishing.kind === 'some-ports' && !balancesByItself(runtime, facts);
  return isChosen ? 'published' : 'no';
}

function nodeCell({ report, service }: Cluster): NodeCell {
  const route = service.case.attempts.find((attempt) => attempt.route.via === 'node-address')?.route;
  if (route === undefined) return 'no';
  if (route.onlyIf !== undefined) return isPublic(route.host) ? 'firewall' : 'inside';
  return report.reach.nodes === 'on-this-machine' ? 'yes' : 'likely';
}

function worksCell({ report: { publishing, reach, runtime, facts }, service }: Cluster): WorksCell {
  const best = service.case.attempts.find(({ route }) => route.onlyIf === undefined)?.route;
  if (best) return best.via;
  if (balancesByItself(runtime, facts)) return 'load-balancer-here';
  if (publishing.kind !== 'some-ports' || reach.published === 'nowhere') return 'nothing';
  if (reach.published === 'here') return 'published-here';
  return reach.published.via === 'engine-host' ? 'published-there' : 'published-beside';
}

/** Others need a program to run for it, which then writes loopback into the Service's status. */
function balancesByItself({ distribution }: Runtime, facts: ClusterFacts): boolean {
  return distribution.balancesHere?.(facts)?.isInStatus === false;
}
