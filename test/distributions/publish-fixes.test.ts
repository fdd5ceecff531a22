import { describe, expect, test } from 'vitest';
import { colima } from '../../src/distributions/colima.ts';
import { dockerDesktop } from '../../src/distributions/docker-desktop.ts';
import { k3d } from '../../src/distributions/k3d.ts';
import { kind } from '../../src/distributions/kind.ts';
import { lima } from '../../src/distributions/lima.ts';
import { minikube } from '../../src/distributions/minikube.ts';
import { distributions } from '../../src/distributions/registry.ts';
import type { ClusterFacts, ContainerFacts, MachineFacts, NodeFacts, PublishedPort } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import type { Distribution, PublishWish } from '../../src/domain/runtime.ts';
import { aNode, anEngine, aPort, aRow, type RowWords, someClusterFacts } from '../domain/build.ts';

const MAC: MachineFacts = { platform: 'darwin', within: 'nothing', kernel: '24.6.0', interfaces: ['127.0.0.1/8'] };
const WINDOWS: MachineFacts = { ...MAC, platform: 'win32', kernel: '10.0.22631' };

/** The Service `web` in `shop`, whose port 80 has the nodePort 30080. */
function aWish({ service, ...words }: RowWords = {}): PublishWish {
  const { isNamed: _, ...row } = aRow({ service: { namespace: 'shop', ...service }, ...words });
  return { ...row, namespaceFlags: ['-n', 'shop'] };
}

function offers(distribution: Distribution, facts: Partial<ClusterFacts>, words: RowWords = {}): readonly Fix[] {
  return distribution.publishFixes?.(aWish(words), someClusterFacts(facts)) ?? [];
}

function nodesKnown(...nodes: readonly Partial<NodeFacts>[]): ClusterFacts['nodes'] {
  return { kind: 'known', value: nodes.map(aNode) };
}

function published(words: string): PublishedPort {
  const [, hostIp = '', hostPort, containerPort, protocol = 'TCP'] = /^(.*):(\d+):(\d+)(?:\/(UDP))?$/.exec(words) ?? [];
  return {
    hostIp,
    hostPort: aPort(Number(hostPort)),
    containerPort: aPort(Number(containerPort)),
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
  };
}

function container(name: string, ...ports: readonly string[]): ContainerFacts {
  return { name, labels: {}, isRunning: true, addresses: [], published: ports.map(published) };
}

function engineOf(...containers: readonly ContainerFacts[]): ClusterFacts['engine'] {
  return { kind: 'known', value: anEngine({ containers }) };
}

/** Of a container beside the nodes, whose loopback is another. */
const BESIDE: Partial<ClusterFacts> = {
  machine: { platform: 'linux', within: 'container', kernel: '6.1.0', interfaces: ['127.0.0.1/8'] },
  kubeconfig: {
    ...someClusterFacts().kubeconfig,
    context: 'docker-desktop',
    cluster: 'shop',
    provider: 'minikube.sigs.k8s.io',
    server: { host: 'host.docker.internal', port: aPort(41_001) },
  },
};

const UNANSWERED: ClusterFacts['engine'] = {
  kind: 'unknown',
  because: { code: 'container-engine', value: 'timed out', source: '/var/run/docker.sock' },
};

