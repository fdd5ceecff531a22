import { writeFileSync } from 'node:fs';
import { type Authority, type CertificatePaths, issue } from './certificates.ts';
import { type ControlPlane, kubectlInside } from './control-plane.ts';
import { startDaemon } from './daemon.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { type Machine, pathOf } from './machine.ts';
import { mustRun } from './run.ts';
import { waitFor } from './wait.ts';

export interface NodeOptions {
  readonly name: string;
  readonly address: string;
  /** What /etc/os-release calls the system: the node's `osImage`. */
  readonly osName: string;
  readonly providerId?: string;
  readonly proxyMode?: 'iptables' | 'nftables';
  /** How often the kubelet says that it lives. 10, when not said. */
  readonly statusEverySeconds?: number;
}

/** kubelet and kube-proxy of a machine that has containerd; the node then makes itself known. */
export async function startNode(machine: Machine, controlPlane: ControlPlane, options: NodeOptions): Promise<void> {
  const { name, address, osName, providerId, proxyMode = 'iptables', statusEverySeconds = 10 } = options;
  const { authority, server } = controlPlane;
  const access = { server, context: 'lab' };
  const organizations = ['system:nodes'];
  writeFileSync(pathOf(machine, '/run/os-release'), `PRETTY_NAME="${osName}"\n`);
  const [serving, kubelet, proxy] = await Promise.all([
    issue(authority, { name: `${name}-serving`, commonName: name, hosts: [name, address] }),
    writeKubeconfig(authority, access, { name: `${name}-kubelet`, commonName: `system:node:${name}`, organizations }),
    writeKubeconfig(authority, access, { name: `${name}-proxy`, commonName: 'system:kube-proxy' }),
    mustRun(machine, ['mount', '--bind', '/run/os-release', '/usr/lib/os-release']),
  ]);
  const configuration = {
    ...kubeletConfiguration(authority, serving),
    ...(providerId === undefined ? {} : { providerID: providerId }),
    nodeStatusUpdateFrequency: `${statusEverySeconds}s`,
    nodeStatusReportFrequency: statusEverySeconds < 10 ? `${statusEverySeconds}s` : '5m',
  };
  writeFileSync(pathOf(machine, '/run/kubelet.json'), JSON.stringify(configuration));
  const identity = [`--hostname-override=${name}`, `--node-ip=${address}`];
  await startDaemon(machine, 'kubelet', [
    ...['kubelet', '--config=/run/kubelet.json', `--kubeconfig=${kubelet}`],
    ...identity,
  ]);
  await runKubeProxy(machine, proxy, { name, proxyMode });
}

/** Of a node that is kube-proxy alone: its Node is what a test writes, and is there already. */
export async function startKubeProxy(
  machine: Machine,
  { authority }: ControlPlane,
  { name, server }: { readonly name: string; readonly server: string },
): Promise<void> {
  const identity = { name: `${name}-proxy`, commonName: 'system:kube-proxy' };
  const kubeconfig = await writeKubeconfig(authority, { server, context: 'lab' }, identity);
  await runKubeProxy(machine, kubeconfig, { name, proxyMode: 'iptables' });
}

/** Ready, and without the taint that a new node keeps for a moment after it has become ready. */
export async function waitForNodes(controlPlane: ControlPlane, count: number): Promise<void> {
  const ready = '{range .items[*]}{.status.conditions[?(@.type=="Ready")].status} {.spec.taints[*].key}{"\\n"}{end}';
  await waitFor(controlPlane.machine.sandbox, `${count} nodes`, async () => {
    const lines = (await kubectlInside(controlPlane, ['get', 'nodes', '-o', `jsonpath=${ready}`])).trim().split('\n');
    return lines.filter((line) => line.startsWith('True') && !line.includes('not-ready')).length === count;
  });
}

/** The two conntrack values would be those of the whole machine. */
async function runKubeProxy(
  machine: Machine,
  kubeconfig: string,
  { name, proxyMode }: Required<Pick<NodeOptions, 'name' | 'proxyMode'>>,
): Promise<void> {
  await startDaemon(machine, 'kube-proxy', [
    ...['kube-proxy', `--kubeconfig=${kubeconfig}`, `--hostname-override=${name}`, `--proxy-mode=${proxyMode}`],
    ...['--cluster-cidr=10.244.0.0/16', '--conntrack-max-per-core=0', '--conntrack-min=0'],
  ]);
}

function kubeletConfiguration({ folder }: Authority, { certificate, key }: CertificatePaths): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: false },
      x509: { clientCAFile: `${folder}/ca.crt` },
    },
    authorization: { mode: 'AlwaysAllow' },
    cgroupDriver: 'cgroupfs',
    cgroupsPerQOS: false,
    // Nobody answers there; without it every pod gets a warning.
    clusterDNS: ['10.96.0.10'],
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    enforceNodeAllocatable: [],
    // A full disk is not our subject, and "0" is refused.
    evictionHard: { 'memory.available': '1Mi' },
    failCgroupV1: false,
    failSwapOn: false,
    resolvConf: '',
    tlsCertFile: certificate,
    tlsPrivateKeyFile: key,
    volumePluginDir: '/var/lib/kubelet/volume-plugins',
  };
}
