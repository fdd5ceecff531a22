import type { ClusterFacts } from './facts.ts';
import { parseHost } from './host.ts';
import { isPublic, parseIp } from './ip.ts';
import type { Route } from './route.ts';
import type { Distribution } from './runtime.ts';
import { isServerANode, isServerHere } from './server.ts';
import { isHidden, placeOf, type World } from './world.ts';

/**
 * The host of the API server's URL, where it is a node of a small cluster whose fields do not hold that address: a
 * single k3s on a rented server, a VM behind a NAT that its kubelet does not know of.
 */
export function apiHostRoute(distribution: Distribution, world: World): Omit<Route, 'port'> | undefined {
  const { facts, reach, nodesAre } = world;
  const { server } = facts.kubeconfig;
  const isMachine = nodesAre !== 'containers' && nodesAre !== 'fake';
  const host = parseHost(server?.host);
  if (!distribution.serverIsOnANode || !isMachine || host === undefined || isServerHere(facts)) return undefined;
  if (server?.isProxy || isServerANode(facts) || isHidden(host, reach)) return undefined;
  const isOnly = parseIp(host) !== undefined && isOneNode(facts.nodes, host);
  const because = 'the API server is asked at this host, and a node runs it';
  const where = placeOf(host, world);
  const onlyIf = where.onlyIf ?? (isOnly ? undefined : 'this host is a node, and nothing stands before its API server');
  return { via: 'api-host', host, node: undefined, because, answeredBy: 'kube-proxy', ...where, onlyIf };
}

/** As far as is known: where a file says nothing of the nodes, a private address is seldom that of a load balancer. */
function isOneNode(nodes: ClusterFacts['nodes'], host: string): boolean {
  switch (nodes.kind) {
    case 'known':
      return nodes.value.length === 1;
    case 'not-asked':
      return !isPublic(host);
    case 'unknown':
      return false;
  }
}