describe('kind', () => {
  const WORKER = { name: 'dev-worker', providerId: 'kind://docker/dev/dev-worker' };
  const CONTROL_PLANE = { name: 'dev-control-plane', providerId: 'kind://docker/dev/dev-control-plane' };
  const NODES = nodesKnown(WORKER, CONTROL_PLANE);
  const API = '127.0.0.1:41001:6443';
  const ENGINE = engineOf(container('dev-control-plane', API), container('dev-worker', '0.0.0.0:8000:30001'));
  const REMARK = '# the nodes of dev, and port 30080; whatever else it was made with has to be added\n';

  function socat(node: string, hostPort: number): Fix {
    return {
      commands: [
        [
          'docker',
          'run',
          '--detach',
          '--rm',
          '--name',
          `${node}-30080`,
          '--network',
          'kind',
          '--publish',
          `127.0.0.1:${hostPort}:30080`,
          'docker.io/alpine/socat',
          'tcp-listen:30080,fork,reuseaddr',
          `tcp-connect:${node}:30080`,
        ],
      ],
      files: [],
      effect: 'changes-this-machine',
      note: `127.0.0.1:${hostPort} leads to ${node} until the container ${node}-30080 is stopped`,
    };
  }

  function recreation(content: string, program: readonly [string, ...string[]] = ['kind']): Fix {
    return {
      commands: [
        [...program, 'delete', 'cluster', '--name', 'dev'],
        [...program, 'create', 'cluster', '--name', 'dev', '--config', 'kind.yaml'],
      ],
      files: [{ name: 'kind.yaml', content }],
      effect: 'recreates-the-cluster',
      note: 'everything in it is lost',
    };
  }

  function inPodman({ commands: [[, ...rest]] }: Fix): readonly [string, ...string[]] {
    return ['podman', ...rest];
  }

  const HEAD = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n';
  const WANTED = [
    '  - containerPort: 30080',
    '    hostPort: 30080',
    '    listenAddress: "127.0.0.1"',
    '    protocol: TCP',
    '',
  ].join('\n');
  const OTHER = WANTED.replace('30080', '30001').replace('30080', '8000').replace('127.0.0.1', '0.0.0.0');
  const FRONT = `- role: control-plane\n  extraPortMappings:\n${WANTED}`;
  const WHOLE = `${REMARK}${HEAD}${FRONT}- role: worker\n  extraPortMappings:\n${OTHER}`;
  const UNSEEN = `${REMARK}# which ports it publishes now is not known here\n${HEAD}${FRONT}- role: worker\n`;

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    [
      'a container beside the nodes, and a cluster with all that this one has and the port',
      { nodes: NODES, engine: ENGINE },
      {},
      [socat('dev-control-plane', 30_080), recreation(WHOLE)],
    ],
    [
      'a node with a ready pod, where only such a one passes it on',
      { nodes: NODES, engine: ENGINE },
      {
        service: { externalTrafficPolicy: 'Local' },
        port: { endpoints: { kind: 'known', value: [{ isReady: true, node: 'dev-worker' }] } },
      },
      [
        socat('dev-worker', 30_080),
        recreation(`${REMARK}${HEAD}- role: control-plane\n- role: worker\n  extraPortMappings:\n${OTHER}${WANTED}`),
      ],
    ],
    [
      'another number for the container, and the mapping put right, where its number leads to another port',
      {
        nodes: NODES,
        engine: engineOf(container('dev-control-plane', API, '0.0.0.0:30080:80'), container('dev-worker')),
      },
      {},
      [socat('dev-control-plane', 30_081), recreation(`${REMARK}${HEAD}${FRONT}- role: worker\n`)],
    ],
    [
      'a cluster without the mappings that nobody told of, where the engine did not answer',
      { nodes: NODES, engine: UNANSWERED },
      {},
      [recreation(UNSEEN)],
    ],
    [
      'no forwarder for UDP',
      { nodes: NODES, engine: ENGINE },
      { port: { protocol: 'UDP' } },
      [recreation(WHOLE.replace(WANTED, WANTED.replace('TCP', 'UDP')))],
    ],
    [
      'a container beside a node that is ready and runs',
      {
        nodes: nodesKnown(CONTROL_PLANE, WORKER, { name: 'dev-worker2', ready: 'no' }, { name: 'dev-worker10' }),
        engine: engineOf(
          { ...container('dev-control-plane', API), isRunning: false },
          container('dev-worker10'),
          container('dev-worker2'),
        ),
      },
      {},
      [socat('dev-worker10', 30_080), recreation(`${REMARK}${HEAD}${FRONT}${'- role: worker\n'.repeat(3)}`)],
    ],
    [
      'ports of workers in the order in which kind calls them',
      {
        nodes: nodesKnown({ name: 'dev-worker10' }, { name: 'dev-worker2' }, CONTROL_PLANE),
        engine: engineOf(container('dev-control-plane', API), container('dev-worker10', '0.0.0.0:8000:30001')),
      },
      {},
      [
        socat('dev-control-plane', 30_080),
        recreation(`${REMARK}${HEAD}${FRONT}- role: worker\n- role: worker\n  extraPortMappings:\n${OTHER}`),
      ],
    ],
    [
      'no node for the container, where no ready pod is known and only a node with one passes it on',
      { nodes: NODES, engine: ENGINE },
      {
        service: { externalTrafficPolicy: 'Local' },
        port: { endpoints: { kind: 'known', value: [{ isReady: false, node: 'dev-worker' }] } },
      },
      [recreation(WHOLE)],
    ],
    [
      'what Podman says of every interface, and a number that UDP has taken',
      {
        nodes: nodesKnown({ name: 'dev-control-plane' }),
        engine: {
          kind: 'known',
          value: anEngine({
            endpoint: 'unix:///run/user/1000/podman/podman.sock',
            containers: [container('dev-control-plane', API, ':30080:30053/UDP')],
          }),
        },
      },
      {},
      [
        { ...socat('dev-control-plane', 30_080), commands: [inPodman(socat('dev-control-plane', 30_080))] },
        recreation(
          `${REMARK}${HEAD}- role: control-plane\n  extraPortMappings:\n  - containerPort: 30053\n    hostPort: 30080\n    protocol: UDP\n${WANTED}`,
        ),
      ],
    ],
    [
      'the program that kind used, where Podman answers for it',
      {
        nodes: nodesKnown({ ...CONTROL_PLANE, providerId: 'kind://docker/dev/dev-control-plane' }),
        engine: {
          kind: 'known',
          value: anEngine({
            endpoint: 'unix:///run/podman/podman.sock',
            containers: [container('dev-control-plane', API)],
          }),
        },
      },
      {},
      [socat('dev-control-plane', 30_080), recreation(`${REMARK}${HEAD}${FRONT}`)],
    ],
    [
      'no cluster of which some nodes may be missing',
      { nodes: { kind: 'not-asked' }, glimpsedNodes: [aNode(CONTROL_PLANE)], engine: ENGINE },
      {},
      [socat('dev-control-plane', 30_080)],
    ],
    [
      'the provider of nodes that Podman has',
      {
        nodes: nodesKnown({ ...CONTROL_PLANE, providerId: 'kind://podman/dev/dev-control-plane' }),
        engine: UNANSWERED,
      },
      {},
      [recreation(UNSEEN.replace('- role: worker\n', ''), ['env', 'KIND_EXPERIMENTAL_PROVIDER=podman', 'kind'])],
    ],
    [
      'nothing that Windows could not run',
      {
        machine: WINDOWS,
        nodes: nodesKnown({ ...CONTROL_PLANE, providerId: 'kind://podman/dev/dev-control-plane' }),
      },
      {},
      [],
    ],
    [
      'nothing for a cluster that the engine does not have',
      { nodes: NODES, engine: engineOf(container('dev-control-plane', '127.0.0.1:50000:6443')) },
      {},
      [],
    ],
    ['nothing on a remote engine', { nodes: NODES, engine: ENGINE, remoteEngine: 'build.example' }, {}, []],
    ['nothing to a container beside the nodes', { ...BESIDE, nodes: NODES, engine: ENGINE }, {}, []],
    [
      'nothing by a name that is a flag',
      { nodes: nodesKnown({ name: '--config-control-plane', providerId: 'kind://docker/--config/x' }) },
      {},
      [],
    ],
    [
      'no node that kind did not make',
      { nodes: nodesKnown(CONTROL_PLANE, { name: '--privileged', providerId: 'kind://docker/dev/y' }) },
      {},
      [recreation(UNSEEN.replace('- role: worker\n', ''))],
    ],
    [
      'nothing where the nodes are of two clusters',
      { nodes: nodesKnown(CONTROL_PLANE, { name: 'other-worker', providerId: 'kind://docker/other/other-worker' }) },
      {},
      [],
    ],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(kind, { engine: { kind: 'not-asked' }, ...facts }, words)).toEqual(expected);
  });
});

