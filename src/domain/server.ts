import type { ClusterFacts, ServerFacts } from './facts.ts';
import { isLoopback } from './ip.ts';

/** Names that a kubeconfig uses for loopback; Docker Desktop writes the last one into the hosts file. */
const LOOPBACK_NAMES: readonly string[] = ['localhost', '0.0.0.0', 'kubernetes.docker.internal'];

/** Whether the kubeconfig reaches the API server on loopback: itself, or a forwarder or tunnel of this machine. */
export function isLoopbackServer({ host }: ServerFacts): boolean {
  return isLoopback(host) || LOOPBACK_NAMES.includes(host);
}

/** Whether the API server is asked at an address of this machine. */
export function isServerHere({
  kubeconfig: { server },
  machine,
}: Pick<ClusterFacts, 'kubeconfig' | 'machine'>): boolean {
  return isLoopbackServer(server) || isOwnAddress(server.host, machine);
}

export function isOwnAddress(ip: string, { interfaces }: ClusterFacts['machine']): boolean {
  return interfaces.some((cidr) => cidr.split('/')[0] === ip);
}
