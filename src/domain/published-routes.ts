import { isEveryInterface } from './every-interface.ts';
import { isLoopback, parseIp } from './ip.ts';
import type { Port } from './port.ts';
import type { Route, Via } from './route.ts';
import type { NodePublication, Publishing, Reach } from './runtime.ts';
import type { ServiceRow } from './service-row.ts';

/** What is published for a row's nodePort, at the machine that publishes. */
export function publishedRoutes(publishing: Publishing, { published: at }: Reach, row: ServiceRow): Route[] {
  if (at === 'nowhere') return [];
  switch (publishing.kind) {
    case 'nothing':
      return [];
    case 'every-node-port':
      return publishing.carries.includes(row.port.protocol) ? [forwarded(publishing.because, at, row)] : [];
    case 'some-ports':
      return someRoutes(publishing, at, row);
  }
}

type Publisher = Exclude<Reach['published'], 'nowhere'>;

function forwarded(because: string, at: Publisher, { port: { nodePort } }: ServiceRow): Route {
  return at === 'here'
    ? routeTo({ via: 'localhost', host: '127.0.0.1', port: nodePort, because })
    : routeTo({ via: at.via, host: at.host, port: nodePort, because });
}

function someRoutes(
  { ports, hasServicePorts = false }: Extract<Publishing, { kind: 'some-ports' }>,
  at: Publisher,
  { port, service }: ServiceRow,
): Route[] {
  // Nobody asked the engine: the facts are from a file. Then it can only be said what would have to be so.
  if (ports.kind === 'not-asked') return [conditional(at, port.nodePort)];
  if (ports.kind === 'unknown') return [];
  const isBalanced = hasServicePorts && service.loadBalancer.length > 0;
  const wanted: readonly number[] = [port.nodePort, ...(isBalanced ? [port.port] : [])];
  return ports.value
    .filter((each) => wanted.includes(each.port.containerPort) && each.port.protocol === port.protocol)
    .flatMap((publication) => publishedRoute(publication, at) ?? []);
}

function publishedRoute({ container, node, port }: NodePublication, at: Publisher): Route | undefined {
  const { hostIp, hostPort, containerPort } = port;
  const because = `${node ?? container} publishes ${containerPort} as ${hostIp === '' ? '*' : hostIp}:${hostPort}`;
  const host = hostOfBind(hostIp);
  if (host === undefined) return undefined;
  if (at === 'here') return routeTo({ via: 'published-port', host, port: hostPort, because, node });
  // Another machine's loopback is its own; its other addresses are as good from here as its name.
  return isLoopback(hostIp)
    ? undefined
    : routeTo({ via: at.via, host: isEveryInterface(hostIp) ? at.host : host, port: hostPort, because, node });
}

function conditional(at: Publisher, nodePort: Port): Route {
  const because = 'the container engine publishes single ports, chosen when the cluster was made';
  const address =
    at === 'here' ? ({ via: 'published-port', host: '127.0.0.1' } as const) : { via: at.via, host: at.host };
  return {
    ...routeTo({ ...address, port: nodePort, because }),
    onlyIf: `${nodePort} is published under its own number`,
  };
}

/** The address that reaches a listener bound to `hostIp` from the same machine. */
function hostOfBind(hostIp: string): string | undefined {
  if (isEveryInterface(hostIp)) return hostIp === '::' ? '::1' : '127.0.0.1';
  return parseIp(hostIp) ? hostIp : undefined;
}

interface Address {
  readonly via: Via;
  readonly host: string;
  readonly port: Port;
  readonly because: string;
  readonly node?: string | undefined;
}

/** A proxy on this machine, or on one that the user named as the engine's: it may be dialled freely. */
function routeTo({ via, host, port, because, node }: Address): Route {
  const stays = via === 'engine-host' || via === 'container-host' ? 'anywhere' : 'local';
  return { via, host, port, node, because, onlyIf: undefined, answeredBy: 'proxy', stays, dialling: 'freely' };
}