describe('Docker Desktop', () => {
  const NODES = nodesKnown({
    name: 'desktop-control-plane',
    providerId: 'kind://docker/desktop/desktop-control-plane',
  });
  const KUBECONFIG = { ...someClusterFacts().kubeconfig, context: 'docker-desktop', cluster: 'docker-desktop' };
  const HIDDEN: ClusterFacts['engine'] = { kind: 'known', value: anEngine({ operatingSystem: 'Docker Desktop' }) };
  const BALANCER: Fix = {
    commands: [
      ['kubectl', 'patch', 'service', 'web', '-n', 'shop', '--type=merge', '-p', 'spec: {type: LoadBalancer}'],
    ],
    files: [],
    effect: 'changes-the-service',
    note: 'Docker Desktop publishes it at 127.0.0.1:80 then',
  };
  const SOCAT: Fix = {
    commands: [
      [
        'docker',
        'run',
        '--detach',
        '--rm',
        '--name',
        'desktop-control-plane-30080',
        '--network',
        'kind',
        '--publish',
        '127.0.0.1:30080:30080',
        'docker.io/alpine/socat',
        'tcp-listen:30080,fork,reuseaddr',
        'tcp-connect:desktop-control-plane:30080',
      ],
    ],
    files: [],
    effect: 'changes-this-machine',
    note: '127.0.0.1:30080 leads to desktop-control-plane until the container desktop-control-plane-30080 is stopped',
  };

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['a balancer, and a container beside nodes that the engine hides', { engine: HIDDEN }, {}, [BALANCER, SOCAT]],
    [
      'a container for a Service that is a balancer already',
      { engine: HIDDEN },
      { service: { type: 'LoadBalancer' } },
      [SOCAT],
    ],
    ['no container where the engine is not its own', { engine: engineOf() }, {}, [BALANCER]],
    ['no balancer for a name that is a flag', { engine: engineOf() }, { service: { name: '--all' } }, []],
    ['no balancer and no container for SCTP', { engine: HIDDEN }, { port: { protocol: 'SCTP' } }, []],
    [
      'a balancer alone, where docker’s engine is elsewhere',
      { engine: HIDDEN, remoteEngine: 'build.example' },
      {},
      [BALANCER],
    ],
    ['nothing to a container beside the nodes', { ...BESIDE, engine: HIDDEN }, {}, []],
    [
      'a node that is its own',
      {
        engine: HIDDEN,
        nodes: nodesKnown(
          { name: '--privileged', providerId: 'kind://docker/desktop/x' },
          { name: 'desktop-control-plane', providerId: 'kind://docker/desktop/desktop-control-plane' },
        ),
      },
      {},
      [BALANCER, SOCAT],
    ],
    [
      'nothing in its kubeadm mode',
      { nodes: nodesKnown({ name: 'docker-desktop', osImage: 'Docker Desktop' }) },
      {},
      [],
    ],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(dockerDesktop, { machine: MAC, kubeconfig: KUBECONFIG, nodes: NODES, ...facts }, words)).toEqual(
      expected,
    );
  });
});

