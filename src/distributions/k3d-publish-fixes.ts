import { whereContainersAre } from '../domain/containers.ts';
import type { ClusterFacts, ContainerFacts } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { PublishWish } from '../domain/runtime.ts';
import { freeHostPort } from './wanted-port.ts';

/** A cluster of k3d's, by a name that was checked. */
interface K3dCluster {
  readonly name: string;
  readonly isInFront: (container: ContainerFacts) => boolean;
}

/**
 * k3d adds ports to its load balancer, which it makes anew for that, and leaves the nodes alone; nginx in it passes on
 * TCP and UDP. Source: k3d-io/k3d, cmd/cluster/clusterEdit.go (marked experimental), pkg/client/loadbalancer.go, 5.0 and
 * later, read 2026-08 and 2026-11. Status: documented. Before 5.0 `k3d node edit` did it.
 */
export function publishFixesOfK3d(wish: PublishWish, facts: ClusterFacts, cluster: K3dCluster): readonly Fix[] {
  const { nodePort, protocol } = wish.port;
  const at = whereItPublishes(facts);
  if (at === undefined || protocol === 'SCTP' || !hasLoadBalancer(facts, cluster)) return [];
  const hostPort = freeHostPort(wish, facts);
  const mapping = `${at.listen}${hostPort}:${nodePort}${protocol === 'UDP' ? '/udp' : ''}@loadbalancer`;
  return [
    {
      commands: [['k3d', 'cluster', 'edit', cluster.name, '--port-add', mapping]],
      files: [],
      effect: 'changes-the-cluster',
      note: `publishes ${at.host}:${hostPort}; only the container of its load balancer is made anew`,
    },
  ];
}

interface Publisher {
  readonly listen: string;
  readonly host: string;
}

/** k3d asks the engine that docker would ask. What another machine publishes on its loopback is for that one alone. */
function whereItPublishes(facts: ClusterFacts): Publisher | undefined {
  const { engine, remoteEngine } = facts;
  if (publishedNear(facts) !== 'here') return undefined;
  if (remoteEngine !== undefined) return engine.kind === 'known' ? { listen: '', host: remoteEngine } : undefined;
  return whereContainersAre(facts) === 'elsewhere' ? undefined : { listen: '127.0.0.1:', host: '127.0.0.1' };
}

/** `--no-lb` made none. */
function hasLoadBalancer({ engine }: ClusterFacts, { isInFront }: K3dCluster): boolean {
  return engine.kind !== 'known' || engine.value.containers.some(isInFront);
}
