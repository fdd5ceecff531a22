import { mkdirSync, writeFileSync } from 'node:fs';
import { startDaemon, waitForDaemon } from './daemon.ts';
import { POD_IMAGE } from './image.ts';
import { type Machine, pathOf } from './machine.ts';
import { IMAGE_FILE } from './programs.ts';
import { mustRun, run } from './run.ts';

/**
 * The runtime of a node, with its one image; its pods are 10.244.NUMBER.0/24.
 * It needs no API server, so it starts while that one does.
 */
export async function startContainerd(machine: Machine, number: number): Promise<void> {
  mkdirSync(pathOf(machine, '/run/cni'));
  writeFileSync(pathOf(machine, '/run/cni/lab.conflist'), JSON.stringify(podNetwork(number)));
  writeFileSync(pathOf(machine, '/run/containerd.toml'), CONFIGURATION);
  // In a container's network it is off.
  await mustRun(machine, ['sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward']);
  await startDaemon(machine, 'containerd', ['containerd', '--config=/run/containerd.toml']);
  const ctr = ['ctr', '--namespace=k8s.io'];
  await waitForDaemon(machine, 'containerd', async () => (await run(machine, [...ctr, 'version'])).code === 0);
  await mustRun(machine, [...ctr, 'images', 'import', `/var/lab/bin/${IMAGE_FILE}`]);
}

/** A node reaches the pods of another through that one's address. */
export async function routePods(machine: Machine, other: { number: number; address: string }): Promise<void> {
  await mustRun(machine, ['ip', 'route', 'add', `10.244.${other.number}.0/24`, 'via', other.address]);
}

// restrict_oom_score_adj: a pod may not be made more important than containerd itself, which would be an error.
const CONFIGURATION = `version = 2
disabled_plugins = ["io.containerd.internal.v1.opt"]
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${POD_IMAGE}"
  restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/usr/lib/cni"
  conf_dir = "/run/cni"
`;

function podNetwork(number: number): object {
  const ranges = [[{ subnet: `10.244.${number}.0/24` }]];
  const ipam = { type: 'host-local', ranges, routes: [{ dst: '0.0.0.0/0' }] };
  return {
    cniVersion: '0.4.0',
    name: 'lab',
    plugins: [
      { type: 'bridge', bridge: 'cni0', isGateway: true, hairpinMode: true, ipam },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}
