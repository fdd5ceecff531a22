import { nodesOf } from './evidence.ts';
import type { ClusterFacts, NodeAddress, NodeFacts, ServiceFacts } from './facts.ts';
import { parseHost } from './host.ts';
import { familyOf, isLoopback, isPublic } from './ip.ts';
import type { Port } from './port.ts';
import type { Route, Via } from './route.ts';
import { VIAS } from './route.ts';
import type { NodePublication, Runtime } from './runtime.ts';
import { isServerHere } from './server.ts';
import type { ServiceRow } from './service-row.ts';

/** How many nodes are tried for a row: enough to get past a dead one, few enough not to look like a scan. */
const MAX_NODES = 3;

/** Distribution × substrate: every address that could work from here, best first. */
export function routesOf({ distribution, substrate }: Runtime, facts: ClusterFacts, row: ServiceRow): Route[] {
  const publishing = distribution.publishes(facts);
  const { nodes, loopback } = substrate.reaches;
  const place = (ip: string) => placeOf(ip, { distribution, substrate }, facts);
  const routes = [
    ...(publishing.kind === 'some-ports' && publishing.ports.kind === 'known'
      ? publishedRoutes(publishing.ports.value, row)
      : []),
    ...(publishing.kind === 'every-node-port' ? [loopbackRoute(row, publishing.because, 'proxy')] : []),
    ...(loopback === 'is-a-node' ? [loopbackRoute(row, 'a node runs on this machine', 'kube-proxy')] : []),
    ...loadBalancerRoutes(row, nodes === 'no'),
    ...(nodes === 'no' ? [] : nodeRoutes(facts, row, place)),
  ];
  return unique(routes.filter((route) => isServedFamily(route, row.service))).sort(byVia);
}

type Place = Pick<Route, 'stays' | 'dialling'>;

const HERE: Place = { stays: 'local', dialling: 'freely' };
const SOMEWHERE: Place = { stays: 'anywhere', dialling: 'sparing' };

type Runtimes = Pick<Runtime, 'distribution' | 'substrate'>;

function placeOf(ip: string, { distribution, substrate }: Runtimes, facts: ClusterFacts): Place {
  const { nodes, loopback } = substrate.reaches;
  if (isPublic(ip)) return SOMEWHERE;
  // Where a kubelet runs on this machine, the other nodes are other machines.
  if (nodes === 'on-this-machine') return loopback === 'no' || isOwn(ip, facts) ? HERE : SOMEWHERE;
  // Containers whose API server is on loopback are on this machine, also where the engine is not recognised.
  const looksLocal = distribution.nodesAre(facts) !== 'unknown' && isServerHere(facts.kubeconfig.server);
  return looksLocal ? { ...SOMEWHERE, stays: 'local' } : SOMEWHERE;
}

function isOwn(ip: string, { machine: { interfaces } }: ClusterFacts): boolean {
  return interfaces.some((cidr) => cidr.split('/')[0] === ip);
}

function publishedRoutes(publications: readonly NodePublication[], { port }: ServiceRow): Route[] {
  return publications
    .filter((each) => each.port.containerPort === port.nodePort && each.port.protocol === port.protocol)
    .map(({ container, node, port: { hostIp, hostPort } }) => ({
      via: 'published-port',
      host: hostOfBind(hostIp),
      port: hostPort,
      node,
      because: `${container} publishes ${port.nodePort} as ${hostIp === '' ? '*' : hostIp}:${hostPort}`,
      answeredBy: 'proxy',
      ...HERE,
    }));
}

/** The address that reaches a listener bound to `hostIp` from the same machine; Podman writes nothing for all. */
function hostOfBind(hostIp: string): string {
  if (hostIp === '' || hostIp === '0.0.0.0') return '127.0.0.1';
  return hostIp === '::' ? '::1' : hostIp;
}

function loopbackRoute({ port }: ServiceRow, because: string, answeredBy: Route['answeredBy']): Route {
  return { via: 'localhost', host: '127.0.0.1', port: port.nodePort, node: undefined, because, answeredBy, ...HERE };
}

// Docker Desktop's load balancer says `localhost`; it is dialled and printed as the address, which no client reads as
// a socket's name. Where the nodes' network is not reached, neither is a load balancer within it.
function loadBalancerRoutes({ service, port }: ServiceRow, isNetworkHidden: boolean): Route[] {
  return service.loadBalancer.flatMap(({ host }) => {
    const parsed = host === 'localhost' ? '127.0.0.1' : parseHost(host);
    if (parsed === undefined || (isNetworkHidden && !isLoopback(parsed) && !isPublic(parsed))) return [];
    const place = isLoopback(parsed) ? HERE : SOMEWHERE;
    const because = `the load balancer's address in the Service's status`;
    return [
      { via: 'load-balancer', host: parsed, port: port.port, node: undefined, because, answeredBy: 'proxy', ...place },
    ];
  });
}

function nodeRoutes(facts: ClusterFacts, row: ServiceRow, place: (ip: string) => Place): Route[] {
  return chooseNodes(nodesOf(facts), row).flatMap((node) =>
    node.addresses.flatMap((address) => {
      const host = parseHost(address.ip);
      return host === undefined || host === '0.0.0.0'
        ? []
        : [nodeRoute(node, { ...address, ip: host }, row.port.nodePort, place(host))];
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
  const homes = service.externalTrafficPolicy === 'Local' && endpoints.kind === 'known' ? endpoints.value : undefined;
  const able = homes
    ? nodes.filter(({ name }) => homes.some(({ isReady, node }) => isReady && node === name))
    : [...nodes];
  const inOrder = [...able.filter(({ ready }) => ready === 'yes'), ...able.filter(({ ready }) => ready !== 'yes')];
  return inOrder.slice(0, MAX_NODES);
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
