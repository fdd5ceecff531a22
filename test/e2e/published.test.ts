import { release } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import { startBareCluster } from '../lab/bare-cluster.ts';
import { createMachine } from '../lab/create-machine.ts';
import { startDaemon } from '../lab/daemon.ts';
import { startDockerEngine } from '../lab/docker-engine.ts';
import { type Machine, withKubeconfig } from '../lab/machine.ts';
import { forwardApi, startContainer, startNodeContainer, WEB_PORT } from '../lab/node-container.ts';
import { mustRun } from '../lab/run.ts';
import { waitForHttp } from '../lab/web.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, kubeconfigAt, listJson, routeLines } from './in-lab.ts';

describeInLab('k3d, whose load balancer publishes a range', ({ sandbox }) => {
  const NODE = { name: 'k3d-demo-server-0', internalIp: '172.20.0.3', kernel: release() };
  let machine: Machine;

  beforeAll(async () => {
    const [host, cluster] = await Promise.all([
      createMachine(sandbox, 'k3d-host'),
      startBareCluster(sandbox, { name: 'k3d', context: 'k3d-demo' }),
    ]);
    await startDockerEngine(host);
    await mustRun(host, ['docker', 'network', 'create', '--subnet=172.20.0.0/16', 'k3d-demo']);
    const target = { ip: NODE.internalIp, port: WEB_PORT };
    await apply(cluster.machine, [
      paperNode({
        ...NODE,
        kubelet: 'v1.31.5+k3s1',
        osImage: 'K3s v1.31.5+k3s1',
        providerId: `k3s://${NODE.name}`,
        labels: { 'node.kubernetes.io/instance-type': 'k3s' },
      }),
      ...paperService({ name: 'in-the-range', nodePort: 31_005, endpointsOn: [NODE.name], target }),
      ...paperService({ name: 'not-passed-on', nodePort: 31_006, endpointsOn: [NODE.name], target }),
      ...paperService({ name: 'outside', nodePort: 31_011, endpointsOn: [NODE.name], target }),
    ]);
    const container = { engine: 'docker', network: 'k3d-demo' } as const;
    const labels = ['app=k3d', 'k3d.cluster=demo'];
    const [balancer] = await Promise.all([
      startContainer(host, {
        ...{ ...container, name: 'k3d-demo-serverlb', address: '172.20.0.4' },
        labels: [...labels, 'k3d.role=loadbalancer'],
        ports: ['127.0.0.1:36443:6443', '31000-31010:31000-31010'],
      }),
      startNodeContainer(host, cluster, {
        ...{ ...container, name: NODE.name, address: NODE.internalIp },
        labels: [...labels, 'k3d.role=server'],
        ports: [],
      }),
    ]);
    await forwardApi(balancer, cluster.machine);
    // As nginx does it in k3d's; nothing passes 31006 on.
    await startDaemon(balancer, 'balancer', ['socat', 'TCP-LISTEN:31005,fork', `TCP:${NODE.internalIp}:31005`]);
    machine = withKubeconfig(host, await kubeconfigAt(cluster, 'https://127.0.0.1:36443'));
    await waitForHttp(machine, '127.0.0.1:31005');
  });

  test('what the load balancer passes on is reached through it, the rest at the node', async () => {
    const { cluster, items } = await listJson(machine);
    expect({
      runtime: [cluster.distribution, cluster.substrate],
      rows: items.map((item) => [item.service, item.url, ...routeLines(item)]),
    }).toEqual({
      runtime: ['k3d', 'native-linux'],
      rows: [
        [
          ...['in-the-range', 'http://127.0.0.1:31005'],
          'published-port 127.0.0.1:31005 answered',
          'published-port ::1:31005 not-tried: another route answered',
          'node-address 172.20.0.3:31005 not-tried: another route answered',
        ],
        [
          ...['not-passed-on', 'http://172.20.0.3:31006'],
          'published-port 127.0.0.1:31006 dropped',
          'published-port ::1:31006 dropped',
          'node-address 172.20.0.3:31006 answered',
        ],
        ['outside', 'http://172.20.0.3:31011', 'node-address 172.20.0.3:31011 answered'],
      ],
    });
  });
});

