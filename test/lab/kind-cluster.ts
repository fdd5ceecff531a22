import { symlinkSync } from 'node:fs';
import { routePods, startContainerd } from './containerd.ts';
import { API_PORT, type ControlPlane, kubectlInside, startApiServer, startControllers } from './control-plane.ts';
import { createMachine } from './create-machine.ts';
import { killDaemon, listDaemons } from './daemon.ts';
import { socketOf, startDockerEngine } from './docker-engine.ts';
import { forward } from './forward.ts';
import { createKindNetwork, type KindNode, type PublishedPort, startKindNode } from './kind-nodes.ts';
import { type Access, writeKubeconfig } from './kubeconfig.ts';
import { type Machine, pathOf, withKubeconfig } from './machine.ts';
import { type NodeOptions, startNode, waitForNodes } from './node.ts';
import { run } from './run.ts';
import type { Sandbox } from './sandbox.ts';

export interface KindOptions {
  /** `dev`, when not said; another name gets machines of its own: `linux-NAME` and `mac-NAME`. */
  readonly name?: string;
  readonly ports?: readonly PublishedPort[];
  readonly proxyMode?: 'iptables' | 'nftables';
  /** After which a node whose kubelet is gone is not ready. 40-56 s, when not said; 8 is the least that holds. */
  readonly nodeGraceSeconds?: number;
}

/** What kind makes of two nodes on a Linux machine, and the same seen from a Mac. */
export interface KindCluster {
  readonly name: string;
  readonly context: string;
  /** For `writeKubeconfig` of other users. */
  readonly access: Access;
  /** Admin's, good in `linux` and in `mac`. */
  readonly kubeconfig: string;
  readonly controlPlane: ControlPlane;
  readonly nodes: readonly (KindNode & { readonly machine: Machine })[];
  /** The engine runs in it, and it sees the nodes. */
  readonly linux: Machine;
  /** Loopback only, with a forwarder for each published port, and the engine's socket. */
  readonly mac: Machine;
}

const DEFAULT_NAME = 'dev';

const DEFAULT_PORTS: readonly PublishedPort[] = [
  { hostPort: 8000, containerPort: 30001 },
  // Nothing is behind this one: connections to it are accepted and dropped.
  { hostPort: 8081, containerPort: 30081 },
  { hostPort: 8021, containerPort: 30021 },
];

export async function startKindCluster(sandbox: Sandbox, options: KindOptions = {}): Promise<KindCluster> {
  const { name = DEFAULT_NAME, ports = DEFAULT_PORTS, nodeGraceSeconds } = options;
  const suffix = name === DEFAULT_NAME ? '' : `-${name}`;
  const [linux, mac] = await Promise.all([
    createMachine(sandbox, `linux${suffix}`),
    createMachine(sandbox, `mac${suffix}`),
  ]);
  symlinkSync(socketOf(linux), pathOf(mac, '/run/docker.sock'));
  await startDockerEngine(linux);
  await createKindNetwork(linux);
  const published = [API_MAPPING, ...ports].map((port) => ({ hostIp: '0.0.0.0', role: 'worker' as const, ...port }));
  const nodes = await Promise.all(
    nodesOf(name).map(async (node) => ({ ...node, machine: await startKindNode(linux, name, node, published) })),
  );
  const [first, second] = nodes as [NodeWithMachine, NodeWithMachine];
  const [controlPlane] = await Promise.all([
    startApiServer(first.machine, { address: first.address }),
    ...nodes.map((node) => startContainerd(node.machine, node.number)),
    routePods(first.machine, second),
    routePods(second.machine, first),
    ...published.map((port) => forwardToMac(linux, mac, port)),
  ]);
  await startControllers(controlPlane, nodeGraceSeconds === undefined ? [] : graceFlags(nodeGraceSeconds));
  await Promise.all(nodes.map((node) => startNode(node.machine, controlPlane, nodeOptions(node, options))));
  const context = `kind-${name}`;
  const access = { server: `https://127.0.0.1:${API_MAPPING.hostPort}`, context };
  const admin = { name: 'admin', commonName: 'kubernetes-admin', organizations: ['system:masters'] };
  const kubeconfig = await writeKubeconfig(controlPlane.authority, access, admin);
  await waitForNodes(controlPlane, nodes.length);
  await markControlPlane(controlPlane, first.name);
  return {
    ...{ name, context, access, kubeconfig, controlPlane, nodes },
    linux: withKubeconfig(linux, kubeconfig),
    mac: withKubeconfig(mac, kubeconfig),
  };
}

/** Ends what it runs, before the lab ends: kubelets first, which would start again what is ended; then the pods. */
export async function stopKindCluster({ nodes, controlPlane, linux, mac }: KindCluster): Promise<void> {
  for (const { machine } of nodes) {
    await killDaemon(machine, 'kubelet');
    await run(machine, ['sh', '-c', 'for id in $(ctr -n k8s.io tasks ls -q); do ctr -n k8s.io tasks rm -f $id; done']);
  }
  for (const machine of [controlPlane.machine, ...nodes.map((node) => node.machine), mac, linux]) {
    await Promise.all(listDaemons(machine).map((name) => killDaemon(machine, name)));
  }
}

type NodeWithMachine = KindCluster['nodes'][number];

const API_MAPPING = { hostIp: '127.0.0.1', hostPort: 36443, containerPort: API_PORT, role: 'control-plane' } as const;

/** What the nodes of kind's images say of themselves. */
const KIND_OS = 'Debian GNU/Linux 12 (bookworm)';

function nodesOf(cluster: string): readonly KindNode[] {
  return [
    { name: `${cluster}-control-plane`, role: 'control-plane', address: '172.18.0.2', number: 0 },
    { name: `${cluster}-worker`, role: 'worker', address: '172.18.0.3', number: 1 },
  ];
}

function graceFlags(seconds: number): readonly string[] {
  return [`--node-monitor-grace-period=${seconds}s`, '--node-monitor-period=1s'];
}

function nodeOptions({ name, address }: KindNode, options: KindOptions): NodeOptions {
  const { name: cluster = DEFAULT_NAME, proxyMode = 'iptables', nodeGraceSeconds } = options;
  const providerId = `kind://docker/${cluster}/${name}`;
  // Several reports have to fit into the grace.
  const statusEverySeconds = nodeGraceSeconds === undefined ? 10 : 2;
  return { name, address, osName: KIND_OS, providerId, proxyMode, statusEverySeconds };
}

async function forwardToMac(linux: Machine, mac: Machine, port: Required<PublishedPort>): Promise<void> {
  const { hostIp, hostPort } = port;
  const target = `${hostIp === '0.0.0.0' ? '127.0.0.1' : hostIp}:${hostPort}`;
  await forward({ from: mac, listenIp: hostIp, listenPort: hostPort, to: linux, target });
}

/** As kubeadm leaves it behind; the kubelet may not set such a label itself. */
async function markControlPlane(controlPlane: ControlPlane, node: string): Promise<void> {
  const role = 'node-role.kubernetes.io/control-plane';
  await kubectlInside(controlPlane, ['label', 'node', node, `${role}=`]);
  await kubectlInside(controlPlane, ['taint', 'node', node, `${role}=:NoSchedule`]);
}
