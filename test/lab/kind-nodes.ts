import { existsSync } from 'node:fs';
import { createMachine } from './create-machine.ts';
import { KIND_IMAGE } from './image.ts';
import type { Machine } from './machine.ts';
import { mustRun } from './run.ts';

export interface KindNode {
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  readonly address: string;
  /** Its pods are 10.244.NUMBER.0/24. */
  readonly number: number;
}

/** A port as kind's `extraPortMappings` publishes it. */
export interface PublishedPort {
  readonly hostPort: number;
  /** A NodePort, as a rule. */
  readonly containerPort: number;
  /** 0.0.0.0, as with kind, when it is not said. */
  readonly hostIp?: string;
  readonly role?: KindNode['role'];
}

export async function createKindNetwork(linux: Machine): Promise<void> {
  const options = ['--opt', 'com.docker.network.bridge.enable_ip_masquerade=true'];
  const subnet = ['--subnet', '172.18.0.0/16', '--gateway', '172.18.0.1'];
  await mustRun(linux, ['docker', 'network', 'create', '--driver', 'bridge', ...options, ...subnet, 'kind']);
}

/** What the image of kind's nodes holds and ours does not: iptables, curl and what they need are this computer's own. */
const SYSTEM_FOLDERS = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc/alternatives'];

/**
 * A node container, wired as kind wires it, and the machine that shares its network: the node's daemons run in that
 * machine, because the image holds none. What `docker exec` starts sees the node's network, and may change it.
 */
export async function startKindNode(
  linux: Machine,
  cluster: string,
  node: KindNode,
  ports: readonly Required<PublishedPort>[],
): Promise<Machine> {
  const { name, role, address } = node;
  const labels = ['--label', `io.x-k8s.kind.cluster=${cluster}`, '--label', `io.x-k8s.kind.role=${role}`];
  const published = ports
    .filter((port) => port.role === role)
    .map(({ hostIp, hostPort, containerPort }) => `--publish=${hostIp}:${hostPort}:${containerPort}/TCP`);
  const network = ['--network', 'kind', '--ip', address];
  const identity = ['--name', name, '--hostname', name];
  const mounts = SYSTEM_FOLDERS.filter((folder) => existsSync(folder)).map(
    (folder) => `--volume=${folder}:${folder}:ro`,
  );
  const system = [...mounts, '--cap-add=NET_ADMIN', '--env=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'];
  const argv = ['docker', 'run', '--detach', ...identity, ...labels, ...network, ...published, ...system];
  await mustRun(linux, [...argv, KIND_IMAGE]);
  const pid = await mustRun(linux, ['docker', 'inspect', '--format', '{{.State.Pid}}', name]);
  return createMachine(linux.sandbox, name, Number(pid));
}