describeInLab('minikube, with one port of the user', ({ sandbox }) => {
  const NODE = { name: 'minikube', internalIp: '192.168.49.2', kernel: release() };
  let machine: Machine;

  beforeAll(async () => {
    const [host, cluster] = await Promise.all([
      createMachine(sandbox, 'minikube-host'),
      startBareCluster(sandbox, { name: 'mk', context: 'minikube', address: NODE.internalIp }),
    ]);
    await startDockerEngine(host);
    await mustRun(host, ['docker', 'network', 'create', '--subnet=192.168.49.0/24', 'minikube']);
    const target = { ip: NODE.internalIp, port: WEB_PORT };
    await apply(cluster.machine, [
      paperNode({
        ...NODE,
        osImage: 'Ubuntu 22.04.4 LTS',
        labels: { 'minikube.k8s.io/name': 'minikube', 'minikube.k8s.io/version': 'v1.34.0' },
      }),
      ...paperService({ name: 'published', nodePort: 31_696, endpointsOn: [NODE.name], target }),
      ...paperService({ name: 'like-auto-pause', nodePort: 32_443, endpointsOn: [NODE.name], target }),
    ]);
    const own = [22, 2376, 5000, 8443, 32_443].map((port) => `127.0.0.1::${port}`);
    await startNodeContainer(host, cluster, {
      ...{ engine: 'docker', name: NODE.name, network: 'minikube', address: NODE.internalIp, apiPort: 8443 },
      labels: [
        'created_by.minikube.sigs.k8s.io=true',
        'name.minikube.sigs.k8s.io=minikube',
        'mode.minikube.sigs.k8s.io=minikube',
        'role.minikube.sigs.k8s.io=',
      ],
      ports: [...own, '127.0.0.1:31696:31696'],
    });
    machine = withKubeconfig(host, await kubeconfigAt(cluster, `https://${NODE.internalIp}:8443`));
    const extension = String.raw`    extensions:\n    - extension:\n        provider: minikube.sigs.k8s.io\n      name: cluster_info`;
    await mustRun(machine, ['sh', '-c', `sed -i '/^- cluster:/a\\${extension}' "$KUBECONFIG"`]);
    const profile = JSON.stringify({ Name: 'minikube', Driver: 'docker' });
    const folder = '.minikube/profiles/minikube';
    await mustRun(machine, ['sh', '-c', `mkdir -p ${folder} && cat >${folder}/config.json`], { input: profile });
    await waitForHttp(machine, '127.0.0.1:31696');
  });

  test('it is reached where it is published, and what minikube publishes for itself is no Service', async () => {
    const { cluster, items } = await listJson(machine);
    expect({
      cluster,
      rows: items.map((item) => [item.service, item.url, ...routeLines(item)]),
    }).toEqual({
      cluster: {
        context: 'minikube',
        distribution: 'minikube',
        substrate: 'native-linux',
        evidence: [
          { code: 'label', value: 'minikube.k8s.io/name=minikube', source: 'node minikube' },
          { code: 'kubeconfig-extension', value: 'minikube.sigs.k8s.io', source: 'kubeconfig' },
          { code: 'kernel', value: release(), source: 'node minikube' },
        ],
        unknown: [],
      },
      rows: [
        ['like-auto-pause', 'http://192.168.49.2:32443', 'node-address 192.168.49.2:32443 answered'],
        [
          ...['published', 'http://127.0.0.1:31696'],
          'published-port 127.0.0.1:31696 answered',
          'node-address 192.168.49.2:31696 not-tried: another route answered',
        ],
      ],
    });
  });
});
