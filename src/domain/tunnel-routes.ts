import type { ServicePort } from './facts.ts';
import type { OpenTunnel } from './open-tunnel.ts';
import type { Route } from './route.ts';
import type { ServiceRow } from './service-row.ts';
import { HERE } from './world.ts';

/** Tunnels of our own that are open to this port: the last routes, as they end with the process that has them. */
export function tunnelRoutes(tunnels: readonly OpenTunnel[], { service, port }: ServiceRow): readonly Route[] {
  return tunnels
    .filter((tunnel) => isTo(tunnel, service, port))
    .map(({ host, localPort, pid }) => ({
      ...{ via: 'tunnel', host, port: localPort, node: undefined, because: `process ${pid} has a tunnel open` },
      ...{ answeredBy: 'proxy', ...HERE },
    }));
}

export function isTo(
  tunnel: OpenTunnel,
  { namespace, name }: Pick<ServiceRow['service'], 'namespace' | 'name'>,
  { port, protocol }: Pick<ServicePort, 'port' | 'protocol'>,
): boolean {
  const isSame = tunnel.namespace === namespace && tunnel.service === name && tunnel.port === port;
  return isSame && protocol === 'TCP'; // of a number that is both, the tunnel carries one
}
