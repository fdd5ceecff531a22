import type { BareCluster } from './bare-cluster.ts';
import { API_PORT } from './control-plane.ts';
import { createMachine } from './create-machine.ts';
import { forward } from './forward.ts';
import { KIND_IMAGE } from './image.ts';
import type { Machine } from './machine.ts';
import { startKubeProxy } from './node.ts';
import { PODMAN, PODMAN_RUN } from './podman-engine.ts';
import { mustRun } from './run.ts';

export interface EngineContainer {
  readonly engine: 'docker' | 'podman';
  /** Also of the machine that shares its network. */
  readonly name: string;
  readonly network: string;
  readonly address: string;
  readonly labels: readonly string[];
  /** As `--publish` takes them. */
  readonly ports: readonly string[];
}

/** The port of the web server that every such container has, for a Service to lead to. */
export const WEB_PORT = 8080;

/** A container of a real engine, with a web server, and the machine that shares its network. */
export async function startContainer(machine: Machine, container: EngineContainer): Promise<Machine> {
  const { engine, name, network, address, labels, ports } = container;
  const [program, run] = engine === 'docker' ? [['docker'], ['docker', 'run']] : [PODMAN, PODMAN_RUN];
  const flags = [
    ...['--detach', `--name=${name}`, `--hostname=${name}`, `--network=${network}`, `--ip=${address}`],
    ...labels.map((label) => `--label=${label}`),
    ...ports.map((port) => `--publish=${port}`),
  ];
  await mustRun(machine, [...run, ...flags, KIND_IMAGE, 'netexec', `--http-port=${WEB_PORT}`, '--udp-port=8081']);
  const pid = await mustRun(machine, [...program, 'inspect', '--format', '{{.State.Pid}}', name]);
  return createMachine(machine.sandbox, name, Number(pid));
}

/**
 * A node of a cluster on paper: the container has a real kube-proxy, so that NodePorts of Services that lead to its web
 * server are real. Its Node has to be there before.
 */
export async function startNodeContainer(
  machine: Machine,
  { controlPlane }: BareCluster,
  container: EngineContainer & { readonly apiPort?: number },
): Promise<void> {
  const { name, apiPort = API_PORT } = container;
  const node = await startContainer(machine, container);
  await forwardApi(node, controlPlane.machine, apiPort);
  await startKubeProxy(node, controlPlane, { name, server: `https://127.0.0.1:${apiPort}` });
}

/** The API server seems to be in the container. */
export async function forwardApi(container: Machine, apiServer: Machine, port: number = API_PORT): Promise<void> {
  const target = `127.0.0.1:${API_PORT}`;
  await forward({ from: container, listenIp: '0.0.0.0', listenPort: port, to: apiServer, target });
}
