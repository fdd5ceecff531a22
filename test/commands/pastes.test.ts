import { describe, expect, test } from 'vitest';
import { run } from './fake-deps.ts';

/**
 * Clusters as their owners paste them, from the tables of `kubectl get nodes -o wide`, and what can be said of them on a
 * machine. Values are those that users of each tool have shown in public, read 2026-08.
 */

const WIDE =
  'NAME STATUS ROLES AGE VERSION INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME'.replaceAll(
    ' ',
    '   ',
  );
const NARROW = 'NAME   STATUS   ROLES   AGE   VERSION';
const SERVICE = `
NAME   TYPE       CLUSTER-IP     EXTERNAL-IP   PORT(S)        AGE
web    NodePort   10.96.164.10   <none>        80:30080/TCP   3d
`;

interface Paste {
  readonly how: string;
  /** Lines of the table, without its header. */
  readonly nodes: readonly string[];
  readonly config?: Config;
  /** Machine, then `distribution/substrate URL`, a dash where no address is sure. */
  readonly on: Readonly<Record<string, string>>;
}

interface Config {
  readonly context: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly server: string;
}

/** Of clouds whose control plane is no node. */
const ROLES: Readonly<Record<string, string>> = { aks: 'agent', gke: '<none>', ip: '<none>' };

/** One row of the wide table; `name version ip os kernel runtime`. */
function wide(name: string, version: string, ip: string, osImage: string, kernel: string, runtime: string): string {
  return [
    name,
    'Ready',
    ROLES[name.split('-', 1).join('')] ?? 'control-plane',
    '12d',
    version,
    ip,
    '<none>',
    osImage,
    kernel,
    runtime,
  ].join('   ');
}

function narrow(name: string, version: string, roles = 'control-plane'): string {
  return [name, 'Ready', roles, '12d', version].join('   ');
}

function textOf({ nodes, config }: Paste): string {
  const header = nodes.some((line) => line.includes('://')) ? WIDE : NARROW;
  return [header, ...nodes, SERVICE, config ? yamlOf(config) : ''].join('\n');
}

function yamlOf({ context, cluster = context, user = context, server }: Config): string {
  return `apiVersion: v1
clusters:
- cluster:
    server: ${server}
  name: ${cluster}
contexts:
- context:
    cluster: ${cluster}
    user: ${user}
  name: ${context}
current-context: ${context}
kind: Config
users:
- name: ${user}
`;
}

const DEBIAN = 'Debian GNU/Linux 12 (bookworm)';
const NOTHING = 'unknown/unknown -';

