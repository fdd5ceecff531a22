import { describe, expect, test } from 'vitest';
import type { ClusterFacts, MachineFacts, NodeFacts } from '../../src/domain/facts.ts';
import type { NodeKind, Substrate } from '../../src/domain/runtime.ts';
import { substrates } from '../../src/substrates/registry.ts';
import { aNode, anEngine, aPort, someClusterFacts } from '../domain/build.ts';

const registry: readonly Substrate[] = substrates;

/** The first that has evidence, as recognition asks them. */
function substrateOf(facts: ClusterFacts, nodesAre: NodeKind): string {
  return registry.find((substrate) => substrate.detect(facts, nodesAre))?.id ?? 'none';
}

const LINUX: MachineFacts = {
  platform: 'linux',
  within: 'nothing',
  kernel: '6.1.0',
  interfaces: ['127.0.0.1/8', '192.168.1.20/24'],
};
const OTHER_LINUX: MachineFacts = { ...LINUX, kernel: undefined, interfaces: [] };
const MAC: MachineFacts = { platform: 'darwin', within: 'nothing', kernel: '24.6.0', interfaces: ['192.168.1.20/24'] };
const WINDOWS: MachineFacts = { platform: 'win32', within: 'nothing', kernel: '10.0.22631', interfaces: [] };
const WSL_KERNEL = '5.15.146.1-microsoft-standard-WSL2';
const WSL: MachineFacts = { ...LINUX, within: 'wsl', kernel: WSL_KERNEL };

function engineCalled(name: string, operatingSystem: string): ClusterFacts['engine'] {
  const container = { name: 'a', labels: {}, isRunning: true, addresses: [], published: [] };
  return { kind: 'known', value: anEngine({ name, operatingSystem, containers: [container] }) };
}

const UBUNTU = 'Ubuntu 24.04.4 LTS';

interface Row {
  readonly how: string;
  readonly machine: MachineFacts;
  readonly nodesAre: NodeKind;
  readonly node?: Partial<NodeFacts>;
  readonly server?: string;
  readonly engine?: ClusterFacts['engine'];
  readonly remoteEngine?: string;
  readonly is: string;
}

