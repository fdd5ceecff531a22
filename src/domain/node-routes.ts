import { nodesOf } from './evidence.ts';
import type { NodeAddress, NodeFacts } from './facts.ts';
import { parseHost } from './host.ts';
import { isPublic } from './ip.ts';
import type { Route } from './route.ts';
import type { ServiceRow } from './service-row.ts';
import { isHidden, placeOf, type World } from './world.ts';

/** How many nodes are tried for a row: enough to get past a dead one, few enough not to look like a scan. */
export const MAX_NODES = 3;

/** Every address of the nodes that is reached, looked at once for all rows. */
export function nodeRoutesOf(world: World): (row: ServiceRow) => readonly Route[] {
  const isReached = world.reach.nodes !== 'no' && world.nodesAre !== 'fake';
  const nodes = isReached ? readyFirst(nodesOf(world.facts)) : [];
  const routes = new Map<NodeFacts, readonly Omit<Route, 'port'>[]>();
  const shared = sharedAddresses(nodes);
  const routesTo = (node: NodeFacts) => {
    const known = routes.get(node);
    if (known) return known;
    const own = outermostFirst(node, world).filter(({ ip }) => !shared.has(ip));
    const found = own.flatMap((address) => routeTo(node, address, world));
    routes.set(node, found);
    return found;
  };
  const ranks = new Map(nodes.map(({ name }, rank) => [name, rank]));
  return (row) =>
    chooseNodes(nodes, ranks, row).flatMap((node) =>
      routesTo(node).map((route) => ({ ...route, port: row.port.nodePort })),
    );
}

/** What two nodes call theirs is no address of either: each is behind a NAT of its own. */
function sharedAddresses(nodes: readonly NodeFacts[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const ip of nodes.flatMap(({ addresses }) => [...new Set(addresses.map((address) => address.ip))])) {
    if (seen.has(ip)) shared.add(ip);
    seen.add(ip);
  }
  return shared;
}

function routeTo({ name }: NodeFacts, { type, ip }: NodeAddress, world: World): readonly Omit<Route, 'port'>[] {
  const host = parseHost(ip);
  if (host === undefined || isHidden(host, world.reach)) return [];
  const because = `${type} of node ${name}`;
  return [{ via: 'node-address', host, node: name, because, answeredBy: 'kube-proxy', ...placeOf(host, world) }];
}

/** Of a node with two sides the one that faces this machine. */
function outermostFirst({ addresses }: NodeFacts, { reach }: World): readonly NodeAddress[] {
  return reach.onlyIf ? addresses.toSorted((a, b) => Number(isPublic(b.ip)) - Number(isPublic(a.ip))) : addresses;
}

/**
 * A handful of the nodes that can answer: the same few for every row, so that a dead host is found out once. With
 * policy Local a node without a ready endpoint drops the packets.
 */
function chooseNodes(
  nodes: readonly NodeFacts[],
  ranks: ReadonlyMap<string, number>,
  { service, port: { endpoints } }: ServiceRow,
): readonly NodeFacts[] {
  if (service.externalTrafficPolicy === 'Cluster' || endpoints.kind !== 'known') return nodes.slice(0, MAX_NODES);
  const homes = endpoints.value.flatMap(({ isReady, node = '' }) => (isReady ? (ranks.get(node) ?? []) : []));
  const chosen = [...new Set(homes)].sort((a, b) => a - b).slice(0, MAX_NODES);
  return chosen.flatMap((rank) => nodes[rank] ?? []);
}

function readyFirst(nodes: readonly NodeFacts[]): readonly NodeFacts[] {
  return [...nodes.filter(({ ready }) => ready === 'yes'), ...nodes.filter(({ ready }) => ready !== 'yes')];
}