const PASTES: readonly Paste[] = [
  {
    how: 'Docker Desktop, kubeadm',
    nodes: [wide('docker-desktop', 'v1.30.2', '192.168.65.3', 'Docker Desktop', '6.10.4-linuxkit', 'docker://27.2.0')],
    on: {
      macos: 'docker-desktop/docker-desktop-vm http://127.0.0.1:30080',
      windows: 'docker-desktop/docker-desktop-vm http://127.0.0.1:30080',
      linux: 'docker-desktop/docker-desktop-vm http://127.0.0.1:30080',
      wsl: 'docker-desktop/docker-desktop-vm http://127.0.0.1:30080',
    },
  },
  {
    how: 'Docker Desktop on WSL2, kubeadm',
    nodes: [
      wide(
        'docker-desktop',
        'v1.29.1',
        '192.168.65.3',
        'Docker Desktop',
        '5.15.146.1-microsoft-standard-WSL2',
        'docker://26.0.0',
      ),
    ],
    on: { windows: 'docker-desktop/docker-desktop-vm http://127.0.0.1:30080' },
  },
  {
    how: 'Docker for Mac of 2018',
    nodes: [
      wide(
        'docker-for-desktop',
        'v1.10.3',
        '192.168.65.3',
        'Docker for Mac',
        '4.9.93-linuxkit-aufs',
        'docker://18.9.0',
      ),
    ],
    on: { macos: 'docker-desktop/docker-desktop-vm http://127.0.0.1:30080' },
  },
  {
    how: 'Docker Desktop, only the narrow table',
    nodes: [narrow('docker-desktop', 'v1.30.2')],
    on: { macos: 'docker-desktop/docker-desktop-vm http://127.0.0.1:30080' },
  },
  {
    how: 'Docker Desktop, kind mode',
    nodes: [
      wide(
        'desktop-control-plane',
        'v1.35.1',
        '172.18.0.4',
        DEBIAN,
        '6.6.87.2-microsoft-standard-WSL2',
        'containerd://2.2.0',
      ),
    ],
    config: { context: 'docker-desktop', server: 'https://127.0.0.1:54321' },
    on: { windows: 'docker-desktop/docker-desktop-vm -' },
  },
  {
    how: 'kind in Docker Desktop',
    nodes: [
      wide('kind-control-plane', 'v1.24.0', '172.18.0.2', 'Ubuntu 21.10', '5.15.49-linuxkit', 'containerd://1.6.4'),
    ],
    on: { macos: 'kind/docker-desktop-vm -', linux: 'kind/docker-desktop-vm -' },
  },
  {
    how: 'kind with fakes of kwok’s beside its own nodes',
    nodes: [narrow('kind-control-plane', 'v1.27.3'), narrow('kwok-node-0', 'kwok-v0.6.1', 'agent')],
    on: { macos: 'kind/unknown -' },
  },
  {
    how: 'kind on Linux',
    nodes: [wide('kind-control-plane', 'v1.27.3', '172.18.0.2', DEBIAN, '5.15.0-91-generic', 'containerd://1.7.1')],
    config: { context: 'kind-kind', server: 'https://127.0.0.1:41001' },
    on: { linux: 'kind/native-linux http://172.18.0.2:30080', macos: 'kind/unknown -', windows: 'kind/unknown -' },
  },
  {
    how: 'kind on a kernel of WSL2: Docker Desktop or an engine of its own',
    nodes: [
      wide(
        'kind-control-plane',
        'v1.27.3',
        '172.18.0.2',
        DEBIAN,
        '5.15.146.1-microsoft-standard-WSL2',
        'containerd://1.7.1',
      ),
    ],
    on: { wsl: 'kind/unknown -', windows: 'kind/unknown -' },
  },
  {
    how: 'kind in OrbStack',
    nodes: [
      wide(
        'dev-control-plane',
        'v1.31.0',
        '192.168.97.2',
        DEBIAN,
        '6.11.6-orbstack-00279-g28c6c77332e6',
        'containerd://1.7.18',
      ),
      wide(
        'dev-worker',
        'v1.31.0',
        '192.168.97.3',
        DEBIAN,
        '6.11.6-orbstack-00279-g28c6c77332e6',
        'containerd://1.7.18',
      ),
    ],
    config: { context: 'kind-dev', server: 'https://127.0.0.1:52001' },
    on: { macos: 'kind/orbstack-vm http://192.168.97.2:30080' },
  },
  {
    how: 'kind in a Podman machine',
    nodes: [
      wide('kind-control-plane', 'v1.29.2', '10.89.0.2', DEBIAN, '6.6.8-200.fc39.aarch64', 'containerd://1.7.13'),
    ],
    on: { macos: 'kind/podman-machine -', linux: 'kind/unknown -' },
  },
  {
    how: 'kind of 2019, which ran Docker in its node',
    nodes: [
      wide('kind-control-plane', 'v1.13.4', '172.17.0.2', 'Ubuntu 18.04.1 LTS', '4.15.0-46-generic', 'docker://18.6.3'),
    ],
    on: { linux: 'kind/native-linux http://172.17.0.2:30080' },
  },
  {
    how: 'kind in a network of the user’s own, Debian under a kernel of Ubuntu',
    nodes: [wide('e2e-control-plane', 'v1.29.2', '10.10.0.2', DEBIAN, '5.15.0-91-generic', 'containerd://1.7.13')],
    on: { linux: 'kind/native-linux http://10.10.0.2:30080' },
  },
  {
    how: 'machines named as kind does, in the network of EC2',
    nodes: [
      wide('k8s-control-plane', 'v1.28.2', '172.31.0.15', 'Ubuntu 22.04.3 LTS', '6.2.0-1017-aws', 'containerd://1.7.2'),
    ],
    on: { macos: 'kubeadm/cloud -', linux: 'kubeadm/cloud -' },
  },
  {
    how: 'a short table with one worker: kind’s, or two machines',
    nodes: [narrow('k8s-control-plane', 'v1.29.2'), narrow('k8s-worker', 'v1.29.2', '<none>')],
    on: { linux: NOTHING },
  },
  {
    how: 'a short table with a second worker, counted as kind does',
    nodes: ['dev-control-plane', 'dev-worker', 'dev-worker2'].map((name) => narrow(name, 'v1.29.2')),
    on: { linux: 'kind/unknown -' },
  },
  ...['kind-control-plane', 'minikube', 'docker-desktop'].map((name) => ({
    how: `${name} without its role: vcluster makes up such nodes`,
    nodes: [narrow(name, 'v1.29.0', '<none>')],
    on: { macos: NOTHING },
  })),
  {
    how: 'a profile of minikube in a virtual machine',
    nodes: [wide('dev', 'v1.30.0', '192.168.39.7', 'Buildroot 2023.02.9', '5.10.207', 'docker://26.0.2')],
    on: { linux: 'minikube/vm http://192.168.39.7:30080' },
  },
  {
    how: 'a profile of minikube with two nodes, docker',
    nodes: ['demo', 'demo-m02'].map((name, index) =>
      wide(name, 'v1.30.0', `192.168.49.${index + 2}`, 'Ubuntu 22.04.4 LTS', '6.8.0-51-generic', 'docker://26.1.1'),
    ),
    on: { linux: 'minikube/native-linux http://192.168.49.2:30080' },
  },
  {
    how: 'a profile of minikube in Docker Desktop',
    nodes: [wide('demo', 'v1.30.0', '192.168.58.2', 'Ubuntu 22.04.4 LTS', '6.6.31-linuxkit', 'docker://26.1.1')],
    on: { macos: 'minikube/docker-desktop-vm -' },
  },
  {
    how: 'minikube on a machine of Katacoda, in the range of Docker’s bridge',
    nodes: [wide('minikube', 'v1.17.3', '172.17.0.10', 'Ubuntu 18.04.4 LTS', '4.15.0-76-generic', 'docker://19.3.6')],
    on: { linux: 'minikube/unknown http://172.17.0.10:30080' },
  },
  {
    how: 'a machine with a public address beside its own',
    nodes: [
      wide('web1', 'v1.31.4+k3s1', '10.0.0.2', 'openSUSE MicroOS', '6.11.8-1-default', 'containerd://1.7').replace(
        '<none>',
        '203.0.113.7',
      ),
    ],
    on: { macos: 'k3s/unknown -' },
  },
  {
    how: 'minikube, VirtualBox, a NAT that its kubelet took for its network',
    nodes: [wide('minikube', 'v1.15.2', '10.0.2.15', 'Buildroot 2018.05', '4.15.0', 'docker://18.9.8')],
    config: { context: 'minikube', server: 'https://192.168.99.100:8443' },
    on: { macos: 'minikube/vm http://192.168.99.100:30080' },
  },
  {
    how: 'minikube, a virtual machine',
    nodes: [wide('minikube', 'v1.26.3', '192.168.39.125', 'Buildroot 2021.02.12', '5.10.57', 'docker://20.10.23')],
    on: { linux: 'minikube/vm http://192.168.39.125:30080' },
  },
  {
    how: 'minikube, docker, on Linux',
    nodes: [wide('minikube', 'v1.28.3', '192.168.49.2', 'Ubuntu 22.04.3 LTS', '6.2.0-39-generic', 'docker://24.0.7')],
    on: { linux: 'minikube/native-linux http://192.168.49.2:30080', macos: 'minikube/unknown -' },
  },
  {
    how: 'minikube, docker, in Docker Desktop',
    nodes: [wide('minikube', 'v1.28.3', '192.168.49.2', 'Ubuntu 22.04.3 LTS', '6.6.12-linuxkit', 'docker://24.0.7')],
    on: { macos: 'minikube/docker-desktop-vm -', windows: 'minikube/docker-desktop-vm -' },
  },
  {
    how: 'k3d in Docker Desktop',
    nodes: [
      wide(
        'k3d-dev-server-0',
        'v1.35.5+k3s1',
        '172.21.0.3',
        'K3s v1.35.5+k3s1',
        '6.12.68-linuxkit',
        'containerd://2.2.3-k3s2',
      ),
    ],
    on: { macos: 'k3d/docker-desktop-vm -' },
  },
  {
    how: 'k3d on Linux',
    nodes: [
      wide(
        'k3d-mycluster-agent-0',
        'v1.31.5+k3s1',
        '172.21.0.5',
        'K3s v1.31.5+k3s1',
        '6.8.12-9-pve',
        'containerd://1.7.23-k3s2',
      ),
    ],
    on: { linux: 'k3d/native-linux http://172.21.0.5:30080' },
  },
  {
    how: 'k3s in a container that is not k3d’s',
    nodes: [
      wide(
        'k3s-m1',
        'v1.36.1+k3s1',
        '100.127.166.18',
        'K3s v1.36.1+k3s1',
        '6.12.88+deb13-amd64',
        'containerd://2.2.3-k3s1',
      ),
    ],
    on: { macos: 'k3s/unknown http://100.127.166.18:30080' },
  },
  {
    how: 'k3s on the machine itself',
    nodes: [
      wide(
        'pi4',
        'v1.28.5+k3s1',
        '192.168.1.50',
        'Raspbian GNU/Linux 11 (bullseye)',
        '6.1.21-v8+',
        'containerd://1.7.11-k3s2',
      ),
    ],
    config: { context: 'default', server: 'https://127.0.0.1:6443' },
    on: { linux: 'k3s/this-machine http://127.0.0.1:30080', macos: 'k3s/unknown http://192.168.1.50:30080' },
  },
  {
    how: 'k3s on the network',
    nodes: [
      wide(
        'pi4',
        'v1.28.5+k3s1',
        '192.168.1.50',
        'Debian GNU/Linux 12 (bookworm)',
        '6.1.0-rpi7-rpi-v8',
        'containerd://1.7.11-k3s2',
      ),
    ],
    config: { context: 'default', server: 'https://192.168.1.50:6443' },
    on: { macos: 'k3s/lan http://192.168.1.50:30080', linux: 'k3s/unknown http://192.168.1.50:30080' },
  },
  {
    how: 'k3s on a rented server',
    nodes: [
      wide('vps', 'v1.28.5+k3s1', '10.0.0.3', 'Ubuntu 22.04.3 LTS', '5.15.0-91-generic', 'containerd://1.7.11-k3s2'),
    ],
    config: { context: 'default', server: 'https://203.0.113.7:6443' },
    on: { macos: 'k3s/unknown http://203.0.113.7:30080' },
  },
  {
    how: 'Rancher Desktop on a Mac',
    nodes: [
      wide(
        'lima-rancher-desktop',
        'v1.32.3+k3s1',
        '192.168.5.15',
        'Alpine Linux v3.20',
        '6.6.50-0-virt',
        'docker://27.3.1',
      ),
    ],
    on: { macos: 'rancher-desktop/rancher-desktop-vm http://127.0.0.1:30080' },
  },
  {
    how: 'Rancher Desktop on Windows',
    nodes: [
      wide(
        'homestation',
        'v1.33.3+k3s1',
        '192.168.127.2',
        'Rancher Desktop WSL Distribution',
        '6.6.87.2-microsoft-standard-WSL2',
        'containerd://2.0.0',
      ),
    ],
    on: { windows: 'rancher-desktop/rancher-desktop-vm http://127.0.0.1:30080' },
  },
  {
    how: 'Colima',
    nodes: [
      wide(
        'colima',
        'v1.35.0+k3s1',
        '192.168.5.1',
        'Ubuntu 24.04.4 LTS',
        '6.8.0-117-generic',
        'containerd://2.1.5-k3s1',
      ),
    ],
    on: { macos: 'colima/colima-vm http://127.0.0.1:30080' },
  },
  {
    how: 'OrbStack',
    nodes: [
      wide(
        'orbstack',
        'v1.29.3+orb1',
        '198.19.249.2',
        'OrbStack',
        '6.11.6-orbstack-00279-g28c6c77332e6',
        'docker://27.3.1',
      ),
    ],
    on: { macos: 'orbstack/orbstack-vm http://127.0.0.1:30080' },
  },
  {
    how: 'Talos in docker',
    nodes: [
      wide(
        'talos-default-controlplane-1',
        'v1.29.0',
        '10.5.0.2',
        'Talos (v1.7.1)',
        '5.15.0-106-generic',
        'containerd://1.7.16',
      ),
    ],
    on: { linux: 'talos/native-linux http://10.5.0.2:30080', macos: 'talos/unknown -' },
  },
  {
    how: 'Talos on machines, by a kubectl that writes the architecture',
    nodes: [wide('cp-1', 'v1.36.0', '192.168.1.60', 'Talos (v1.13.0)', '6.18.51-talos (amd64)', 'containerd://2.2.0')],
    on: { macos: 'talos/unknown http://192.168.1.60:30080' },
  },
  {
    how: 'EKS',
    nodes: [
      wide(
        'ip-10-0-1-23.ec2.internal',
        'v1.28.5-eks-5e0fdde',
        '10.0.1.23',
        'Amazon Linux 2',
        '5.10.205-195.804.amzn2.x86_64',
        'containerd://1.7.2',
      ),
    ],
    on: { macos: 'eks/cloud -', linux: 'eks/cloud -' },
  },
  {
    how: 'GKE',
    nodes: [
      wide(
        'gke-c-default-pool-1a2b3c4d-x1yz',
        'v1.27.8-gke.1067004',
        '10.128.0.5',
        'Container-Optimized OS from Google',
        '5.15.133+',
        'containerd://1.7.10',
      ),
    ],
    on: { macos: 'gke/cloud -' },
  },
  {
    how: 'AKS, by the names of its nodes',
    nodes: [
      wide(
        'aks-nodepool1-12345678-vmss000000',
        'v1.28.5',
        '10.224.0.4',
        'Ubuntu 22.04.4 LTS',
        '5.15.0-1061-azure',
        'containerd://1.7.15-1',
      ),
    ],
    on: { windows: 'aks/cloud -' },
  },
  {
    how: 'kubeadm on machines of a network',
    nodes: [
      wide('k8s-master', 'v1.28.2', '192.168.1.10', 'Ubuntu 22.04.3 LTS', '5.15.0-91-generic', 'containerd://1.7.2'),
      wide('k8s-node1', 'v1.28.2', '192.168.1.11', 'Ubuntu 22.04.3 LTS', '5.15.0-91-generic', 'containerd://1.7.2'),
    ],
    config: {
      context: 'kubernetes-admin@kubernetes',
      cluster: 'kubernetes',
      user: 'kubernetes-admin',
      server: 'https://192.168.1.10:6443',
    },
    on: { linux: 'kubeadm/unknown http://192.168.1.10:30080', windows: 'kubeadm/lan http://192.168.1.10:30080' },
  },
  {
    how: 'kubeadm on EC2, in the network whose addresses look like Docker’s',
    nodes: [
      wide(
        'k8s-control-plane',
        'v1.28.2',
        '172.31.22.15',
        'Ubuntu 22.04.3 LTS',
        '6.2.0-1017-aws',
        'containerd://1.7.2',
      ),
    ],
    on: { macos: 'kubeadm/cloud -' },
  },
  {
    how: 'nodes of which nothing is known but that they are there',
    nodes: [narrow('node1', 'v1.28.2', '<none>')],
    on: { macos: NOTHING, linux: NOTHING },
  },
];

describe.each(PASTES)('$how', (paste) => {
  test.each(Object.entries(paste.on))('on %s', async (machine, expected) => {
    const files = { 'paste.txt': textOf(paste) };
    const listed = await run(`list -f paste.txt -o json --machine ${machine}`, { files }, 'pipe');
    const { cluster, items } = JSON.parse(listed.stdout) as Listed;
    const seen = `${cluster.distribution}/${cluster.substrate} ${items[0]?.url ?? '-'}`;
    expect({ seen, status: items[0]?.status, stderr: listed.stderr }).toEqual({
      seen: expected,
      status: 'Unverified',
      stderr: '',
    });
  });
});

interface Listed {
  readonly cluster: { readonly distribution: string; readonly substrate: string };
  readonly items: readonly { readonly url: string | null; readonly status: string }[];
}
