import type { ClusterFacts } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import type { PublishWish } from '../domain/runtime.ts';
import { freeHostPort } from './wanted-port.ts';

/**
 * A container beside those of kind's nodes that publishes a port of this machine and passes it on to a node: what
 * publishes no more ports once it is made gets one all the same. Source: kind's maintainer in
 * https://github.com/kubernetes-sigs/kind/issues/1523 and /2720 (on the network `kind`, without `--link`), read 2026-08.
 * Status: documented for Docker, assumed for Podman, whose networks have names too. Podman asks which registry is meant
 * where none is named. TCP alone: socat's listener for UDP keeps a process for each client.
 */
export function forwarderOnKindsNetwork(
  program: 'docker' | 'podman',
  node: string,
  wish: PublishWish,
  facts: ClusterFacts,
): readonly Fix[] {
  const { nodePort, protocol } = wish.port;
  if (protocol !== 'TCP') return [];
  const hostPort = freeHostPort(wish, facts);
  const name = `${node}-${nodePort}`;
  const run = [program, 'run', '--detach', '--rm', '--name', name, '--network', 'kind'] as const;
  const publish = ['--publish', `127.0.0.1:${hostPort}:${nodePort}`] as const;
  const socat = [
    'docker.io/alpine/socat',
    `tcp-listen:${nodePort},fork,reuseaddr`,
    `tcp-connect:${node}:${nodePort}`,
  ] as const;
  return [
    {
      commands: [[...run, ...publish, ...socat]],
      files: [],
      effect: 'changes-this-machine',
      note: `127.0.0.1:${hostPort} leads to ${node} until the container ${name} is stopped`,
    },
  ];
}
