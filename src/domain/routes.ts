import { nodesOf } from './evidence.ts';
import type { ClusterFacts, NodeAddress, NodeFacts, ServiceFacts } from './facts.ts';
import { parseHost } from './host.ts';
import { familyOf, isLoopback, isPublic, parseIp } from './ip.ts';
import type { Port } from './port.ts';
import type { Route, Via } from './route.ts';
import { VIAS } from './route.ts';
import type { Distribution, NodePublication, Publishing, Runtime } from './runtime.ts';
import { isOwnAddress, isServerHere } from './server.ts';
import type { ServiceRow } from './service-row.ts';

/** How many nodes are tried for a row: enough to get past a dead one, few enough not to look like a scan. */
const MAX_NODES = 3;

/** Distribution × substrate: gives for a row every address that could work from here, best first. */
export function routesOf({ distribution, substrate }: Runtimes, facts: ClusterFacts): (row: ServiceRow) => Route[] {
  const publishing = publishingOf(distribution, facts);
  const { nodes: reach, loopback } = substrate.reaches;
  const place = placesOf({ distribution, substrate }, facts);
  const ordered = reach === 'no' ? [] : readyFirst(nodesOf(facts));
  const hasLoopback = publishing.kind === 'every-node-port' || loopback === 'is-a-node';
  return (row) => {
    const routes = [
      ...(publishing.kind === 'some-ports' && publishing.ports.kind === 'known'
        ? publishedRoutes(publishing.ports.value, row)
        : []),
      ...(publishing.kind === 'every-node-port' ? [loopbackRoute(row, publishing.because, 'proxy')] : []),
      ...(loopback === 'is-a-node' ? [loopbackRoute(row, 'a node runs on this machine', 'kube-proxy')] : []),
      ...loadBalancerRoutes(row, place, { isNetworkHidden: reach === 'no', hasLoopback }),
      ...nodeRoutes(ordered, row, place),
    ];
    return unique(routes.filter((route) => isServedFamily(route, row.service))).sort(byVia);
  };
}

/** What publishes ports on this machine: nothing, where the API server is asked on another one. */
export function publishingOf(distribution: Distribution, facts: ClusterFacts): Publishing {
  const publishing = distribution.publishes(facts);
  return publishing.kind === 'every-node-port' && !isServerHere(facts) ? { kind: 'nothing' } : publishing;
}

type Place = Pick<Route, 'stays' | 'dialling'>;

const HERE: Place = { stays: 'local', dialling: 'freely' };
const SOMEWHERE: Place = { stays: 'anywhere', dialling: 'sparing' };

type Runtimes = Pick<Runtime, 'distribution' | 'substrate'>;

/** Where an address of the cluster's network lies, and how it may be dialled. */
function placesOf({ distribution, substrate }: Runtimes, facts: ClusterFacts): (ip: string) => Place {
  const { nodes, loopback } = substrate.reaches;
  // Containers whose API server is on loopback are on this machine, also where the engine is not recognised.
  const looksLocal = distribution.nodesAre(facts) !== 'unknown' && isServerHere(facts);
  return (ip) => {
    if (isPublic(ip)) return SOMEWHERE;
    // Where a kubelet runs on this machine, the other nodes are other machines.
    const isHere = nodes === 'on-this-machine' && (loopback === 'no' || isOwnAddress(ip, facts.machine));
    if (isHere) return HERE;
    return looksLocal && loopback === 'no' ? { ...SOMEWHERE, stays: 'local' } : SOMEWHERE;
  };
}

function publishedRoutes(publications: readonly NodePublication[], { port }: ServiceRow): Route[] {
  return publications
    .filter((each) => each.port.containerPort === port.nodePort && each.port.protocol === port.protocol)
    .flatMap(({ container, node, port: { hostIp, hostPort } }) => {
      const host = hostOfBind(hostIp);
      if (host === undefined) return [];
      const because = `${node ?? container} publishes ${port.nodePort} as ${hostIp === '' ? '*' : hostIp}:${hostPort}`;
      return [{ via: 'published-port', host, port: hostPort, node, because, answeredBy: 'proxy', ...HERE }];
    });
}

/** The address that reaches a listener bound to `hostIp` from the same machine; Podman writes nothing for all. */
function hostOfBind(hostIp: string): string | undefined {
  if (hostIp === '' || hostIp === '0.0.0.0') return '127.0.0.1';
  if (hostIp === '::') return '::1';
  return parseIp(hostIp) ? hostIp : undefined;
}

function loopbackRoute({ port }: ServiceRow, because: string, answeredBy: Route['answeredBy']): Route {
  return { via: 'localhost', host: '127.0.0.1', port: port.nodePort, node: undefined, because, answeredBy, ...HERE };
}

interface LoadBalancerReach {
  /** The nodes' network is not reached, and so no load balancer within it. */
  readonly isNetworkHidden: boolean;
  /** The runtime serves this machine's loopback; elsewhere what listens there is somebody else's. */
  readonly hasLoopback: boolean;
}

// Docker Desktop's load balancer says `localhost`; it is dialled and printed as the address, which no client reads as
// a socket's name.
function loadBalancerRoutes(
  { service, port }: ServiceRow,
  place: (ip: string) => Place,
  { isNetworkHidden, hasLoopback }: LoadBalancerReach,
): Route[] {
  return service.loadBalancer.flatMap(({ host: written }) => {
    const host = written === 'localhost' ? '127.0.0.1' : parseHost(written);
    if (host === undefined) return [];
    const isReached = isLoopback(host) ? hasLoopback : !isNetworkHidden || isPublic(host);
    const because = "the load balancer's address in the Service's status";
    const where = isLoopback(host) ? HERE : place(host);
    const route = {
      via: 'load-balancer',
      host,
      port: port.port,
      node: undefined,
      because,
      answeredBy: 'proxy',
    } as const;
    return isReached ? [{ ...route, ...where }] : [];
  });
}

function nodeRoutes(nodes: readonly NodeFacts[], row: ServiceRow, place: (ip: string) => Place): Route[] {
  return chooseNodes(nodes, row).flatMap((node) =>
    node.addresses.flatMap((address) => {
      const host = parseHost(address.ip);
      return host === undefined ? [] : [nodeRoute(node, { ...address, ip: host }, row.port.nodePort, place(host))];
    }),
  );
}

function nodeRoute({ name }: NodeFacts, { type, ip }: NodeAddress, port: Port, place: Place): Route {
  const because = `${type} of node ${name}`;
  return { via: 'node-address', host: ip, port, node: name, because, answeredBy: 'kube-proxy', ...place };
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

function byVia(a: { readonly via: Via }, b: { readonly via: Via }): number {
  return VIAS.indexOf(a.via) - VIAS.indexOf(b.via);
}