describe('k3d', () => {
  const NODES = nodesKnown({ name: 'k3d-dev-server-0', kubelet: 'v1.31.5+k3s1' });
  const balancer = (...ports: readonly string[]) => ({
    ...container('k3d-dev-serverlb', '0.0.0.0:41001:6443', ...ports),
    labels: { 'k3d.role': 'loadbalancer' },
  });
  const ENGINE = engineOf(container('k3d-dev-server-0'), balancer());

  function edit(mapping: string, at: string): Fix {
    return {
      commands: [['k3d', 'cluster', 'edit', 'dev', '--port-add', mapping]],
      files: [],
      effect: 'changes-the-cluster',
      note: `publishes ${at}; only the container of its load balancer is made anew`,
    };
  }

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['a port more', { engine: ENGINE }, {}, [edit('127.0.0.1:30080:30080@loadbalancer', '127.0.0.1:30080')]],
    [
      'one for UDP',
      { engine: ENGINE },
      { port: { protocol: 'UDP' } },
      [edit('127.0.0.1:30080:30080/udp@loadbalancer', '127.0.0.1:30080')],
    ],
    [
      'another number where its own leads to another port',
      { engine: engineOf(container('k3d-dev-server-0'), balancer('0.0.0.0:30080:80')) },
      {},
      [edit('127.0.0.1:30081:30080@loadbalancer', '127.0.0.1:30081')],
    ],
    [
      'one of another machine, for this one too',
      { engine: ENGINE, remoteEngine: 'build.example' },
      {},
      [edit('30080:30080@loadbalancer', 'build.example:30080')],
    ],
    [
      'one where no engine answered',
      { engine: UNANSWERED },
      {},
      [edit('127.0.0.1:30080:30080@loadbalancer', '127.0.0.1:30080')],
    ],
    [
      'nothing on another machine whose engine was not asked',
      { engine: UNANSWERED, remoteEngine: 'build.example' },
      {},
      [],
    ],
    [
      'nothing on another machine that does not have it',
      { engine: { kind: 'known', value: anEngine() }, remoteEngine: 'build.example' },
      {},
      [],
    ],
    ['nothing to a container beside the nodes', { ...BESIDE, engine: ENGINE }, {}, []],
    [
      'nothing for a cluster of the same name on another machine',
      { engine: engineOf({ ...balancer(), published: [published('0.0.0.0:50000:6443')] }) },
      {},
      [],
    ],
    [
      'nothing where the nodes are of two clusters',
      { engine: ENGINE, nodes: nodesKnown({ name: 'k3d-dev-server-0' }, { name: 'k3d-other-server-0' }) },
      {},
      [],
    ],
    ['nothing for SCTP', { engine: ENGINE }, { port: { protocol: 'SCTP' } }, []],
    [
      'nothing without a load balancer',
      { engine: engineOf(container('k3d-dev-server-0', '0.0.0.0:41001:6443')) },
      {},
      [],
    ],
    ['nothing for a cluster that the engine does not have', { engine: engineOf() }, {}, []],
    ['nothing by a name that is a flag', { nodes: nodesKnown({ name: 'k3d---all-server-0' }) }, {}, []],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(k3d, { nodes: NODES, ...facts }, words)).toEqual(expected);
  });
});

