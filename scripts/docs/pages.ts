import type { NonEmpty } from '../../src/domain/non-empty.ts';

/** A page of docs/runtimes: what people search for, and the clusters that show it. */
export interface Page {
  /** Its file's name, without `.md`. */
  readonly slug: string;
  readonly title: string;
  /** What to know first, in Markdown. Whatever the code knows stands below it and not here. */
  readonly lead: string;
  readonly cases: NonEmpty<Case>;
}

export interface Case {
  /** What built the cluster. */
  readonly name: string;
  /** Where or how, a phrase that follows the name: `in Docker Desktop`. */
  readonly where: string;
  /** The same in Japanese, of a case that stands in the README's table. */
  readonly ja?: string;
  /** Folders of test/fixtures: the first is shown, and the others are of the same row. */
  readonly fixtures: NonEmpty<string>;
}

/** Best known first. Every distribution that can answer, and every place where nodes live, is on a page. */
export const PAGES: readonly Page[] = [
  {
    slug: 'docker-desktop',
    title: 'Docker Desktop Kubernetes: NodePort on localhost',
    lead: 'Docker Desktop makes two kinds of cluster, both with the context `docker-desktop`, and a NodePort behaves in opposite ways in them. `kubectl get nodes` tells them apart: a node called `docker-desktop` is the one of kubeadm, `desktop-control-plane` the one of kind. If `localhost` says «connection refused» while the pods are ready, it is usually the second.',
    cases: [
      {
        name: 'Docker Desktop',
        where: 'in kubeadm mode',
        ja: 'kubeadm モード',
        fixtures: ['docker-desktop/macos-kubeadm', 'docker-desktop/windows-kubeadm-on-wsl2'],
      },
      {
        name: 'Docker Desktop',
        where: 'in kind mode',
        ja: 'kind モード',
        fixtures: ['docker-desktop/macos-kind-mode', 'docker-desktop/windows-kind-mode-with-hidden-containers'],
      },
    ],
  },
  {
    slug: 'kind',
    title: 'kind: NodePort on localhost',
    lead: 'A node of kind is a container. A nodePort comes out of it at a port that an `extraPortMappings` line published when the cluster was made (its `containerPort` has to be the nodePort, not the port of the Service or the pod), or at the address of the container itself, where this machine reaches that. On Linux it does; on a Mac or Windows it mostly does not, and the address times out.',
    cases: [
      {
        name: 'kind',
        where: 'on Linux, in Docker',
        ja: 'Linux の Docker 上',
        fixtures: ['kind/linux-two-nodes-one-port-published'],
      },
      {
        name: 'kind',
        where: 'in Docker Desktop, Colima, Lima or a Podman machine',
        ja: 'Docker Desktop、Colima、Lima、Podman machine 上',
        fixtures: [
          'kind/macos-in-docker-desktop-one-port-published',
          'kind/windows-in-docker-desktop-on-wsl2',
          'kind/macos-in-colima-one-port-published',
          'kind/macos-in-lima-one-port-published',
          'kind/macos-in-a-podman-machine-one-port-published',
        ],
      },
      {
        name: 'kind',
        where: 'in OrbStack',
        ja: 'OrbStack 上',
        fixtures: ['kind/macos-in-orbstack-under-a-renamed-context'],
      },
      {
        name: 'kind',
        where: 'on Linux, in an engine without root',
        fixtures: ['kind/linux-rootless-podman-one-port-published'],
      },
      {
        name: 'kind',
        where: 'on another machine (DOCKER_HOST, a docker context)',
        ja: '別のマシン上（DOCKER_HOST、docker context）',
        fixtures: ['kind/on-a-remote-engine-one-port-published'],
      },
      {
        name: 'kind',
        where: 'seen from a container beside it (a dev container, a CI job)',
        ja: '隣のコンテナから（dev container、CI ジョブ）',
        fixtures: ['kind/seen-from-a-container-beside-it'],
      },
    ],
  },
  {
    slug: 'minikube',
    title: 'minikube: NodePort on localhost, and the service URL',
    lead: 'It depends on the driver. A virtual machine has an address that this machine reaches; a container has one only on Linux and in OrbStack. `minikube ip` prints one also where it leads nowhere.',
    cases: [
      {
        name: 'minikube',
        where: 'with the docker or podman driver, on Linux',
        ja: 'docker・podman ドライバー、Linux',
        fixtures: ['minikube/linux-docker-driver'],
      },
      {
        name: 'minikube',
        where: 'with the docker driver, in Docker Desktop or Colima',
        ja: 'docker ドライバー、Docker Desktop・Colima',
        fixtures: [
          'minikube/macos-docker-driver-one-port-published',
          'minikube/macos-docker-driver-in-colima',
          'minikube/windows-docker-driver-in-docker-desktop-on-wsl2',
        ],
      },
      {
        name: 'minikube',
        where: 'with the docker driver, in OrbStack',
        fixtures: ['minikube/macos-docker-driver-in-orbstack'],
      },
      {
        name: 'minikube',
        where: 'in a virtual machine (kvm2, hyperv, vfkit, virtualbox, …)',
        ja: '仮想マシン（kvm2、hyperv、vfkit、virtualbox など）',
        fixtures: ['minikube/linux-kvm2', 'minikube/windows-hyperv', 'minikube/macos-vfkit'],
      },
      {
        name: 'minikube',
        where: 'with the qemu driver and its built-in network',
        ja: 'qemu ドライバー（builtin ネットワーク）',
        fixtures: ['minikube/macos-qemu-with-its-built-in-network'],
      },
      { name: 'minikube', where: 'with the none driver', fixtures: ['minikube/linux-none-on-a-machine-of-a-cloud'] },
      { name: 'minikube', where: 'with the ssh driver', fixtures: ['minikube/macos-ssh-to-a-machine-of-the-lan'] },
    ],
  },
  {
    slug: 'k3d',
    title: 'k3d: NodePort on localhost',
    lead: 'Since version 5 k3d publishes ports on the container of its load balancer, `k3d-<cluster>-serverlb`, which passes them on to the nodes; on a node there are only those with `:direct`. Unlike kind it can add one later, as it makes that container anew.',
    cases: [
      {
        name: 'k3d',
        where: 'on Linux, in Docker',
        ja: 'Linux の Docker 上',
        fixtures: ['k3d/linux-one-port-on-the-load-balancer'],
      },
      {
        name: 'k3d',
        where: 'in Docker Desktop, Colima, Lima or Rancher Desktop',
        ja: 'Docker Desktop、Colima、Lima、Rancher Desktop 上',
        fixtures: [
          'k3d/macos-in-docker-desktop-one-port-on-the-load-balancer',
          'k3d/windows-in-docker-desktop-on-wsl2',
          'k3d/macos-in-colima',
          'k3d/macos-in-lima',
          'k3d/macos-in-rancher-desktop',
        ],
      },
      { name: 'k3d', where: 'in OrbStack', ja: 'OrbStack 上', fixtures: ['k3d/macos-in-orbstack-one-port-on-a-node'] },
      {
        name: 'k3d',
        where: 'on another machine (DOCKER_HOST, a docker context)',
        fixtures: ['k3d/on-a-remote-engine'],
      },
      { name: 'k3d', where: 'seen from a container beside it', fixtures: ['k3d/seen-from-a-container-beside-it'] },
    ],
  },
  {
    slug: 'orbstack',
    title: 'OrbStack Kubernetes: NodePort on localhost',
    lead: 'Both addresses work on the Mac itself. Clusters that other tools make in its containers are on their own pages: [kind](kind.md), [k3d](k3d.md), [minikube](minikube.md).',
    cases: [{ name: 'OrbStack', where: 'with its own cluster', ja: '内蔵クラスター', fixtures: ['orbstack/macos'] }],
  },
  {
    slug: 'rancher-desktop',
    title: 'Rancher Desktop: NodePort on localhost',
    lead: 'Rancher Desktop watches the Services and forwards each nodePort to this machine.',
    cases: [
      {
        name: 'Rancher Desktop',
        where: 'as installed',
        ja: '標準設定',
        fixtures: [
          'rancher-desktop/macos',
          'rancher-desktop/linux',
          'rancher-desktop/windows',
          'rancher-desktop/windows-with-containerd',
        ],
      },
      {
        name: 'Rancher Desktop',
        where: 'with an address of its own (administrative access)',
        fixtures: ['rancher-desktop/macos-with-an-address-of-its-own'],
      },
    ],
  },
  {
    slug: 'colima',
    title: 'Colima Kubernetes: NodePort on localhost',
    lead: 'The k3s of `colima start --kubernetes`. Clusters that other tools make in its containers are on their own pages: [kind](kind.md), [k3d](k3d.md), [minikube](minikube.md).',
    cases: [
      { name: 'Colima', where: 'as installed', ja: '標準設定', fixtures: ['colima/macos', 'colima/linux'] },
      { name: 'Colima', where: 'with --network-address', fixtures: ['colima/macos-with-a-network-address'] },
      { name: 'Colima', where: 'without a port forwarder', fixtures: ['colima/macos-without-a-port-forwarder'] },
    ],
  },
  {
    slug: 'lima',
    title: 'Lima (k3s and k8s templates): NodePort on localhost',
    lead: 'The templates `k3s` and `k8s` of Lima, and others like them.',
    cases: [
      {
        name: 'Lima',
        where: 'as installed',
        ja: '標準設定',
        fixtures: ['lima/macos-k3s', 'lima/linux-k3s', 'lima/macos-kubeadm', 'lima/macos-two-nodes-on-user-v2'],
      },
      {
        name: 'Lima',
        where: 'on a shared network (vzNAT, socket_vmnet)',
        fixtures: ['lima/macos-on-a-shared-network'],
      },
      { name: 'Lima', where: 'in plain mode', fixtures: ['lima/macos-plain'] },
    ],
  },
  {
    slug: 'k3s-microk8s-k0s-kubeadm',
    title: 'k3s, MicroK8s, k0s, kubeadm, RKE2: NodePort on localhost and on the network',
    lead: 'The nodes are machines: this one, a virtual one, or others nearby. Where a node is another machine, 127.0.0.1 is not its address; where it is behind a firewall, the port has to be opened there.',
    cases: [
      {
        name: 'k3s, MicroK8s, k0s, kubeadm, RKE2',
        where: 'on this machine',
        ja: 'このマシン上',
        fixtures: [
          'k3s/on-this-machine',
          'microk8s/on-this-machine',
          'k0s/on-this-machine',
          'kubeadm/on-this-machine',
          'rke2/on-this-machine',
        ],
      },
      {
        name: 'k3s, MicroK8s, k0s, kubeadm, RKE2, Talos',
        where: 'on other machines of this network',
        ja: 'LAN 内の別のマシン上',
        fixtures: [
          'k3s/on-a-lan-of-raspberry-pis',
          'microk8s/on-a-lan',
          'k0s/on-a-lan',
          'kubeadm/on-a-lan',
          'rke2/on-a-lan',
          'talos/machines-on-a-lan',
          'microshift/on-a-machine-of-the-lan',
        ],
      },
      {
        name: 'k3s, MicroK8s',
        where: 'in a virtual machine (Multipass, …)',
        ja: '仮想マシン（Multipass など）',
        fixtures: ['k3s/in-multipass-on-macos', 'microk8s/macos-in-multipass'],
      },
      {
        name: 'k3s, MicroK8s',
        where: 'on a server with a public address',
        ja: 'グローバル IP を持つサーバー（VPS）上',
        fixtures: ['k3s/on-a-single-server-with-a-public-address', 'microk8s/on-a-single-server-with-a-public-address'],
      },
      {
        name: 'k3s, k0s, Talos',
        where: 'in containers on Linux',
        fixtures: [
          'k0s/in-docker-on-linux',
          'k3s/in-a-compose-file-on-linux',
          'talos/linux-in-docker-with-one-exposed-port',
        ],
      },
      {
        name: 'k3s',
        where: 'in a Compose file, in Docker Desktop',
        fixtures: ['k3s/in-a-compose-file-in-docker-desktop'],
      },
    ],
  },
  {
    slug: 'wsl2',
    title: 'WSL2: NodePort on localhost, from Windows and from WSL',
    lead: 'Windows copies to its own `localhost` what a program in WSL2 listens on. For a NodePort nobody listens: since Kubernetes 1.24 kube-proxy only has rules. So `localhost:<nodePort>` answers inside WSL and says «connection refused» in a browser on Windows, where the address of WSL2 works. The clusters of [Docker Desktop](docker-desktop.md) and [Rancher Desktop](rancher-desktop.md) are another matter.',
    cases: [
      {
        name: 'k3s, MicroK8s',
        where: 'in WSL2, seen from Windows',
        ja: 'WSL2 上、Windows から',
        fixtures: ['k3s/in-wsl2-seen-from-windows', 'microk8s/in-wsl2-seen-from-windows'],
      },
      {
        name: 'k3s',
        where: 'in WSL2, seen from WSL',
        ja: 'WSL2 上、WSL 内から',
        fixtures: ['k3s/in-wsl2-seen-from-another-distribution'],
      },
      {
        name: 'kind, k3d',
        where: 'in an engine of its own in WSL2, seen from WSL',
        ja: 'WSL2 内の Docker 上、WSL 内から',
        fixtures: ['kind/inside-wsl2-with-an-engine-of-its-own', 'k3d/inside-wsl2-with-an-engine-of-its-own'],
      },
    ],
  },
  {
    slug: 'clouds',
    title: 'EKS, GKE, AKS and other clouds: NodePort from your machine',
    lead: 'In a cloud a nodePort is mostly closed until a rule of its firewall opens it. For a look at a Service a tunnel is enough, and it opens nothing to the world.',
    cases: [
      {
        name: 'EKS, GKE, AKS, OKE, OpenShift',
        where: 'with private node addresses',
        ja: 'ノードがプライベート IP のみ',
        fixtures: [
          'eks/nodes-in-private-subnets',
          'aks/nodes-of-a-scale-set',
          'openshift/on-amazon-by-its-installer',
          'kubeadm/on-ec2-with-the-provider-id-of-amazon',
        ],
      },
      {
        name: 'GKE, DigitalOcean, LKE, OKE, Civo',
        where: 'with public node addresses',
        ja: 'ノードがパブリック IP を持つ',
        fixtures: [
          'gke/nodes-with-public-addresses',
          'digitalocean/nodes-with-public-addresses',
          'linode/nodes-with-public-addresses',
          'oke/nodes-called-by-their-addresses',
          'civo/on-talos',
        ],
      },
    ],
  },
  {
    slug: 'openshift-local',
    title: 'OpenShift Local (CRC) and MicroShift: NodePort on localhost',
    lead: 'OpenShift Local is a virtual machine; the MicroShift of MINC is a container in the machine of Podman.',
    cases: [
      {
        name: 'OpenShift Local',
        where: 'with user-mode networking',
        fixtures: ['crc/macos-with-user-mode-networking'],
      },
      { name: 'MicroShift', where: 'by MINC, in a Podman machine', fixtures: ['microshift/macos-in-minc'] },
    ],
  },
  {
    slug: 'vcluster',
    title: 'vcluster: NodePort of a virtual cluster',
    lead: 'A nodePort of a virtual cluster is one of the cluster around it, with the same number, so that the page of that one applies. vind makes nodes of its own, in containers.',
    cases: [
      {
        name: 'vcluster',
        where: 'in a kind cluster, in Docker Desktop',
        fixtures: ['vcluster/copies-of-the-nodes-of-kind'],
      },
      {
        name: 'vind',
        where: 'in Docker Desktop',
        fixtures: ['vind/macos-in-docker-desktop-with-one-port-published'],
      },
    ],
  },
];
