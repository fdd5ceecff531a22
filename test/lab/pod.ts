import { join } from 'node:path';
import { createMachine } from './create-machine.ts';
import { startDaemon } from './daemon.ts';
import { POD_IMAGE } from './image.ts';
import type { KindCluster } from './kind-cluster.ts';
import type { Machine } from './machine.ts';
import { POD_PORTS } from './pod-server.ts';
import { mustRun } from './run.ts';
import { waitForListener } from './wait.ts';

export interface ServingPodOptions {
  readonly namespace: string;
  /** Of the pod and of its Service. */
  readonly name: string;
  /** Of the Service's ports `commands`, `smtp` and `http`, in this order. */
  readonly nodePorts: readonly [number, number, number];
}

/**
 * A pod in whose network pod-server.ts runs, behind a NodePort Service: the image has nothing that answers as it is
 * told.
 */
export async function startServingPod(cluster: KindCluster, options: ServingPodOptions): Promise<Machine> {
  const { namespace, name } = options;
  const [commands, smtp, http] = options.nodePorts;
  const ports = [
    { name: 'commands', port: POD_PORTS.commands, nodePort: commands },
    { name: 'smtp', port: POD_PORTS.greeting, nodePort: smtp },
    { name: 'http', port: POD_PORTS.http, nodePort: http },
  ];
  const pod = await startHeldPod(cluster, { namespace, name, ports });
  await startDaemon(pod, 'pod-server', [process.execPath, join(import.meta.dirname, 'pod-server.ts')]);
  for (const port of Object.values(POD_PORTS)) await waitForListener(pod, port);
  return pod;
}

export interface HeldPodOptions extends Pick<ServingPodOptions, 'namespace' | 'name'> {
  readonly ports: readonly { readonly name: string; readonly port: number; readonly nodePort: number }[];
}

/** A pod whose program only holds its namespaces, its NodePort Service, and the machine that shares its network. */
export async function startHeldPod(cluster: KindCluster, options: HeldPodOptions): Promise<Machine> {
  const { namespace, name } = options;
  const { linux } = cluster;
  await mustRun(linux, ['kubectl', 'apply', '-f', '-'], { input: JSON.stringify(objects(options)) });
  const ready = ['wait', `pod/${name}`, `--namespace=${namespace}`, '--for=condition=Ready', '--timeout=60s'];
  await mustRun(linux, ['kubectl', ...ready], { timeoutMs: 70_000 });
  const pid = await pidOfPod(cluster, { namespace, name });
  return createMachine(linux.sandbox, `pod-${namespace}-${name}`, pid);
}

/** Of the first process of its container, as numbered inside the sandbox. */
export async function pidOfPod(
  { nodes }: KindCluster,
  { namespace, name, container = 'main' }: { namespace: string; name: string; container?: string },
): Promise<number> {
  const machine = nodes.find((node) => node.role === 'worker')?.machine;
  if (machine === undefined) throw new Error('the cluster has no worker, and only that takes pods');
  const labels = { 'pod.namespace': namespace, 'pod.name': name, 'container.name': container };
  const filter = Object.entries(labels).map(([label, value]) => `labels."io.kubernetes.${label}"==${value}`);
  const ctr = ['ctr', '--namespace=k8s.io'];
  const containers = await mustRun(machine, [...ctr, 'containers', 'list', '--quiet', filter.join(',')]);
  const tasks = await mustRun(machine, [...ctr, 'tasks', 'list']);
  const task = tasks
    .split('\n')
    .map((line) => line.split(/\s+/))
    .find(([id = '', , state]) => state === 'RUNNING' && id !== '' && containers.includes(id));
  if (task?.[1] === undefined) throw new Error(`pod ${namespace}/${name} does not run: ${tasks}`);
  return Number(task[1]);
}

function objects({ namespace, name, ports }: HeldPodOptions): object {
  const metadata = { name, namespace, labels: { app: name } };
  const container = { name: 'main', image: POD_IMAGE, args: ['pause'] };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: {
      containers: [container],
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 0,
    },
  };
  const spec = { type: 'NodePort', selector: { app: name }, ports };
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
  return { apiVersion: 'v1', kind: 'List', items: [pod, service] };
}
