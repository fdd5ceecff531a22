import type { ServerFacts } from './facts.ts';
import { isLoopback } from './ip.ts';

/** Names and addresses that a kubeconfig uses for a server on the machine it is read on. */
const OWN_NAMES: readonly string[] = ['localhost', '0.0.0.0', 'kubernetes.docker.internal', 'host.docker.internal'];

/** Whether the kubeconfig reaches the API server on this machine: by itself, or through a forwarder or a tunnel. */
export function isServerHere({ host }: ServerFacts): boolean {
  return isLoopback(host) || OWN_NAMES.includes(host);
}
