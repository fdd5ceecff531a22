import { type Authority, createAuthority, issue } from './certificates.ts';
import { startDaemon, waitForDaemon } from './daemon.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import type { Machine } from './machine.ts';
import { mustRun, type RunOptions, run } from './run.ts';

/** The API server's port inside the machine in which it runs; each has a network of its own. */
export const API_PORT = 6443;

export interface ControlPlane {
  readonly machine: Machine;
  readonly authority: Authority;
  /** As the nodes call it. */
  readonly server: string;
  /** For programs in the same machine, with all rights. Inside the sandbox, as every path. */
  readonly kubeconfig: string;
}

export interface ApiServerOptions {
  /** Under which the nodes reach it. */
  readonly address: string;
  readonly flags?: readonly string[];
}

/** etcd and kube-apiserver, ready to be asked. */
export async function startApiServer(machine: Machine, options: ApiServerOptions): Promise<ControlPlane> {
  const { address, flags = [] } = options;
  await startDaemon(machine, 'etcd', etcd(machine));
  const authority = await createAuthority(machine.sandbox, `/var/lab/pki/${machine.name}`);
  const names = ['localhost', '127.0.0.1', '::1', '10.96.0.1', 'kubernetes', address];
  const access = { server: `https://127.0.0.1:${API_PORT}`, context: 'lab' };
  const [serving, kubelet, kubeconfig] = await Promise.all([
    issue(authority, { name: 'apiserver', commonName: 'kube-apiserver', hosts: names }),
    issue(authority, { name: 'kubelet-client', commonName: 'kube-apiserver', organizations: ['system:masters'] }),
    writeKubeconfig(authority, access, { name: 'internal', commonName: 'lab', organizations: ['system:masters'] }),
  ]);
  const { folder } = authority;
  const argv = [
    'kube-apiserver',
    '--etcd-servers=http://127.0.0.1:2379',
    `--advertise-address=${address}`,
    `--secure-port=${API_PORT}`,
    `--tls-cert-file=${serving.certificate}`,
    `--tls-private-key-file=${serving.key}`,
    `--client-ca-file=${folder}/ca.crt`,
    `--kubelet-client-certificate=${kubelet.certificate}`,
    `--kubelet-client-key=${kubelet.key}`,
    '--kubelet-preferred-address-types=InternalIP',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${folder}/sa.key`,
    `--service-account-signing-key-file=${folder}/sa.key`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=Node,RBAC',
    // Pods then need no token, and nobody has to make service accounts.
    '--disable-admission-plugins=ServiceAccount',
    '--allow-privileged=true',
    ...flags,
  ];
  await startDaemon(machine, 'kube-apiserver', argv);
  const controlPlane = { machine, authority, server: `https://${address}:${API_PORT}`, kubeconfig };
  await waitForApiServer(controlPlane);
  return controlPlane;
}

/** Also after a restart. */
export async function waitForApiServer({ machine, kubeconfig }: ControlPlane): Promise<void> {
  const ask = ['kubectl', `--kubeconfig=${kubeconfig}`, '--request-timeout=2s', 'get', '--raw', '/readyz'];
  await waitForDaemon(machine, 'kube-apiserver', async () => (await run(machine, ask)).code === 0);
}

/** With all rights, from the machine of the API server itself; nothing in between can be at fault. */
export async function kubectlInside(
  { machine, kubeconfig }: ControlPlane,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return mustRun(machine, ['kubectl', `--kubeconfig=${kubeconfig}`, ...argv], options);
}

/** What makes Deployments into pods, puts them on nodes and writes their EndpointSlices. */
export async function startControllers(controlPlane: ControlPlane, flags: readonly string[] = []): Promise<void> {
  const { machine, kubeconfig } = controlPlane;
  const common = [`--kubeconfig=${kubeconfig}`, '--leader-elect=false'];
  await startDaemon(machine, 'kube-scheduler', ['kube-scheduler', ...common]);
  const manager = ['kube-controller-manager', ...common, `--controllers=${CONTROLLERS.join(',')}`, ...flags];
  await startDaemon(machine, 'kube-controller-manager', manager);
}

const CONTROLLERS = [
  'daemonset-controller',
  'deployment-controller',
  'endpoints-controller',
  'endpointslice-controller',
  'endpointslice-mirroring-controller',
  'garbage-collector-controller',
  'job-controller',
  'namespace-controller',
  'node-lifecycle-controller',
  'replicaset-controller',
  'statefulset-controller',
  'taint-eviction-controller',
];

function etcd({ name }: Machine): readonly string[] {
  const client = 'http://127.0.0.1:2379';
  const peer = 'http://127.0.0.1:2380';
  return [
    'etcd',
    '--unsafe-no-fsync',
    `--data-dir=/var/lab/etcd/${name}`,
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
  ];
}
