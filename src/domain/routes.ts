import { nodesOf } from './evidence.ts';
import type { ClusterFacts, NodeAddress, NodeFacts, ServiceFacts } from './facts.ts';
import { parseHost } from './host.ts';
import { familyOf, isInSubnet, isLoopback, isPublic, parseIp } from './ip.ts';
import type { Port } from './port.ts';
import { publishedRoutes } from './published-routes.ts';
import type { Route, Via } from './route.ts';
import { VIAS } from './route.ts';
import type { Distribution, NodeKind, Publishing, Reach, Runtime } from './runtime.ts';
import { isOwnAddress, isServerANode, isServerFar, isServerHere } from './server.ts';
import type { ServiceRow } from './service-row.ts';

/** How many nodes are tried for a row: enough to get past a dead one, few enough not to look like a scan. */
export const MAX_NODES = 3;

/** Distribution × substrate: gives for a row every address that could work from here, best first. */
export function routesOf(runtime: Runtimes, facts: ClusterFacts): (row: ServiceRow) => Route[] {
  const world = worldOf(runtime, facts);
  const { publishing, reach } = world;
  const nodes = reach.nodes === 'no' || world.nodesAre === 'fake' ? [] : readyFirst(nodesOf(facts));
  return (row) => {
    const routes = [
      ...publishedRoutes(publishing, reach, row),
      ...(reach.loopback === 'is-a-node' ? [loopbackRoute(row)] : []),
      ...loadBalancerRoutes(row, world),
      ...balancedHereRoutes(row, runtime.distribution, world),
      ...nodeRoutes(nodes, row, world),
      ...apiHostRoutes(row, runtime.distribution, world),
      ...domainRoutes(row, runtime.distribution, world),
    ];
    return unique(routes.filter((route) => isServedFamily(route, row.service))).sort(byCertaintyAndVia);
  };
}

/** What publishes ports on this machine: nothing, where the API server is asked on one far away. */
export function publishingOf(distribution: Distribution, facts: ClusterFacts): Publishing {
  const publishing = distribution.publishes?.(facts) ?? { kind: 'nothing' };
  return publishing.kind === 'every-node-port' && isServerFar(facts) ? { kind: 'nothing' } : publishing;
}

/** What the substrate reaches, less what the distribution keeps to its nodes. */
export function reachOf({ distribution, substrate }: Runtimes, facts: ClusterFacts): Reach {
  const reach = substrate.reaches(facts, distribution.nodesAre(facts));
  return { ...reach, hidden: [...(reach.hidden ?? []), ...(distribution.hidden ?? [])] };
}

/** The means by which ports are published, and what is reached: the product of the two axes. */
interface World {
  readonly facts: ClusterFacts;
  readonly publishing: Publishing;
  readonly reach: Reach;
  readonly nodesAre: NodeKind;
}

type Runtimes = Pick<Runtime, 'distribution' | 'substrate'>;

function worldOf(runtime: Runtimes, facts: ClusterFacts): World {
  const { distribution } = runtime;
  const nodesAre = distribution.nodesAre(facts);
  return { facts, publishing: publishingOf(distribution, facts), reach: reachOf(runtime, facts), nodesAre };
}

type Place = Pick<Route, 'stays' | 'dialling' | 'onlyIf'>;

const HERE: Place = { stays: 'local', dialling: 'freely', onlyIf: undefined };
const SOMEWHERE: Place = { stays: 'anywhere', dialling: 'sparing', onlyIf: undefined };

