import { parseHost } from './host.ts';
import { isInSubnet, isLoopback, isPublic } from './ip.ts';
import type { Route } from './route.ts';
import type { Distribution } from './runtime.ts';
import { isServerFar } from './server.ts';
import type { ServiceRow } from './service-row.ts';
import { HERE, isHidden, placeOf, type World } from './world.ts';

/** Where load balancers answer, on the port of their Service: by their status, by a forwarder, by a name. */
export function balancerRoutes(row: ServiceRow, distribution: Distribution, world: World): readonly Route[] {
  if (row.service.type !== 'LoadBalancer' && row.service.loadBalancer.length === 0) return [];
  return [
    ...loadBalancerRoutes(row, world),
    ...balancedHereRoutes(row, distribution, world),
    ...domainRoutes(row, distribution, world),
  ];
}

// Docker Desktop's load balancer says `localhost`; it is dialled and printed as the address, which no client reads as
// a socket's name.
function loadBalancerRoutes({ service, port }: ServiceRow, world: World): Route[] {
  const { publishing, reach } = world;
  // Elsewhere what listens on loopback is somebody else's.
  const hasLoopback = publishing.kind === 'every-node-port' || reach.loopback === 'is-a-node';
  return service.loadBalancer.flatMap(({ host: written }) => {
    const host = written === 'localhost' ? '127.0.0.1' : parseHost(written);
    if (host === undefined || leadsNowhere(host)) return [];
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

/** Link-local, multicast and broadcast addresses, and names of loopback: nobody serves a cluster there. */
function leadsNowhere(host: string): boolean {
  return (
    ['169.254.0.0/16', '224.0.0.0/3', 'fe80::/10', 'ff00::/8'].some((cidr) => isInSubnet(host, cidr)) ||
    /\.localhost\.?$/i.test(host)
  );
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

/** The runtime's own name for what the cluster serves, on the ports of load balancers. */
function domainRoutes({ service, port }: ServiceRow, { domain }: Distribution, { facts }: World): Route[] {
  if (domain === undefined || service.type !== 'LoadBalancer' || isServerFar(facts)) return [];
  const because = 'the name that the runtime gives to load balancers of its cluster';
  const address = { via: 'domain', host: domain, port: port.port, node: undefined, because } as const;
  return [{ ...address, answeredBy: 'proxy', ...HERE }];
}
