import { startContainerd } from './containerd.ts';
import { API_PORT, type ControlPlane, kubectlInside, startApiServer, startControllers } from './control-plane.ts';
import { createMachine } from './create-machine.ts';
import { forward } from './forward.ts';
import { type Access, writeKubeconfig } from './kubeconfig.ts';
import { type Machine, withKubeconfig } from './machine.ts';
import { startNode, waitForNodes } from './node.ts';
import { mustRun } from './run.ts';
import type { Sandbox } from './sandbox.ts';

/** Docker Desktop's own Kubernetes: one node inside a virtual machine, and a Mac that has only its forwarders. */
export interface DesktopCluster {
  readonly context: string;
  /** For `writeKubeconfig` of other users. */
  readonly access: Access;
  /** Admin's, good in `mac`. */
  readonly kubeconfig: string;
  readonly controlPlane: ControlPlane;
  /** The node `docker-desktop`, which runs everything, the API server included. */
  readonly node: Machine;
  readonly address: string;
  /** Loopback only; no way to the node but `forwardNodePort`. */
  readonly mac: Machine;
}

/** The address of every Docker Desktop node; its network is inside the virtual machine. */
const ADDRESS = '192.168.65.3';
const NAME = 'docker-desktop';

export async function startDesktopCluster(sandbox: Sandbox): Promise<DesktopCluster> {
  const [node, mac] = await Promise.all([createMachine(sandbox, NAME), createMachine(sandbox, 'desktop-mac')]);
  await addInterface(node);
  const [controlPlane] = await Promise.all([
    startApiServer(node, { address: ADDRESS }),
    startContainerd(node, 1),
    forwardPort(mac, node, API_PORT),
  ]);
  await startControllers(controlPlane);
  await startNode(node, controlPlane, { name: NAME, address: ADDRESS, osName: 'Docker Desktop' });
  const access = { server: `https://127.0.0.1:${API_PORT}`, context: NAME };
  const admin = { name: 'admin', commonName: 'docker-for-desktop', organizations: ['system:masters'] };
  const kubeconfig = await writeKubeconfig(controlPlane.authority, access, admin);
  await waitForNodes(controlPlane, 1);
  await kubectlInside(controlPlane, ['label', 'node', NAME, 'node-role.kubernetes.io/control-plane=']);
  return {
    context: NAME,
    access,
    kubeconfig,
    controlPlane,
    node,
    address: ADDRESS,
    mac: withKubeconfig(mac, kubeconfig),
  };
}

/** What Docker Desktop does for every NodePort Service by itself: 127.0.0.1:PORT of the Mac leads to the node. */
export async function forwardNodePort({ mac, node }: DesktopCluster, nodePort: number): Promise<void> {
  await forwardPort(mac, node, nodePort);
}

async function forwardPort(mac: Machine, node: Machine, port: number): Promise<void> {
  await forward({ from: mac, listenIp: '127.0.0.1', listenPort: port, to: node, target: `${ADDRESS}:${port}` });
}

/** A pair whose other end leads nowhere: the kernel has no dummy links everywhere, and a bridge has no carrier. */
async function addInterface(node: Machine): Promise<void> {
  const ip = 'ip link add eth0 type veth peer name nowhere && ip link set nowhere up && ip link set eth0 up';
  await mustRun(node, ['sh', '-c', `${ip} && ip address add ${ADDRESS}/24 dev eth0`]);
}
