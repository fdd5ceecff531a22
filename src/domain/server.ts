import { nodesOf } from './evidence.ts';
import type { ClusterFacts, ServerFacts } from './facts.ts';
import { isLoopback, isPublic, parseIp } from './ip.ts';

/** Names that a kubeconfig uses for this machine; Docker Desktop writes the last two into the hosts file. */
const LOOPBACK_NAMES: readonly string[] = [
  'localhost',
  '0.0.0.0',
  'kubernetes.docker.internal',
  'host.docker.internal', // k3d's
];

/** Whether the kubeconfig reaches the API server on loopback: itself, or a forwarder or tunnel of this machine. */
export function isLoopbackServer(server: ServerFacts | undefined): boolean {
  return server !== undefined && (isLoopback(server.host) || LOOPBACK_NAMES.includes(server.host));
}

type WhereAbouts = Pick<ClusterFacts, 'kubeconfig' | 'machine'>;

/** Whether the API server is asked at an address of this machine. */
export function isServerHere({ kubeconfig: { server }, machine }: WhereAbouts): boolean {
  if (server === undefined || server.isProxy) return false; // whose cluster is behind it is not known
  return isLoopbackServer(server) || isOwnAddress(server.host, machine);
}

/** Whether the API server is asked at a public address or name. Without a kubeconfig nobody knows. */
export function isServerFar(facts: WhereAbouts): boolean {
  const { server } = facts.kubeconfig;
  return server !== undefined && !isServerHere(facts) && isPublic(server.host) && !isNameOfALan(server.host);
}

/** A name without a dot, or below a domain that no public server has. Source: RFC 6762, RFC 8375, ICANN's `.internal`. */
function isNameOfALan(host: string): boolean {
  return (
    parseIp(host) === undefined &&
    (!host.includes('.') || /\.(local|lan|home|internal|localdomain|home\.arpa|test)$/i.test(host))
  );
}

/** Whether the API server is asked at the very address of a node. */
export function isServerANode({ kubeconfig: { server }, ...facts }: ClusterFacts): boolean {
  return nodesOf(facts).some(({ addresses }) => addresses.some(({ ip }) => ip === server?.host));
}

export function isOwnAddress(ip: string, { interfaces }: ClusterFacts['machine']): boolean {
  return interfaces.some((cidr) => cidr.split('/')[0] === ip);
}
