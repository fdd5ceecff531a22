import { describe, expect, test } from 'vitest';
import { aks } from '../../src/distributions/aks.ts';
import { civo } from '../../src/distributions/civo.ts';
import { crc } from '../../src/distributions/crc.ts';
import { digitalocean } from '../../src/distributions/digitalocean.ts';
import { eks } from '../../src/distributions/eks.ts';
import { gke } from '../../src/distributions/gke.ts';
import { kubeadm } from '../../src/distributions/kubeadm.ts';
import { kwok } from '../../src/distributions/kwok.ts';
import { linode } from '../../src/distributions/linode.ts';
import { microshift } from '../../src/distributions/microshift.ts';
import { oke } from '../../src/distributions/oke.ts';
import { openshift } from '../../src/distributions/openshift.ts';
import { talos } from '../../src/distributions/talos.ts';
import { vcluster } from '../../src/distributions/vcluster.ts';
import { vind } from '../../src/distributions/vind.ts';
import type { ClusterFacts, NodeFacts } from '../../src/domain/facts.ts';
import type { Distribution } from '../../src/domain/runtime.ts';
import { aNode, aPort, someClusterFacts } from '../domain/build.ts';

const ALL: readonly Distribution[] = [
  ...[vind, vcluster, kwok, crc, microshift, openshift, eks, aks, gke, digitalocean, linode, oke, civo, talos, kubeadm],
];

const CRI_SOCKET = 'kubeadm.alpha.kubernetes.io/cri-socket';

/** What `kubectl get nodes` prints of a node; `-o wide` is the rest. */
function row(name: string, roles: string, kubelet: string, wide: Partial<NodeFacts> = {}): NodeFacts {
  const silent = { addresses: [], kernel: '', osImage: '', containerRuntime: '' };
  return aNode({ ...silent, name, roles: roles === '' ? [] : roles.split(','), kubelet, ...wide });
}

function at(ip: string): Pick<NodeFacts, 'addresses'> {
  return { addresses: [{ type: 'InternalIP', ip }] };
}

/** `names`: context, cluster and user; what is left out is called as the one before. */
function seen(nodes: readonly NodeFacts[] | undefined, names: readonly string[] = [], host?: string): ClusterFacts {
  const [context, cluster = context, user = cluster] = names;
  const server = host === undefined ? undefined : { host, port: aPort(6443) };
  return someClusterFacts({
    kubeconfig: { context, cluster, user, namespace: 'default', server, provider: undefined },
    nodes: nodes ? { kind: 'known', value: nodes } : { kind: 'not-asked' },
  });
}

/** As recognition asks: suggestions only where nothing was enough by itself. */
function whoSpeaks(facts: ClusterFacts) {
  const detects = ALL.filter(({ detect }) => detect(facts)).map(({ id }) => id);
  const suggests = ALL.filter(({ suggest }) => suggest?.(facts)).map(({ id }) => id);
  return detects.length > 0 ? { detects } : { suggests };
}

const NOBODY = { suggests: [] };