describe('the substrate of', () => {
  test.each<Row>([
    { how: 'containers on our kernel', machine: LINUX, nodesAre: 'containers', is: 'native-linux' },
    {
      how: 'containers on our kernel, asked at an address far away: another machine has the same kernel',
      machine: LINUX,
      nodesAre: 'containers',
      server: '203.0.113.1',
      is: 'none',
    },
    {
      how: 'containers on another kernel',
      machine: LINUX,
      nodesAre: 'containers',
      node: { kernel: '6.8.0-117-generic' },
      is: 'none',
    },
    {
      how: 'containers on a plain kernel, told for a Linux machine',
      machine: OTHER_LINUX,
      nodesAre: 'containers',
      node: { kernel: '6.8.0-117-generic' },
      is: 'native-linux',
    },
    {
      how: 'containers on Alpine’s kernel of VMs, told for a Linux machine',
      machine: OTHER_LINUX,
      nodesAre: 'containers',
      node: { kernel: '6.6.50-0-virt' },
      is: 'none',
    },
    {
      how: 'containers beside the one that we are in',
      machine: { ...LINUX, within: 'container' },
      nodesAre: 'containers',
      is: 'container',
    },
    {
      how: 'containers on the network of the one that we are in',
      machine: { ...LINUX, within: 'container', interfaces: ['172.18.0.9/16'] },
      nodesAre: 'containers',
      is: 'native-linux',
    },
    {
      how: 'containers of an engine on another machine',
      machine: LINUX,
      nodesAre: 'containers',
      remoteEngine: 'builder.example',
      engine: engineCalled('builder', UBUNTU),
      is: 'remote-engine',
    },
    {
      how: 'containers of an engine on another machine that may not be asked, where the API server is',
      machine: LINUX,
      nodesAre: 'containers',
      remoteEngine: 'builder.example',
      server: 'builder.example',
      is: 'remote-engine',
    },
    {
      how: 'containers here, while docker’s engine is on another machine and may not be asked',
      machine: LINUX,
      nodesAre: 'containers',
      remoteEngine: 'builder.example',
      is: 'native-linux',
    },
    {
      how: 'machines, while Docker Desktop has other containers',
      machine: MAC,
      nodesAre: 'machines',
      engine: engineCalled('docker-desktop', 'Docker Desktop'),
      server: '10.1.2.3',
      is: 'none',
    },
    {
      how: 'machines in a subnet that is numbered as the NAT of VirtualBox',
      machine: LINUX,
      nodesAre: 'machines',
      node: { addresses: [{ type: 'InternalIP', ip: '10.0.2.20' }] },
      is: 'none',
    },
    {
      how: 'a machine of a cloud asked at loopback, told for a Linux machine: a tunnel',
      machine: OTHER_LINUX,
      nodesAre: 'machines',
      node: { providerId: 'aws:///eu-west-1a/i-0123' },
      is: 'cloud',
    },
    {
      how: 'containers on our kernel behind a tunnel: no engine here has them',
      machine: LINUX,
      nodesAre: 'containers',
      remoteEngine: 'builder.example',
      engine: { kind: 'known', value: anEngine() },
      is: 'none',
    },
    {
      how: 'machines, while docker’s engine is on another one',
      machine: LINUX,
      nodesAre: 'machines',
      remoteEngine: 'builder.example',
      is: 'none',
    },
    {
      how: 'containers in Docker Desktop’s VM',
      machine: MAC,
      nodesAre: 'containers',
      node: { kernel: '6.10.4-linuxkit' },
      is: 'docker-desktop-vm',
    },
    {
      how: 'containers on WSL2’s kernel, of an engine that is Docker Desktop’s',
      machine: WINDOWS,
      nodesAre: 'containers',
      node: { kernel: WSL_KERNEL },
      engine: engineCalled('docker-desktop', 'Docker Desktop'),
      is: 'docker-desktop-vm',
    },
    {
      how: 'containers on WSL2’s kernel, of an engine in this distribution',
      machine: WSL,
      nodesAre: 'containers',
      node: { kernel: WSL_KERNEL },
      engine: engineCalled('desk', 'Ubuntu 22.04.3 LTS'),
      is: 'wsl2',
    },
    {
      how: 'containers on WSL2’s kernel, of nobody knows which engine',
      machine: WSL,
      nodesAre: 'containers',
      node: { kernel: WSL_KERNEL },
      is: 'none',
    },
    {
      how: 'a cluster in WSL2, from Windows',
      machine: WINDOWS,
      nodesAre: 'machines',
      node: { kernel: WSL_KERNEL },
      is: 'wsl2',
    },
    {
      how: 'containers in OrbStack',
      machine: MAC,
      nodesAre: 'containers',
      node: { kernel: '6.11.6-orbstack-00279-g28c6c77332e6' },
      is: 'orbstack-vm',
    },
    {
      how: 'containers in Colima, by the name of the engine',
      machine: MAC,
      nodesAre: 'containers',
      node: { kernel: '6.8.0-117-generic' },
      engine: engineCalled('colima-work', UBUNTU),
      is: 'colima-vm',
    },
    {
      how: 'containers of an engine that is called nearly as Colima’s',
      machine: MAC,
      nodesAre: 'containers',
      node: { kernel: '6.8.0-117-generic' },
      engine: engineCalled('colimander', UBUNTU),
      is: 'none',
    },
    {
      how: 'containers in a VM of Lima’s',
      machine: MAC,
      nodesAre: 'containers',
      engine: engineCalled('lima-docker', UBUNTU),
      is: 'lima-vm',
    },
    {
      how: 'containers in Rancher Desktop',
      machine: MAC,
      nodesAre: 'containers',
      engine: engineCalled('lima-rancher-desktop', 'Alpine Linux v3.20'),
      is: 'rancher-desktop-vm',
    },
    {
      how: 'containers in Podman’s machine',
      machine: MAC,
      nodesAre: 'containers',
      node: { addresses: [{ type: 'InternalIP', ip: '10.89.0.2' }], kernel: '6.6.8-200.fc39.aarch64' },
      is: 'podman-machine',
    },
    {
      how: 'containers on a Fedora of one’s own',
      machine: { ...LINUX, kernel: '6.6.8-200.fc39.x86_64' },
      nodesAre: 'containers',
      node: { kernel: '6.6.8-200.fc39.x86_64' },
      is: 'native-linux',
    },
    {
      how: 'a node that has our address and our kernel',
      machine: LINUX,
      nodesAre: 'machines',
      node: { addresses: [{ type: 'InternalIP', ip: '192.168.1.20' }] },
      is: 'this-machine',
    },
    {
      how: 'a node that has our address and another kernel: somebody else’s network',
      machine: LINUX,
      nodesAre: 'machines',
      node: { addresses: [{ type: 'InternalIP', ip: '192.168.1.20' }], kernel: '5.4.0' },
      server: '203.0.113.1',
      is: 'none',
    },
    {
      how: 'machines asked at loopback, told for a Linux machine',
      machine: OTHER_LINUX,
      nodesAre: 'machines',
      is: 'this-machine',
    },
    { how: 'machines asked at loopback, from a Mac: a tunnel', machine: MAC, nodesAre: 'machines', is: 'none' },
    {
      how: 'machines of a cloud’s controller',
      machine: MAC,
      nodesAre: 'machines',
      node: { providerId: 'aws:///eu-west-1a/i-0123' },
      is: 'cloud',
    },
    {
      how: 'machines that Amazon called after their address',
      machine: MAC,
      nodesAre: 'machines',
      node: {
        name: 'ip-10-0-136-122.us-east-2.compute.internal',
        addresses: [{ type: 'InternalIP', ip: '10.0.136.122' }],
      },
      is: 'cloud',
    },
    {
      how: 'machines with such a name of another address',
      machine: MAC,
      nodesAre: 'machines',
      node: { name: 'ip-10-0-136-122.ec2.internal', addresses: [{ type: 'InternalIP', ip: '192.168.1.5' }] },
      is: 'none',
    },
    {
      how: 'a kubelet that a cloud builds',
      machine: MAC,
      nodesAre: 'unknown',
      node: { kubelet: 'v1.26.3-aliyun.1' },
      is: 'cloud',
    },
    {
      how: 'a system that is built for a cloud',
      machine: MAC,
      nodesAre: 'machines',
      node: { osImage: 'Container-Optimized OS from Google', kernel: '6.1.75+' },
      is: 'cloud',
    },
    {
      how: 'machines with a kernel that is built for a cloud',
      machine: MAC,
      nodesAre: 'machines',
      node: { kernel: '5.4.0-1029-aws' },
      is: 'cloud',
    },
    {
      how: 'containers on a kernel that is built for a cloud, which is ours: we are in that cloud',
      machine: { ...LINUX, kernel: '6.5.0-1025-azure' },
      nodesAre: 'containers',
      node: { kernel: '6.5.0-1025-azure' },
      is: 'native-linux',
    },
    {
      how: 'containers on a kernel that is built for a cloud, from a Mac: they may be anywhere',
      machine: MAC,
      nodesAre: 'containers',
      node: { kernel: '6.5.0-1025-azure' },
      is: 'none',
    },
    {
      how: 'a virtual machine of the tool that built the cluster',
      machine: MAC,
      nodesAre: 'virtual-machines',
      node: { osImage: 'Buildroot 2025.02' },
      is: 'vm',
    },
    {
      how: 'machines behind the NAT of VirtualBox',
      machine: LINUX,
      nodesAre: 'machines',
      node: { addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] },
      is: 'vm',
    },
    {
      how: 'machines asked at an address of a node’s',
      machine: MAC,
      nodesAre: 'machines',
      node: { addresses: [{ type: 'InternalIP', ip: '192.168.1.50' }] },
      server: '192.168.1.50',
      is: 'lan',
    },
    {
      how: 'machines on the default network of libvirt, told for a Linux machine',
      machine: OTHER_LINUX,
      nodesAre: 'machines',
      node: { addresses: [{ type: 'InternalIP', ip: '192.168.122.10' }] },
      server: '192.168.122.10',
      is: 'vm',
    },
    {
      how: 'machines on a host-only network of this machine',
      machine: { ...LINUX, interfaces: ['192.168.56.1/24'] },
      nodesAre: 'machines',
      node: { kernel: '5.15.0-67-generic', addresses: [{ type: 'InternalIP', ip: '192.168.56.10' }] },
      server: '192.168.56.10',
      is: 'vm',
    },
    {
      how: 'machines on such a network, which this machine does not have',
      machine: LINUX,
      nodesAre: 'machines',
      node: { kernel: '5.15.0-67-generic', addresses: [{ type: 'InternalIP', ip: '192.168.56.10' }] },
      server: '192.168.56.10',
      is: 'none',
    },
    {
      how: 'containers of Docker under Fedora’s kernel, on a Mac: a VM that is not Podman’s',
      machine: MAC,
      nodesAre: 'containers',
      node: { kernel: '6.8.5-301.fc40.aarch64', addresses: [{ type: 'InternalIP', ip: '172.18.0.2' }] },
      is: 'none',
    },
    {
      how: 'machines asked at an address that hypervisors hand out',
      machine: MAC,
      nodesAre: 'machines',
      node: { addresses: [{ type: 'InternalIP', ip: '192.168.122.50' }] },
      server: '192.168.122.50',
      is: 'none',
    },
    { how: 'nodes that do not exist', machine: LINUX, nodesAre: 'fake', is: 'none' },
  ])('$how: $is', ({ machine, nodesAre, node, server = '127.0.0.1', engine, remoteEngine, is }) => {
    const { kubeconfig } = someClusterFacts();
    const facts = someClusterFacts({
      machine,
      remoteEngine,
      kubeconfig: { ...kubeconfig, server: { host: server, port: aPort(6443) } },
      nodes: { kind: 'known', value: [aNode(node)] },
      ...(engine && { engine }),
    });
    expect(substrateOf(facts, nodesAre)).toBe(is);
  });
});