/** Where an address of the cluster's network lies, and how it may be dialled. */
function placeOf(ip: string, { facts, reach, nodesAre }: World): Place {
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

function loopbackRoute({ port }: ServiceRow): Route {
  const because = 'a node runs on this machine';
  const route = { via: 'localhost', host: '127.0.0.1', port: port.nodePort, node: undefined, because } as const;
  return { ...route, answeredBy: 'kube-proxy', ...HERE };
}

// Docker Desktop's load balancer says `localhost`; it is dialled and printed as the address, which no client reads as
// a socket's name.
function loadBalancerRoutes({ service, port }: ServiceRow, world: World): Route[] {
  const { publishing, reach } = world;
  // Elsewhere what listens on loopback is somebody else's.
  const hasLoopback = publishing.kind === 'every-node-port' || reach.loopback === 'is-a-node';
  return service.loadBalancer.flatMap(({ host: written }) => {
    const host = written === 'localhost' ? '127.0.0.1' : parseHost(written);
    if (host === undefined) return [];
    const isReached = isLoopback(host)
      ? hasLoopback
      : isPublic(host) || (reach.nodes !== 'no' && !isHidden(host, reach));
    const because = "the load balancer's address in the Service's status";
    const place = isLoopback(host) ? HERE : placeOf(host, world);
    const where = isPublic(host) ? { ...place, onlyIf: undefined } : place; // a public one has its own firewall rule
    const address = { via: 'load-balancer', host, port: port.port, node: undefined, because } as const;
    return isReached ? [{ ...address, answeredBy: 'proxy', ...where }] : [];
  });
}

/** A load balancer that a forwarder or a tunnel of the runtime brings to this machine's loopback. */
function balancedHereRoutes({ service, port }: ServiceRow, distribution: Distribution, world: World): Route[] {
  const { facts, reach } = world;
  const balances = distribution.balancesHere?.(facts);
  if (!balances || reach.published !== 'here' || isServerFar(facts)) return [];
  const { because, onlyIf, isInStatus } = balances;
  const { loadBalancer } = service;
  if (isInStatus ? !loadBalancer.some(({ host }) => isLoopback(host)) : loadBalancer.length === 0) return [];
  const address = { via: 'load-balancer', host: '127.0.0.1', port: port.port, node: undefined, because } as const;
  return [{ ...address, answeredBy: 'proxy', ...HERE, onlyIf }];
}

function nodeRoutes(nodes: readonly NodeFacts[], row: ServiceRow, world: World): Route[] {
  return chooseNodes(nodes, row).flatMap((node) =>
    outermostFirst(node, world).flatMap((address) => {
      const host = parseHost(address.ip);
      if (host === undefined || isHidden(host, world.reach)) return [];
      return [nodeRoute(node, { ...address, ip: host }, row.port.nodePort, placeOf(host, world))];
    }),
  );
}

/** Of a node with two sides the one that faces this machine. */
function outermostFirst({ addresses }: NodeFacts, { reach }: World): readonly NodeAddress[] {
  return reach.onlyIf ? addresses.toSorted((a, b) => Number(isPublic(b.ip)) - Number(isPublic(a.ip))) : addresses;
}

function nodeRoute({ name }: NodeFacts, { type, ip }: NodeAddress, port: Port, place: Place): Route {
  const because = `${type} of node ${name}`;
  return { via: 'node-address', host: ip, port, node: name, because, answeredBy: 'kube-proxy', ...place };
}

/** Whether it is an address of a network that nobody outside the nodes reaches. */
export function isHidden(ip: string, { hidden = [] }: Reach): boolean {
  return hidden.some((cidr) => isInSubnet(ip, cidr));
}

/**
 * The host of the API server's URL, where it is a node of a small cluster whose fields do not hold that address: a
 * single k3s on a rented server, a VM behind a NAT that its kubelet does not know of.
 */
function apiHostRoutes({ port }: ServiceRow, distribution: Distribution, world: World): Route[] {
  const { facts, reach, nodesAre } = world;
  const { server } = facts.kubeconfig;
  const isMachine = nodesAre !== 'containers' && nodesAre !== 'fake';
  const host = parseHost(server?.host);
  if (!distribution.serverIsOnANode || !isMachine || host === undefined || isServerHere(facts)) return [];
  if (server?.prefix || isServerANode(facts) || isHidden(host, reach)) return [];
  const isOnly = parseIp(host) !== undefined && isOneNode(facts.nodes, host);
  const because = 'the API server is asked at this host, and a node runs it';
  const where = placeOf(host, world);
  const onlyIf = where.onlyIf ?? (isOnly ? undefined : 'this host is a node, and nothing stands before its API server');
  const address = { via: 'api-host', host, port: port.nodePort, node: undefined, because } as const;
  return [{ ...address, answeredBy: 'kube-proxy', ...where, onlyIf }];
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

/** The runtime's own name for what the cluster serves, on the ports of load balancers. */
function domainRoutes({ service, port }: ServiceRow, { domain }: Distribution, { facts }: World): Route[] {
  if (domain === undefined || service.type !== 'LoadBalancer' || isServerFar(facts)) return [];
  const because = 'the name that the runtime gives to load balancers of its cluster';
  const address = { via: 'domain', host: domain, port: port.port, node: undefined, because } as const;
  return [{ ...address, answeredBy: 'proxy', ...HERE }];
}

/**
 * A handful of the nodes that can answer: the same few for every row, so that a dead host is found out once. With
 * policy Local a node without a ready endpoint drops the packets.
 */
function chooseNodes(nodes: readonly NodeFacts[], { service, port: { endpoints } }: ServiceRow): readonly NodeFacts[] {
  if (service.externalTrafficPolicy === 'Cluster' || endpoints.kind !== 'known') return nodes.slice(0, MAX_NODES);
  const homes = new Set(endpoints.value.filter(({ isReady }) => isReady).map(({ node }) => node));
  return nodes.filter(({ name }) => homes.has(name)).slice(0, MAX_NODES);
}

function readyFirst(nodes: readonly NodeFacts[]): readonly NodeFacts[] {
  return [...nodes.filter(({ ready }) => ready === 'yes'), ...nodes.filter(({ ready }) => ready !== 'yes')];
}

/** kube-proxy opens a nodePort for the Service's families only. What a proxy in front of it speaks is its own matter. */
function isServedFamily({ host, answeredBy }: Route, { ipFamilies }: ServiceFacts): boolean {
  const family = familyOf(host);
  return answeredBy === 'proxy' || family === undefined || ipFamilies.length === 0 || ipFamilies.includes(family);
}

function unique(routes: readonly Route[]): Route[] {
  const seen = new Set<string>();
  return routes.filter(({ host, port }) => {
    const address = `${host} ${port}`;
    return !seen.has(address) && seen.add(address);
  });
}

type Ranked = Pick<Route, 'via' | 'onlyIf'> & { readonly via: Via };

function byCertaintyAndVia(a: Ranked, b: Ranked): number {
  const certainty = Number(a.onlyIf !== undefined) - Number(b.onlyIf !== undefined);
  return certainty || VIAS.indexOf(a.via) - VIAS.indexOf(b.via);
}