describe('of fifteen distributions these speak for', () => {
  test.each<[string, ClusterFacts, ReturnType<typeof whoSpeaks>]>([
    ['nothing at all', seen([]), NOBODY],
    // Amazon
    ['EKS by its kubelet', seen([row('ip-10-0-1-2.ec2.internal', '', 'v1.21.5-eks-bc4871b')]), { detects: ['eks'] }],
    ['EKS by a digest that is a number', seen([row('n', '', 'v1.14.7-eks-186175')]), { detects: ['eks'] }],
    ['EKS Distro elsewhere, which is not EKS', seen([row('n', '', 'v1.23.7-eks-1-23-4')]), NOBODY],
    ['machines on EC2 without more', seen([row('ip-10-0-1-2.ec2.internal', '', 'v1.29.1')]), NOBODY],
    ['a providerID of EC2', seen([row('n', '', 'v1.29.1', { providerId: 'aws:///us-east-1a/i-0a' })]), NOBODY],
    [
      'EKS by a label',
      seen([row('n', '', 'v1.11.5', { labels: { 'eks.amazonaws.com/nodegroup': 'a' } })]),
      { detects: ['eks'] },
    ],
    [
      'its label on a node of kind',
      seen([
        row('n', '', 'v1.30.1', { providerId: 'kind://docker/a/n', labels: { 'eks.amazonaws.com/nodegroup': 'a' } }),
      ]),
      NOBODY,
    ],
    [
      'Bottlerocket for EKS',
      seen([row('n', '', 'v1.35.2', { osImage: 'Bottlerocket OS 1.56.0 (aws-k8s-1.35)' })]),
      { detects: ['eks'] },
    ],
    [
      'Bottlerocket for VMware',
      seen([row('n', '', 'v1.27.1', { osImage: 'Bottlerocket OS 1.15.0 (vmware-k8s-1.27)' })]),
      NOBODY,
    ],
    ['EKS by its server', seen(undefined, ['prod'], '0A.gr7.us-east-1.EKS.amazonaws.com'), { detects: ['eks'] }],
    ['EKS in China', seen(undefined, ['prod'], '0a.yl4.cn-north-1.eks.amazonaws.com.cn'), { detects: ['eks'] }],
    ['EKS over IPv6', seen(undefined, ['prod'], '0a.gr7.eks-cluster.us-west-2.api.aws'), { detects: ['eks'] }],
    ['a host that ends differently', seen(undefined, ['prod'], '0a.eks.amazonaws.com.example.org'), NOBODY],
    ['a host that only ends alike', seen(undefined, ['prod'], 'evil-eks.amazonaws.com'), NOBODY],
    ['a name of EKS', seen(undefined, ['me', 'arn:aws:eks:eu-west-1:123456789012:cluster/a']), { suggests: ['eks'] }],
    ['a name of eksctl', seen(undefined, ['me@a.eu-west-1.eksctl.io', 'a.eu-west-1.eksctl.io']), { suggests: ['eks'] }],
    [
      'a name of EKS with a control plane among the nodes',
      seen([row('n', 'control-plane,etcd', 'v1.30.1')], ['arn:aws:eks:eu-west-1:123456789012:cluster/a']),
      NOBODY,
    ],
    [
      'a name of EKS on loopback',
      seen(undefined, ['arn:aws:eks:eu-west-1:123456789012:cluster/a'], '127.0.0.1'),
      NOBODY,
    ],
    // Google
    [
      'GKE by its kubelet',
      seen([row('gke-a-default-pool-1a2b3c4d-x1y2', '', 'v1.27.3-gke.100')]),
      { detects: ['gke'] },
    ],
    ['GKE Autopilot', seen([row('gk3-a-pool-1-1a2b3c4d-x1y2', '', 'v1.27.3-gke.100')]), { detects: ['gke'] }],
    ['Google’s clusters on VMware', seen([row('worker-7f9c', '', 'v1.27.3-gke.100')]), NOBODY],
    ['Google’s clusters on AWS', seen([row('n', '', 'v1.27.3-gke.100', { providerId: 'aws:///a/i-0' })]), NOBODY],
    [
      'Google’s clusters on bare metal',
      seen([row('gke-1', '', 'v1.27.3-gke.100', { labels: { 'baremetal.cluster.gke.io/node-pool': 'a' } })]),
      NOBODY,
    ],
    [
      'a node named as GKE names them that is k3s',
      seen([row('gke-a-default-pool-1a2b3c4d-x1y2', '', 'v1.30.1+k3s1')]),
      NOBODY,
    ],
    ['a glimpse of such a name', seen([row('gke-a-default-pool-1a2b3c4d-x1y2', '', '')]), { suggests: ['gke'] }],
    [
      'Google’s system without more',
      seen([row('n', '', 'v1.30.1', { osImage: 'Container-Optimized OS from Google', providerId: 'gce://a/b/n' })]),
      NOBODY,
    ],
    [
      'GKE by an annotation',
      seen([row('n', '', 'v1.30.1', { annotations: ['container.googleapis.com/instance_id'] })]),
      { detects: ['gke'] },
    ],
    [
      'GKE by a label',
      seen([row('n', '', '', { labels: { 'cloud.google.com/gke-nodepool': 'a' } })]),
      { detects: ['gke'] },
    ],
    ['GKE by its server', seen(undefined, ['prod'], 'gke-0a.europe-west1.gke.goog'), { detects: ['gke'] }],
    ['a name of gcloud', seen(undefined, ['gke_shop_europe-west1-b_prod'], '203.0.113.9'), { suggests: ['gke'] }],
    [
      'a context of kind that was renamed so',
      seen(
        [row('dev-control-plane', 'control-plane', 'v1.34.0', at('172.18.0.2'))],
        ['gke_a_b_c', 'kind-dev'],
        '127.0.0.1',
      ),
      NOBODY,
    ],
    ['the same without nodes', seen(undefined, ['gke_a_b_c', 'kind-dev']), NOBODY],
    // Azure
    ['AKS by its names', seen([row('aks-nodepool1-12345678-vmss00000a', '', 'v1.28.5')]), { suggests: ['aks'] }],
    ['AKS of 2018', seen([row('aks-nodepool1-37756013-0', 'agent', 'v1.10.3')]), { suggests: ['aks'] }],
    ['its name on k3s', seen([row('aks-nodepool1-12345678-vmss00000a', '', 'v1.28.5+k3s1')]), NOBODY],
    [
      'its name beside a control plane',
      seen([row('aks-a-12345678-0', 'agent', 'v1.18.5'), row('k8s-master-1', 'master', 'v1.18.5')]),
      NOBODY,
    ],
    [
      'AKS by a label',
      seen([row('n', 'agent', 'v1.28.5', { labels: { 'kubernetes.azure.com/mode': 'system' } })]),
      { detects: ['aks'] },
    ],
    [
      'aks-engine, which has some of these labels',
      seen([
        row('k8s-agentpool1-1-vmss000000', 'agent', 'v1.18.5', {
          labels: { 'kubernetes.azure.com/cluster': 'a', 'kubernetes.azure.com/role': 'agent' },
          providerId: 'azure:///subscriptions/0/resourceGroups/a/providers/k8s-agentpool1',
        }),
      ]),
      NOBODY,
    ],
    [
      'AKS by its resource group',
      seen([
        row('n', '', 'v1.28.5', {
          providerId:
            'azure:///subscriptions/0/resourceGroups/mc_a_b_eastus/providers/Microsoft.Compute/virtualMachineScaleSets/aks-a-12345678-vmss/virtualMachines/0',
        }),
      ]),
      { detects: ['aks'] },
    ],
    ['AKS by its server', seen(undefined, ['prod'], 'a-0a.hcp.eastus.azmk8s.io'), { detects: ['aks'] }],
    ['AKS by a private server', seen(undefined, ['p'], 'a-0a.1b.privatelink.eastus.azmk8s.io'), { detects: ['aks'] }],
    ['AKS in China', seen(undefined, ['p'], 'a.hcp.chinaeast2.cx.prod.service.azk8s.cn'), { detects: ['aks'] }],
    ['a user of az', seen(undefined, ['prod', 'prod', 'clusterUser_group_prod']), { suggests: ['aks'] }],
    ['a user of az for another cluster', seen(undefined, ['prod', 'prod', 'clusterUser_group_test']), NOBODY],
    // DigitalOcean, Linode, Oracle, Civo
    [
      'DigitalOcean by a label',
      seen([row('n', '', 'v1.30.1', { labels: { 'doks.digitalocean.com/version': '1.30.1-do.0' } })]),
      { detects: ['digitalocean'] },
    ],
    ['droplets', seen([row('n', '', 'v1.30.1', { providerId: 'digitalocean://1' })]), NOBODY],
    ['DigitalOcean by its server', seen(undefined, ['a'], '0a.k8s.ondigitalocean.com'), { detects: ['digitalocean'] }],
    ['an unnamed pool', seen([row('pool-un5t2n2gp-3b4g4', '', 'v1.18.10')]), { suggests: ['digitalocean'] }],
    ['a pool in words', seen([row('pool-frontends-abcde', '', 'v1.18.10')]), NOBODY],
    ['a name of doctl', seen(undefined, ['me', 'do-fra1-a', 'do-fra1-a-admin']), { suggests: ['digitalocean'] }],
    [
      'Linode by a label',
      seen([row('n', '', 'v1.30.1', { labels: { 'lke.linode.com/pool-id': '1' }, providerId: 'linode://1' })]),
      { detects: ['linode'] },
    ],
    ['Linodes', seen([row('n', '', 'v1.30.1', { providerId: 'linode://1' })]), NOBODY],
    ['Linode by its names', seen([row('lke27049-39949-60a531334464', '', 'v1.20.7')]), { suggests: ['linode'] }],
    ['LKE Enterprise', seen([row('lke1-2-60a531334464', '', 'v1.31.1+lke1')]), { detects: ['linode'] }],
    ['Linode by its server', seen(undefined, ['a'], '0a.eu-west-1-gw.linodelke.net'), { detects: ['linode'] }],
    ['names of LKE', seen(undefined, ['lke1-ctx', 'lke1', 'lke1-admin']), { suggests: ['linode'] }],
    [
      'Oracle by a label',
      seen([row('10.0.10.2', 'node', 'v1.28.2', { labels: { 'oci.oraclecloud.com/node.info.managed': 'true' } })]),
      { detects: ['oke'] },
    ],
    [
      'Oracle by an annotation',
      seen([row('10.0.10.2', 'node', 'v1.28.2', { annotations: ['oci.oraclecloud.com/node-pool-id'] })]),
      { detects: ['oke'] },
    ],
    [
      'instances of OCI',
      seen([
        row('n', '', 'v1.28.2', {
          providerId: 'ocid1.instance.oc1.iad.a',
          labels: { 'oci.oraclecloud.com/fault-domain': 'FAULT-DOMAIN-1' },
        }),
      ]),
      NOBODY,
    ],
    [
      'addresses for names on Oracle Linux',
      seen([row('10.0.10.2', 'node', 'v1.28.2', { osImage: 'Oracle Linux Server 8.8' })]),
      { suggests: ['oke'] },
    ],
    ['addresses for names, a worker of kubeasz', seen([row('192.168.1.2', 'node', 'v1.28.2')]), NOBODY],
    [
      'names of OKE',
      seen(undefined, ['context-cydgmbsg4zd', 'cluster-cydgmbsg4zd', 'user-cydgmbsg4zd']),
      { suggests: ['oke'] },
    ],
    ['Civo on k3s', seen([row('k3s-a-1a2b-1a2b3c-node-pool-1a2b-x1y2z', '', 'v1.28.7+k3s1')]), { detects: ['civo'] }],
    [
      'Civo on Talos, which is Talos too',
      seen([row('n', '', 'v1.28.7', { providerId: 'civo://0', osImage: 'Talos (v1.5.0)' })]),
      { detects: ['civo', 'talos'] },
    ],
    ['Civo by its server', seen(undefined, ['a'], '0a.k8s.civo.com'), { detects: ['civo'] }],
    // OpenShift and what is made of it
    ['OpenShift 3', seen([row('n', 'infra,master', 'v1.11.0+d4cacc0')]), { detects: ['openshift'] }],
    ['a build of Kubernetes itself', seen([row('n', '', 'v1.20.0+abcdef12345678')]), NOBODY],
    [
      'OpenShift by its system',
      seen([row('n', 'worker', 'v1.31.4', { osImage: 'Red Hat Enterprise Linux CoreOS 418.94.202501' })]),
      { detects: ['openshift'] },
    ],
    ['a plain RHEL', seen([row('n', 'worker', 'v1.31.4', { osImage: 'Red Hat Enterprise Linux 9.4 (Plow)' })]), NOBODY],
    [
      'OpenShift by an annotation',
      seen([row('n', '', 'v1.31.4', { annotations: ['machineconfiguration.openshift.io/state'] })]),
      { detects: ['openshift'] },
    ],
    [
      'OpenShift by its roles',
      seen([row('a', 'control-plane,master', 'v1.31.4'), row('b', 'worker', 'v1.31.4')]),
      { suggests: ['openshift'] },
    ],
    ['ROSA', seen(undefined, ['a'], 'api.a.1b2c.p1.openshiftapps.com'), { detects: ['openshift'] }],
    [
      '`oc login`',
      seen(undefined, ['shop/api-a-example-com:6443/me', 'api-a-example-com:6443', 'me/api-a-example-com:6443']),
      { suggests: ['openshift'] },
    ],
    ['OpenShift Local by its server', seen(undefined, ['a'], 'api.crc.testing'), { detects: ['crc'] }],
    ['a server that only ends in that name', seen(undefined, ['a'], 'my-api.crc.testing'), NOBODY],
    ['a server below that name', seen(undefined, ['a'], 'api.crc.testing.example.org'), NOBODY],
    [
      'OpenShift Local by its node, which is OpenShift too',
      seen([row('crc-w6th5-master-0', 'master,worker', 'v1.20.0+bd9e442')]),
      { detects: ['crc', 'openshift'] },
    ],
    ['OpenShift Local of late', seen([row('crc', 'control-plane,master,worker', 'v1.31.4')]), { suggests: ['crc'] }],
    [
      'two nodes, one of which is called so',
      seen([row('crc', 'control-plane', 'v1.31.4'), row('b', '', 'v1.31.4')]),
      { suggests: ['kubeadm'] },
    ],
    [
      'MicroShift by a label',
      seen([
        row('edge', 'control-plane,master,worker', 'v1.29.4', {
          labels: { 'node.kubernetes.io/instance-type': 'rhde', 'node.openshift.io/os_id': 'rhel' },
        }),
      ]),
      { detects: ['microshift'] },
    ],
    [
      'MicroShift by its roles and its system',
      seen([
        row('edge', 'control-plane,master,worker', 'v1.29.4', {
          osImage: 'Red Hat Enterprise Linux 9.4 (Plow)',
          containerRuntime: 'cri-o://1.29.4',
        }),
      ]),
      { suggests: ['microshift'] },
    ],
    ['one node with the roles of both', seen([row('edge', 'control-plane,master,worker', 'v1.29.4')]), NOBODY],
    ['MicroShift by its names', seen(undefined, ['microshift', 'microshift', 'user']), { suggests: ['microshift'] }],
    // Nobody there, or somebody else below
    [
      'kwok by its annotation',
      seen([row('node-0', 'agent', 'fake', { annotations: ['kwok.x-k8s.io/node'] })]),
      { detects: ['kwok'] },
    ],
    ['kwok by its kubelet', seen([row('node-0', '', 'kwok-v0.6.1')]), { detects: ['kwok'] }],
    [
      'nodes of kwok beside a real one',
      seen([row('node-0', '', 'kwok-v0.6.1'), row('a', 'control-plane', 'v1.30.1')]),
      NOBODY,
    ],
    ['a new cluster of kwok', seen([], ['kwok-a'], '127.0.0.1'), { suggests: ['kwok'] }],
    [
      'vcluster by a made-up node',
      seen([row('n', '', 'v1.19.1', { osImage: 'Fake Kubernetes Image', kernel: '4.19.76-fakelinux' })]),
      { detects: ['vcluster'] },
    ],
    [
      'vcluster with copies of the nodes of kind',
      seen([row('n', 'control-plane', 'v1.30.1', { providerId: 'kind://docker/a/n' })], ['vcluster_a_team_kind-a']),
      { detects: ['vcluster'] },
    ],
    [
      'vcluster by what it writes into copies',
      seen([row('n', '', 'v1.30.1', { annotations: ['vcluster.loft.sh/managed-labels'] })]),
      { detects: ['vcluster'] },
    ],
    ['a context renamed so', seen([row('n', '', 'v1.30.1')], ['vcluster_a_b_c', 'prod']), NOBODY],
    [
      'vind',
      seen([row('a', 'control-plane,master', 'v1.34.0')], ['vcluster-docker_a'], '127.0.0.1'),
      { detects: ['vind'] },
    ],
    // Talos and kubeadm
    [
      'Talos by its system',
      seen([row('talos-default-controlplane-1', 'control-plane', 'v1.29.0', { osImage: 'Talos (v1.7.1)' })]),
      { detects: ['talos'] },
    ],
    ['Talos by a name it makes up', seen([row('talos-d1h-wad', 'control-plane', 'v1.29.0')]), { suggests: ['talos'] }],
    ['a machine called after it', seen([row('talos', '', 'v1.29.0')]), NOBODY],
    ['Talos by a context', seen(undefined, ['admin@a', 'a', 'admin@a']), { suggests: ['talos'] }],
    [
      'kubeadm on EC2',
      seen([row('n', 'control-plane', 'v1.29.1', { annotations: [CRI_SOCKET], providerId: 'aws:///a/i-0' })]),
      { detects: ['kubeadm'] },
    ],
    [
      'kind, which writes what kubeadm writes',
      seen([row('n', 'control-plane', 'v1.29.1', { annotations: [CRI_SOCKET], providerId: 'kind://docker/a/n' })]),
      NOBODY,
    ],
    [
      'kind before it wrote a providerID',
      seen([
        row('kind-control-plane', 'master', 'v1.17.0', {
          ...at('172.17.0.2'),
          annotations: [CRI_SOCKET],
          containerRuntime: 'containerd://1.3.0',
        }),
      ]),
      NOBODY,
    ],
    [
      'machines that somebody named as kind does',
      seen([
        row('k8s-control-plane', 'control-plane', 'v1.29.1', at('192.168.1.10')),
        row('k8s-worker', '', 'v1.29.1', at('192.168.1.11')),
      ]),
      { suggests: ['kubeadm'] },
    ],
    [
      'the same in a short table, where one is counted from 1',
      seen([row('k8s-control-plane', 'control-plane', 'v1.29.1'), row('k8s-worker1', '', 'v1.29.1')]),
      { suggests: ['kubeadm'] },
    ],
    ['a short table of kind', seen([row('a-control-plane', 'control-plane', 'v1.29.1')]), NOBODY],
    ['a profile of minikube', seen([row('a', 'control-plane', 'v1.29.1'), row('a-m02', '', 'v1.29.1')]), NOBODY],
    ['minikube’s network', seen([row('a', 'control-plane', 'v1.29.1', at('192.168.49.2'))]), NOBODY],
    ['minikube’s second network', seen([row('a', 'control-plane', 'v1.29.1', at('192.168.58.2'))]), NOBODY],
    [
      'a LAN of the same numbers',
      seen([row('a', 'control-plane', 'v1.29.1', at('192.168.58.20'))]),
      { suggests: ['kubeadm'] },
    ],
    [
      'a container in Docker Desktop',
      seen([row('a', 'control-plane', 'v1.29.1', { ...at('172.18.0.2'), kernel: '6.6.12-linuxkit' })]),
      NOBODY,
    ],
    [
      'Cluster API in Docker Desktop',
      seen([
        row('a-4f7xk', 'control-plane', 'v1.29.1', {
          annotations: [CRI_SOCKET],
          kernel: '6.6.12-linuxkit',
          providerId: 'docker:////a-4f7xk',
        }),
      ]),
      { detects: ['kubeadm'] },
    ],
    [
      'machines counted as minikube does',
      seen([row('k8s-m01', 'control-plane', 'v1.29.1')]),
      { suggests: ['kubeadm'] },
    ],
    ['kubeadm of 2019', seen([row('a', 'master', 'v1.16.3'), row('b', '', 'v1.16.3')]), { suggests: ['kubeadm'] }],
    ['kubeadm of 2021', seen([row('k8s', 'control-plane,master', 'v1.21.3')]), { suggests: ['kubeadm'] }],
    ['a short row that may as well be a profile of minikube', seen([row('a', 'control-plane', 'v1.31.0')]), NOBODY],
    [
      'the first containers of a network of Docker, which may be vind’s',
      seen([row('a', 'control-plane', 'v1.34.0', at('172.19.0.2')), row('worker-1', '', 'v1.34.0', at('172.19.0.3'))]),
      NOBODY,
    ],
    [
      'machines of a company’s network of the same range',
      seen([
        row('lab-control-plane', 'control-plane', 'v1.30.2', at('172.20.0.101')),
        row('lab-worker', '', 'v1.30.2', at('172.20.0.102')),
      ]),
      { suggests: ['kubeadm'] },
    ],
    ['Talos by a name of talosctl’s', seen([row('a-controlplane-1', 'control-plane', 'v1.31.1')]), NOBODY],
    [
      'nodes that are called by their addresses',
      seen([row('10.1.1.1', 'master', 'v1.19.6'), row('10.1.1.2', 'worker', 'v1.19.6')]),
      NOBODY,
    ],
    ['Magnum', seen([row('k8s-0', 'master', 'v1.15.7', { osImage: 'Fedora 29.20191126.0 (Atomic Host)' })]), NOBODY],
    ['Typhoon', seen([row('controller-0', 'controller,master', 'v1.14.1')]), NOBODY],
    ['Canonical Kubernetes', seen([row('k8s-1', 'control-plane,worker', 'v1.32.1')]), NOBODY],
    ['KubeKey', seen([row('k8s-1', 'control-plane,worker', 'v1.30.1')]), { suggests: ['kubeadm'] }],
    [
      'OVH, whose context is like kubeadm’s',
      seen(undefined, ['kubernetes-admin@a', 'a', 'kubernetes-admin-a'], 'a.c1.gra7.k8s.ovh.net'),
      NOBODY,
    ],
    ['the role of old under a new kubelet', seen([row('a', 'master', 'v1.28.3'), row('b', '', 'v1.28.3')]), NOBODY],
    ['kops', seen([row('a', 'control-plane', 'v1.28.3'), row('b', 'node', 'v1.28.3')]), NOBODY],
    ['RKE', seen([row('a', 'controlplane,etcd,worker', 'v1.28.3')]), NOBODY],
    ['workers alone', seen([row('a', '', 'v1.28.3')]), NOBODY],
    ['RKE2', seen([row('a', 'control-plane,etcd,master', 'v1.28.3+rke2r1')]), NOBODY],
    ['Docker Desktop', seen([row('docker-desktop', 'control-plane', 'v1.30.2')]), NOBODY],
    [
      'a control plane without nodes, by its context',
      seen(undefined, ['kubernetes-admin@kubernetes', 'kubernetes', 'kubernetes-admin'], '10.0.0.1'),
      { suggests: ['kubeadm'] },
    ],
    [
      'the same on loopback, as Lima has it',
      seen(undefined, ['kubernetes-admin@kubernetes', 'kubernetes', 'kubernetes-admin'], '127.0.0.1'),
      NOBODY,
    ],
  ])('%s', (_situation, facts, expected) => {
    expect(whoSpeaks(facts)).toEqual(expected);
  });
});