describe('minikube', () => {
  const NODE = {
    name: 'shop',
    labels: { 'minikube.k8s.io/name': 'shop' },
    addresses: [{ type: 'InternalIP', ip: '192.168.49.2' }],
  } as const;
  const KUBECONFIG = { ...someClusterFacts().kubeconfig, cluster: 'shop', provider: 'minikube.sigs.k8s.io' };
  const DOCKER: ClusterFacts['settings'] = { kind: 'known', value: { driver: 'docker' } };
  const ENGINE = engineOf(
    container('shop', '127.0.0.1:41001:8443', '127.0.0.1:32768:32443', '0.0.0.0:8000:30001', '::1:53:30053/UDP'),
  );
  const URL: Fix = {
    commands: [['minikube', 'service', 'web', '-n', 'shop', '--url', '-p', 'shop']],
    files: [],
    effect: 'changes-nothing',
    note: 'prints its URL; where that is a tunnel, it lasts until Ctrl-C',
  };
  const anew = (ports: string): Fix => ({
    commands: [
      ['minikube', 'delete', '-p', 'shop'],
      ['minikube', 'start', '-p', 'shop', '--driver=docker', `--ports=${ports}`],
    ],
    files: [],
    effect: 'recreates-the-cluster',
    note: 'everything in it is lost',
  });
  const ANEW = anew('8000:30001,[::1]:53:30053/udp,127.0.0.1:30080:30080');

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['its tunnel, and a cluster with the port', {}, {}, [URL, ANEW]],
    ['its tunnel alone, where the driver is not known', { settings: { kind: 'not-asked' } }, {}, [URL]],
    ['its tunnel alone, where the published ports are not known', { engine: UNANSWERED }, {}, [URL]],
    ['its tunnel alone to several nodes', { nodes: nodesKnown(NODE, { name: 'shop-m02' }) }, {}, [URL]],
    ['nothing for SCTP', {}, { port: { protocol: 'SCTP' } }, []],
    [
      'each mapping once, and the one in its way no more',
      {
        engine: engineOf(container('shop', '127.0.0.1:41001:8443', '0.0.0.0:8000:30001', ':::8000:30001', ':30080:80')),
      },
      {},
      [URL, anew('8000:30001,127.0.0.1:30080:30080')],
    ],
    ['nothing to a container beside the nodes', BESIDE, {}, []],
    [
      'nothing by a cluster that another tool named',
      {
        nodes: nodesKnown({ name: 'shop', addresses: NODE.addresses }),
        kubeconfig: { ...KUBECONFIG, provider: undefined },
      },
      {},
      [],
    ],
    [
      'nothing for another driver at the same address',
      {
        machine: MAC,
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] }),
        settings: { kind: 'known', value: { driver: 'virtualbox' } },
      },
      {},
      [],
    ],
    [
      'nothing for QEMU on Linux, where socket_vmnet is not',
      {
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] }),
        settings: { kind: 'known', value: { driver: 'qemu2' } },
      },
      {},
      [],
    ],
    ['no tunnel by a name that is a flag', {}, { service: { name: '--all' } }, [ANEW]],
    ['no tunnel by a namespace that is a flag', {}, { service: { namespace: '-A' } }, [ANEW]],
    [
      'nothing by a profile that is a flag',
      { nodes: nodesKnown({ ...NODE, labels: { 'minikube.k8s.io/name': '--all' } }) },
      {},
      [],
    ],
    ['nothing where the engine is on another machine', { remoteEngine: 'build.example' }, {}, []],
    ['nothing for a virtual machine', { settings: { kind: 'known', value: { driver: 'kvm2' } } }, {}, []],
    [
      'another network, where QEMU has the one that leads nowhere',
      {
        machine: MAC,
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] }),
        settings: { kind: 'known', value: { driver: 'qemu2' } },
      },
      {},
      [
        {
          commands: [
            ['minikube', 'delete', '-p', 'shop'],
            ['minikube', 'start', '-p', 'shop', '--driver=qemu', '--network=socket_vmnet'],
          ],
          files: [],
          effect: 'recreates-the-cluster',
          note: 'everything in it is lost; socket_vmnet has to be installed',
        },
      ],
    ],
    [
      'nothing, where QEMU has a network that is routed',
      {
        machine: MAC,
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '192.168.105.3' }] }),
        settings: { kind: 'known', value: { driver: 'qemu2' } },
      },
      {},
      [],
    ],
  ])('offers %s', (_, facts, words, expected) => {
    const usual = { kubeconfig: KUBECONFIG, nodes: nodesKnown(NODE), engine: ENGINE, settings: DOCKER };
    expect(offers(minikube, { ...usual, ...facts }, words)).toEqual(expected);
  });
});

