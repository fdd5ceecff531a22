import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import { openTunnel } from '../../../src/adapters/tunnel/open-tunnel.ts';
import type { Guide } from '../../../src/deps.ts';
import { aPort } from '../../domain/build.ts';

/**
 * Opens a tunnel to port 8080 of a pod, with the kubeconfig of $HOME, and prints the port that it listens on, then a line
 * for each thing that its guide is told. Until stdin ends. Run by Node and by Bun.
 */
async function main(): Promise<void> {
  const environment = { variables: process.env, platform: 'linux', isStdinTerminal: false } as const;
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const target = { pod: { namespace: 'shop', name: 'web-1' }, port: aPort(8080) };
  let tries = 0;
  const guide: Guide = {
    choose: async () => (tries++ < 500 ? target : undefined),
    connected: () => undefined,
    failed: (_, error) => say(`failed: ${error.message}`),
    unconnected: () => undefined,
    lost: (_, because, livedMs) => say(`lost after ${livedMs} ms: ${because}`),
    refused: (_, because) => say(`refused: ${because}`),
  };
  const cluster = await openCluster({}, environment, '/no-pod');
  const of = { cluster: cluster.id, namespace: 'shop', service: 'web', port: aPort(80) };
  const records = { folder: `${process.env.HOME}/records`, pid: process.pid, uid: process.getuid?.() };
  const where = { addresses: ['localhost'], port: { kind: 'any' } } as const;
  const tunnel = await openTunnel(of, where, { cluster, guide, records });
  await tunnel.warm(target);
  say(String(tunnel.port));
  process.stdin.resume().on('end', () => {
    tunnel.close();
    cluster.close();
    process.stdin.destroy();
  });
}

void main();