const UBUNTU = { osImage: 'Ubuntu 22.04.4 LTS' };
const RHEL = { osImage: 'Red Hat Enterprise Linux 9.4 (Plow)', containerRuntime: 'cri-o://1.29.4' };
const BOTH = 'control-plane,master,worker';

describe('nobody speaks for', () => {
  test.each([
    ['eks', '0a.gr7.us-east-1.eks.amazonaws.com'],
    ['eks', '0a.gr7.eks-cluster.us-west-2.api.aws'],
    ['gke', 'gke-0a.europe-west1.gke.goog'],
    ['aks', 'a-0a.hcp.eastus.azmk8s.io'],
    ['digitalocean', '0a.k8s.ondigitalocean.com'],
    ['linode', '0a.eu-west-1-gw.linodelke.net'],
    ['oke', 'czdgmbsg4zd.us-phoenix-1.clusters.oci.oraclecloud.com'],
    ['civo', '0a.k8s.civo.com'],
    ['openshift', 'api.a.eastus.aroapp.io'],
    ['crc', 'api.crc.testing'],
  ])('a server below that of %s, or one that only ends alike', (id, host) => {
    expect(whoSpeaks(seen(undefined, ['prod'], host))).toEqual({ detects: [id] });
    expect(whoSpeaks(seen(undefined, ['prod'], `${host}.example.org`))).toEqual(NOBODY);
    expect(whoSpeaks(seen(undefined, ['prod'], `a${host.replaceAll('.', '-')}`))).toEqual(NOBODY);
  });

  test.each([
    ['gke', 'gke-a-default-pool-1a2b3c4d-x1y2', ''],
    ['aks', 'aks-nodepool1-12345678-vmss00000a', 'v1.28.5'],
    ['digitalocean', 'pool-un5t2n2gp-3b4g4', 'v1.28.5'],
    ['linode', 'lke27049-39949-60a531334464', 'v1.28.5'],
    ['oke', 'oke-cxhuk3rmsoq-nienmrznc6a-s6f372m3efa-0', 'v1.28.5'],
    ['talos', 'talos-d1h-wad', 'v1.28.5'],
  ])('a name that only has one of %s in it', (id, name, kubelet) => {
    expect(whoSpeaks(seen([row(name, '', kubelet)]))).toEqual({ suggests: [id] });
    expect(whoSpeaks(seen([row(`my${name}`, '', kubelet)]))).toEqual(NOBODY);
    expect(whoSpeaks(seen([row(`${name}.example.org`, '', kubelet)]))).toEqual(NOBODY);
  });

  test.each([
    ['digitalocean', 'pool-un5t2n2gp-3b4g4'],
    ['linode', 'lke27049-39949-60a531334464'],
    ['oke', 'oke-cxhuk3rmsoq-nienmrznc6a-s6f372m3efa-0'],
  ])('a name of %s on nodes that are none of its', (_id, name) => {
    expect(whoSpeaks(seen([row(name, '', 'v1.28.5+k3s1')]))).toEqual(NOBODY);
  });

  test.each([
    ['eks', ['a.eu-west-1.eksctl.io']],
    ['gke', ['gke_shop_europe-west1-b_prod']],
    ['aks', ['prod', 'prod', 'clusterUser_group_prod']],
    ['digitalocean', ['do-fra1-a', 'do-fra1-a', 'do-fra1-a-admin']],
    ['linode', ['lke1-ctx', 'lke1', 'lke1-admin']],
    ['oke', ['context-cydgmbsg4zd', 'cluster-cydgmbsg4zd', 'user-cydgmbsg4zd']],
    ['vcluster', ['vcluster_a_b_c']],
    ['vcluster', ['vcluster-platform_a_b']],
    ['vind', ['vcluster-docker_a']],
    ['talos', ['admin@a', 'a', 'admin@a']],
  ])('names that begin otherwise than those of %s', (id, names) => {
    const speaks = whoSpeaks(seen(undefined, names));
    expect(speaks).toEqual(id === 'vind' || id === 'vcluster' ? { detects: [id] } : { suggests: [id] });
    const others = names.map((name) => (id === 'eks' ? `${name}.example.org` : `my-${name}`));
    expect(whoSpeaks(seen(undefined, others))).toEqual(NOBODY);
  });

  test.each<[string, ClusterFacts]>([
    ['names of OKE that do not agree', seen(undefined, ['context-cydgmbsg4zd', 'cluster-cydgmbsg4zd', 'me'])],
    ['a cluster that is called as one of LKE', seen(undefined, ['prod', 'lke1', 'me'])],
    ['a name of doctl with another user', seen(undefined, ['me', 'do-fra1-a', 'me'])],
    ['a name of `oc login` with another user', seen(undefined, ['shop/a:6443/me', 'a:6443', 'you/b:6443'])],
    ['a name of kwok on another machine', seen([], ['kwok-a'], '10.0.0.1')],
    ['a context of vind that was renamed', seen(undefined, ['vcluster-docker_a', 'prod'])],
    ['a name of Talos on a node that says Ubuntu', seen([row('talos-d1h-wad', '', 'v1.29.0', UBUNTU)])],
    ['a context of Talos on k3s', seen([row('a', '', 'v1.29.0+k3s1')], ['admin@a', 'a', 'admin@a'])],
    ['a system that is named after Talos', seen([row('a', '', '', { osImage: 'My Talos (v1)' })])],
    ['a node of another cloud with a label of Civo', seen([labelled('kubernetes.civo.com/civo-node-pool')])],
    ['a node of another cloud with a label of LKE', seen([labelled('lke.linode.com/pool-id')])],
    ['a node of another cloud with a label of DOKS', seen([labelled('doks.digitalocean.com/version')])],
    ['a node of another cloud with a label of OKE', seen([labelled('oke.oraclecloud.com/pool.name')])],
    ['a node of another cloud with a label of AKS', seen([labelled('kubernetes.azure.com/mode')])],
    ['a node of another cloud with a label of GKE', seen([labelled('cloud.google.com/gke-nodepool')])],
    ['a label of GKE on premises', seen([row('n', '', '', { labels: { 'cloud.google.com/gke-on-prem': 'a' } })])],
    ['MicroShift on two nodes', seen([row('a', BOTH, 'v1.22.4', RHEL), row('b', 'worker', 'v1.22.4', RHEL)])],
    [
      'the roles of both on Ubuntu',
      seen([row('a', BOTH, 'v1.29.4', { ...UBUNTU, containerRuntime: 'cri-o://1.29.4' })]),
    ],
    ['the names of MicroShift over k3s', seen([row('a', '', 'v1.29.4+k3s1')], ['microshift', 'microshift', 'user'])],
    ['the names of MicroShift in EC2', seen([row('a', '', 'v1.29.4', { providerId: 'aws:///a/i-0' })], ['microshift'])],
    ['some roles of MicroShift', seen([row('a', 'worker', 'v1.29.4', RHEL)])],
    ['a node called crc without its roles', seen([row('crc', 'worker', 'v1.29.4')])],
    ['a node called as crc is', seen([row('crc-1', 'master,worker', 'v1.29.4')])],
    ['a server of Red Hat’s in the name only', seen(undefined, ['crc-admin', 'api-crc-testing:6443'], 'a.example.org')],
    [
      'a control plane and a worker without a role',
      seen([row('a', 'control-plane,master', 'v1.31.4'), row('b', '', 'v1.31.4')]),
    ],
    ['a control plane of a build', seen([row('a', 'control-plane', 'v1.28.2-custom')])],
    [
      'a control plane with a providerID',
      seen([row('a', 'control-plane', 'v1.28.2', { providerId: 'openstack:///0' })]),
    ],
    [
      'a control plane of kops',
      seen([row('a', 'control-plane', 'v1.28.2', { labels: { 'kops.k8s.io/instancegroup': 'a' } })]),
    ],
    [
      'a control plane on Bottlerocket',
      seen([row('a', 'control-plane', 'v1.28.2', { osImage: 'Bottlerocket OS 1.2 (metal-k8s-1.28)' })]),
    ],
    ['a control plane on Buildroot', seen([row('a', 'control-plane', 'v1.28.2', { osImage: 'Buildroot 2023.02.9' })])],
  ])('%s', (_situation, facts) => {
    expect(whoSpeaks(facts)).toEqual(NOBODY);
  });
});

