import { API_PORT, type ControlPlane, startApiServer } from './control-plane.ts';
import { createMachine } from './create-machine.ts';
import { type Access, writeKubeconfig } from './kubeconfig.ts';
import { type Machine, withKubeconfig } from './machine.ts';
import type { Sandbox } from './sandbox.ts';

export interface BareOptions {
  /** Of the machine. Several can run at a time. */
  readonly name?: string;
  readonly context?: string;
  /** One more under which the API server is asked, through a forwarder. */
  readonly address?: string;
  /** Added to kube-apiserver's command line. */
  readonly apiServerFlags?: readonly string[];
}

/**
 * A cluster that exists on paper: an API server and nothing else, so that Nodes, Services and EndpointSlices are
 * what a test writes and stay so (no controller calls a made-up node not ready).
 * network.ts and silence.ts give its machine the network that the paper speaks of.
 */
export interface BareCluster {
  readonly context: string;
  /** For `writeKubeconfig` of other users. */
  readonly access: Access;
  /** Admin's. */
  readonly kubeconfig: string;
  readonly controlPlane: ControlPlane;
  /** The API server is in it, on 127.0.0.1. */
  readonly machine: Machine;
}

export async function startBareCluster(sandbox: Sandbox, options: BareOptions = {}): Promise<BareCluster> {
  const { name = 'bare', context = name, address = '192.0.2.1', apiServerFlags = [] } = options;
  const machine = await createMachine(sandbox, name);
  // The address may not be loopback, and nobody is to be told it: only the Service `kubernetes` would have it.
  const flags = ['--endpoint-reconciler-type=none', ...apiServerFlags];
  const controlPlane = await startApiServer(machine, { address, flags });
  const access = { server: `https://127.0.0.1:${API_PORT}`, context };
  const admin = { name: 'admin', commonName: 'kubernetes-admin', organizations: ['system:masters'] };
  const kubeconfig = await writeKubeconfig(controlPlane.authority, access, admin);
  return { context, access, kubeconfig, controlPlane, machine: withKubeconfig(machine, kubeconfig) };
}
