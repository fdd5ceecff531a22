import { answerOnce } from './answer-once.ts';
import { apiHostRoute } from './api-host-route.ts';
import { balancerRoutes } from './balancer-routes.ts';
import type { ClusterFacts, ServiceFacts } from './facts.ts';
import { familyOf } from './ip.ts';
import { nodeRoutesOf } from './node-routes.ts';
import type { OpenTunnel } from './open-tunnel.ts';
import { publishedRoutes } from './published-routes.ts';
import type { Route, Via } from './route.ts';
import { VIAS } from './route.ts';
import type { ServiceRow } from './service-row.ts';
import { tunnelRoutes } from './tunnel-routes.ts';
import { HERE, type Runtimes, worldOf } from './world.ts';

/** Distribution × substrate: gives for a row every address that could work from here, best first. */
export function routesOf(
  runtime: Runtimes,
  facts: ClusterFacts,
  tunnels: readonly OpenTunnel[] = [],
): (row: ServiceRow) => Route[] {
  const world = worldOf(runtime, facts);
  const { publishing, reach } = world;
  const nodeRoutes = nodeRoutesOf(world);
  const apiHost = apiHostRoute(runtime.distribution, world);
  const familyOfHost = answerOnce(familyOf);
  // kube-proxy opens a nodePort for the Service's families only. What a proxy in front of it speaks is its own matter.
  const isServedFamily = ({ host, answeredBy }: Route, { ipFamilies }: ServiceFacts): boolean => {
    const family = familyOfHost(host);
    return answeredBy === 'proxy' || family === undefined || ipFamilies.length === 0 || ipFamilies.includes(family);
  };
  return (row) => {
    const routes = [
      ...publishedRoutes(publishing, reach, row),
      ...(reach.loopback === 'is-a-node' ? [loopbackRoute(row)] : []),
      ...balancerRoutes(row, runtime.distribution, world),
      ...nodeRoutes(row),
      ...(apiHost ? [{ ...apiHost, port: row.port.nodePort }] : []),
      ...tunnelRoutes(tunnels, row),
    ];
    return unique(routes.filter((route) => isServedFamily(route, row.service))).sort(byCertaintyAndVia);
  };
}

function loopbackRoute({ port }: ServiceRow): Route {
  const because = 'a node runs on this machine';
  const route = { via: 'localhost', host: '127.0.0.1', port: port.nodePort, node: undefined, because } as const;
  return { ...route, answeredBy: 'kube-proxy', ...HERE };
}

function unique(routes: readonly Route[]): Route[] {
  return routes.filter((route, index) => index === routes.findIndex((each) => isSameAddress(each, route)));
}

function isSameAddress(a: Route, b: Route): boolean {
  return a.host === b.host && a.port === b.port;
}

type Ranked = Pick<Route, 'via' | 'onlyIf'> & { readonly via: Via };

function byCertaintyAndVia(a: Ranked, b: Ranked): number {
  const certainty = Number(a.onlyIf !== undefined) - Number(b.onlyIf !== undefined);
  return certainty || VIAS.indexOf(a.via) - VIAS.indexOf(b.via);
}