/** A label that somebody copied to a machine of OpenStack. */
function labelled(key: string): NodeFacts {
  return row('n', '', 'v1.30.1', { labels: { [key]: 'a' }, providerId: 'openstack:///0' });
}

test.each<[string, ClusterFacts, ReturnType<typeof whoSpeaks>]>([
  [
    'KubeKey, by its engine',
    seen([row('node1', BOTH, 'v1.23.10', { containerRuntime: 'docker://20.10.8' })]),
    { suggests: ['kubeadm'] },
  ],
  ['OpenShift on one node', seen([labelledOnly('node.openshift.io/os_id')]), { detects: ['openshift'] }],
  [
    'a cluster of OpenShift Local in a file',
    seen(undefined, ['crc-admin', 'api-crc-testing:6443', 'kubeadmin']),
    { suggests: ['crc'] },
  ],
  ['a user of LKE alone', seen(undefined, ['prod', 'lke1', 'lke1-admin']), { suggests: ['linode'] }],
  [
    'nodes of a hybrid EKS',
    seen([row('n', '', 'v1.31.2-eks-0f56d01', { providerId: 'eks-hybrid:///a/b/n' })]),
    { detects: ['eks'] },
  ],
])('%s is known', (_situation, facts, expected) => {
  expect(whoSpeaks(facts)).toEqual(expected);
});