describe('Colima', () => {
  const NODE = { kubelet: 'v1.33.3+k3s1', addresses: [{ type: 'InternalIP', ip: '192.168.5.1' }] } as const;
  const restart = (...profile: readonly string[]): Fix => ({
    commands: [
      ['colima', 'stop', ...profile],
      ['colima', 'start', ...profile, '--network-address'],
    ],
    files: [],
    effect: 'changes-this-machine',
    note: 'restarts its VM, which then has an address that this Mac reaches',
  });

  test.each<[string, Partial<ClusterFacts>, readonly Fix[]]>([
    ['an address', { nodes: nodesKnown({ ...NODE, name: 'colima' }) }, [restart()]],
    ['one to a VM of another name', { nodes: nodesKnown({ ...NODE, name: 'colima-work' }) }, [restart('work')]],
    [
      'none to a VM that has one',
      { nodes: nodesKnown({ name: 'colima', addresses: [{ type: 'InternalIP', ip: '192.168.64.5' }] }) },
      [],
    ],
    ['none on Linux', { machine: { ...MAC, platform: 'linux' }, nodes: nodesKnown({ ...NODE, name: 'colima' }) }, []],
    [
      'none to a VM of another machine',
      {
        nodes: nodesKnown({ ...NODE, name: 'colima' }),
        kubeconfig: { ...someClusterFacts().kubeconfig, server: { host: '203.0.113.1', port: aPort(6443) } },
      },
      [],
    ],
    ['none to a VM whose name is a flag', { nodes: nodesKnown({ ...NODE, name: 'colima---force' }) }, []],
  ])('offers %s', (_, facts, expected) => {
    expect(offers(colima, { machine: MAC, ...facts }, { port: { protocol: 'UDP' } })).toEqual(expected);
  });
});

describe('Lima', () => {
  const PLAIN: ClusterFacts['settings'] = { kind: 'known', value: { plain: 'true' } };
  const RULE: Fix = {
    commands: [
      ['limactl', 'stop', 'k3s'],
      [
        'limactl',
        '--tty=false',
        'edit',
        'k3s',
        '--set',
        '.portForwards += [{"guestPort":30080,"hostPort":30080,"static":true}]',
      ],
      ['limactl', 'start', 'k3s'],
    ],
    files: [],
    effect: 'changes-this-machine',
    note: 'restarts the VM, and 127.0.0.1:30080 leads into it; since Lima 2.0',
  };

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['a rule of its own, where it forwards nothing by itself', { settings: PLAIN }, {}, [RULE]],
    ['none for UDP, which ssh does not carry', { settings: PLAIN }, { port: { protocol: 'UDP' } }, []],
    ['none where it forwards each port', { settings: { kind: 'known', value: {} } }, {}, []],
    ['none where its settings could not be read', { settings: { kind: 'not-asked' } }, {}, []],
    ['none to a VM whose name is a flag', { settings: PLAIN, nodes: nodesKnown({ name: 'lima---all' }) }, {}, []],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(lima, { nodes: nodesKnown({ name: 'lima-k3s' }), ...facts }, words)).toEqual(expected);
  });
});

test('no other distribution has a tool that publishes a nodePort', () => {
  const registry: readonly Distribution[] = distributions;
  expect(
    registry
      .filter(({ publishFixes }) => publishFixes)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(['colima', 'docker-desktop', 'k3d', 'kind', 'lima', 'minikube']);
});
