import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const NETWORK = fileURLToPath(new URL('network.sh', import.meta.url));
const WITH_PEERS = fileURLToPath(new URL('with-peers.ts', import.meta.url));
const UNSHARE = ['unshare', '--user', '--net', '--map-root-user', 'sh', NETWORK];

/** Why the network of `network.sh` cannot be made here (no Linux, no user namespaces, no iproute2); else undefined. */
export function whyNoNamespace(): string | undefined {
  const [command = '', ...args] = UNSHARE;
  const { status, stderr, error } = spawnSync(command, [...args, 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `no network namespace: ${error?.message ?? stderr.trim()}`;
}

/** What the command prints when it runs in that network, among the peers of `with-peers.ts`. */
export function runInNamespace(command: readonly string[], variables: Readonly<Record<string, string>> = {}): string {
  const [unshare = '', ...args] = UNSHARE;
  return execFileSync(unshare, [...args, process.execPath, WITH_PEERS, ...command], {
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  });
}