function labelledOnly(key: string): NodeFacts {
  return row('n', BOTH, 'v1.31.4', { labels: { [key]: 'rhcos' } });
}

test.each<[string, Distribution, readonly NodeFacts[], string]>([
  ['Talos on its own kernel publishes nothing', talos, [row('a', '', '', { kernel: '6.12.18-talos' })], 'nothing'],
  ['Talos in containers some ports', talos, [row('a', '', '', { kernel: '6.1.0' })], 'some-ports'],
  ['MicroShift on a machine nothing', microshift, [row('a', '', '')], 'nothing'],
  ['MicroShift in MINC some ports', microshift, [row('127.0.0.1.nip.io', '', '')], 'some-ports'],
  ['vind some ports', vind, [row('a', '', '')], 'some-ports'],
])('%s', (_situation, distribution, nodes, expected) => {
  expect(distribution.publishes?.(seen(nodes)).kind).toBe(expected);
});

describe('what the nodes are', () => {
  test.each<[string, Distribution, readonly NodeFacts[], string]>([
    ['Talos on its own kernel', talos, [row('a', '', '', { kernel: '6.12.18-talos' })], 'machines'],
    [
      'its kernel as kubectl 1.36 prints it',
      talos,
      [row('a', '', '', { kernel: '6.18.51-talos (amd64)' })],
      'machines',
    ],
    ['Talos on the engine’s kernel', talos, [row('a', '', '', { kernel: '6.12.68-linuxkit' })], 'containers'],
    ['Talos in a table without kernels', talos, [row('a', '', '')], 'unknown'],
    ['nodes that vcluster made up', vcluster, [row('a', '', '', { osImage: 'Fake Kubernetes Image' })], 'fake'],
    ['nodes that vcluster copied', vcluster, [row('a', '', 'v1.30.1')], 'unknown'],
    ['MicroShift on a machine', microshift, [row('edge', '', 'v1.29.4')], 'machines'],
    ['MicroShift in MINC', microshift, [row('127.0.0.1.nip.io', '', 'v1.29.4')], 'containers'],
    ['machines that kubeadm joined', kubeadm, [row('a', 'control-plane', 'v1.29.4')], 'machines'],
    ['Cluster API in Docker', kubeadm, [row('a', '', 'v1.29.4', { providerId: 'docker:////a' })], 'containers'],
  ])('%s', (_situation, distribution, nodes, expected) => {
    expect(distribution.nodesAre(seen(nodes))).toBe(expected);
  });
});

describe('the containers to ask for', () => {
  test.each<[string, Distribution, readonly NodeFacts[], readonly string[]]>([
    [
      'of Talos are those of its clusters',
      talos,
      ['a-controlplane-1', 'a-worker-2', 'b-master-1'].map((name) => row(name, '', '', { kernel: '6.1.0' })),
      ['label=talos.cluster.name=a', 'label=talos.cluster.name=b'],
    ],
    ['of Talos on machines are none', talos, [row('a-controlplane-1', '', '', { kernel: '6.12.18-talos' })], []],
    ['of MicroShift on a machine are none', microshift, [row('edge', '', '')], []],
    ['of MINC are its own', microshift, [row('127.0.0.1.nip.io', '', '')], ['label=io.x-openshift.microshift.cluster']],
  ])('%s', (_situation, distribution, nodes, expected) => {
    expect(distribution.containersWanted?.(seen(nodes))).toEqual(expected);
  });
});

test.each<[string, Distribution, ClusterFacts, unknown]>([
  ['OpenShift Local', crc, seen(undefined, ['a'], 'api.crc.testing'), { kind: 'command', argv: ['crc', 'start'] }],
  ['another cluster', crc, seen(undefined, ['crc-admin'], 'api.example.org'), undefined],
  [
    'vind',
    vind,
    seen(undefined, ['vcluster-docker_a'], '127.0.0.1'),
    { kind: 'command', argv: ['vcluster', 'resume', 'a', '--driver', 'docker'] },
  ],
  ['a name that is none', vind, seen(undefined, ['vcluster-docker_--x'], '127.0.0.1'), undefined],
])('what starts %s', (_situation, distribution, facts, expected) => {
  expect(distribution.whenDown?.(facts.kubeconfig, undefined)).toEqual(expected);
});
