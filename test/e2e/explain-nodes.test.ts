import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isDaemonAlive, killDaemon, restartDaemon } from '../lab/daemon.ts';
import { type KindCluster, startKindCluster, stopKindCluster } from '../lab/kind-cluster.ts';
import type { Machine } from '../lab/machine.ts';
import { waitForNodes } from '../lab/node.ts';
import { mustRun, run } from '../lab/run.ts';
import { waitFor } from '../lab/wait.ts';
import { exposeWeb, waitForHttp } from '../lab/web.ts';
import { expectToShow, explain, exposeAsIs, fixWith, waitForAnswer } from './explained.ts';
import { apply, describeInLab, kubectl, nodeport } from './in-lab.ts';

const KUBE_PROXY = 'kube-proxy';
const DROPS = /-A PREROUTING -p tcp -m tcp --dport 30081 -j DROP/;

describeInLab('explain: the pods are well, and their node is not', ({ sandbox }) => {
  let cluster: KindCluster;

  // Of its own: what is done to its nodes is done to every Service.
  beforeAll(async () => {
    const ports = [
      { hostPort: 8000, containerPort: 30_001 },
      { hostPort: 8081, containerPort: 30_081 },
    ];
    cluster = await startKindCluster(sandbox, { name: 'nodes', ports, nodeGraceSeconds: 8 });
    const { linux, mac } = cluster;
    await exposeWeb(linux, { name: 'web', nodePort: 30_001 }, { at: '127.0.0.1:8000', from: mac });
    await waitForHttp(linux, '172.18.0.2:30001');
  });
  afterAll(() => stopKindCluster(cluster));

  // Also after one that failed.
  afterEach(() =>
    inEachNode(async (machine) => {
      for (const name of ['kubelet', KUBE_PROXY]) if (!isDaemonAlive(machine, name)) await restartDaemon(machine, name);
      await run(machine, ruleOf('--delete'));
    }),
  );

  test('kube-proxy has stopped before the Service was made', async () => {
    const { linux, mac, nodes } = cluster;
    await Promise.all(nodes.map(({ machine }) => killDaemon(machine, KUBE_PROXY)));
    await exposeAsIs(linux, { name: 'late', nodePort: 30_081 });
    // Its rules stay when it ends, so that Services which it knew answer.
    const knew = 'while the pods are ready: others answer there, so kube-proxy has not heard of this one';
    for (const machine of [linux, mac]) {
      await isTold(machine, new RegExp(`node nodes-worker accepts and drops 127\\.0\\.0\\.1:8081, ${knew}`));
    }
    await kubectl(linux, ['delete', 'service/web']);
    await isTold(linux, /kube-proxy may not run there, as nobody answers at its own port 10256/);
    await configureProxy('iptables');
    await isTold(linux, /kube-proxy does not run there/);
    await Promise.all(nodes.map(({ machine }) => restartDaemon(machine, KUBE_PROXY)));
    await waitForAnswer(mac, ['late']);
    await waitForAnswer(linux, ['late']);
    await exposeWeb(linux, { name: 'web', nodePort: 30_001 }, { at: '127.0.0.1:8000', from: mac });

    async function isTold(machine: Machine, what: RegExp): Promise<void> {
      const explained = await explain(machine, ['late']);
      expect(explained.said).toMatch(/^default\/late is healthy, but no address reaches it /);
      expect(explained.said).toMatch(new RegExp(`stops here: .*${what.source}`));
      expect([explained.problems[0], explained.code]).toEqual(['node-does-not-forward', 1]);
      const fix = fixWith(explained, 'docker exec', 'curl', 'changes nothing');
      await expectToShow(machine, fix, /Failed to connect to 127\.0\.0\.1 port 10256/);
    }
  });

  test.each([
    ['its own machine', 'linux'],
    ['a Mac', 'mac'],
  ] as const)('a rule of the node drops the port, and no other one, seen from %s', async (_, place) => {
    const machine = cluster[place];
    await inEachNode((node) => mustRun(node, ruleOf('--insert')));
    const explained = await explain(machine, ['late']);
    expect(explained.said).toMatch(/^default\/late is healthy, but no address reaches it /);
    expect(explained.said).toMatch(
      /stops here: node nodes-\S+ swallows \S+:\d+, while the pods are ready: others answer there, so a rule of the node or a policy drops this port/,
    );
    expect([explained.problems[0], explained.code]).toEqual(['node-does-not-forward', 1]);
    await expectToShow(machine, fixWith(explained, 'docker exec', 'iptables-save', 'changes nothing'), DROPS);
    await inEachNode((node) => mustRun(node, ruleOf('--delete')));
    await waitForAnswer(machine, ['late']);
  });

  test('the same, where no other Service is there to be asked', async () => {
    const { linux, mac } = cluster;
    await kubectl(linux, ['delete', 'service/web']);
    await inEachNode((node) => mustRun(node, ruleOf('--insert')));
    const explained = await explain(mac, ['late']);
    expect([explained.problems[0], explained.code]).toEqual(['node-does-not-forward', 1]);
    await expectToShow(mac, fixWith(explained, 'docker exec', 'iptables-save', 'changes nothing'), DROPS);
    await inEachNode((node) => mustRun(node, ruleOf('--delete')));
    await waitForAnswer(mac, ['late']);
  });

  test('a node that has stopped to report, with the only pod', async () => {
    const { linux, nodes, controlPlane } = cluster;
    const worker = nodes[1]!.machine;
    await killDaemon(worker, 'kubelet');
    await waitFor(sandbox, 'a node that is not ready', async () => {
      const slices = ['get', 'endpointslices', '-l', 'kubernetes.io/service-name=late'];
      return !(await kubectl(linux, [...slices, '-o', 'jsonpath={..conditions.ready}'])).includes('true');
    });
    const explained = await explain(linux, ['late']);
    expect(explained.said).toMatch(/stops here: node nodes-worker has stopped reporting/);
    expect([explained.problems[0], explained.code]).toEqual(['node-not-ready', 1]);
    const fix = fixWith(explained, 'kubectl describe node nodes-worker', 'changes nothing');
    await expectToShow(linux, fix, /Ready +Unknown .*NodeStatusUnknown +Kubelet stopped posting node status/);
    await restartDaemon(worker, 'kubelet');
    await waitForNodes(controlPlane, nodes.length);
    await waitForAnswer(linux, ['late']);
  });

  test('kube-proxy in nftables mode does not serve loopback, seen on the node itself', async () => {
    const { nodes, controlPlane } = cluster;
    const { machine } = nodes[0]!;
    await restartDaemon(machine, KUBE_PROXY, { '--proxy-mode': 'nftables' });
    await waitFor(sandbox, 'rules of nftables', async () => {
      return (await mustRun(machine, ['nft', 'list', 'tables'])).includes('ip kube-proxy');
    });
    await waitForHttp(machine, '172.18.0.2:30081');
    const env = { KUBECONFIG: controlPlane.kubeconfig };
    await configureProxy('nftables');
    const explained = await explain(machine, ['late'], { env });
    expect(explained.said).toMatch(/^default\/late answers at http:\/\/172\.18\.0\.2:30081 /);
    expect(explained.said).toContain(
      '127.0.0.1 does not answer: kube-proxy runs in nftables mode, which does not serve loopback',
    );
    expect([explained.problems, explained.code]).toEqual([['loopback-not-served'], 0]);
    await kubectl(cluster.linux, ['delete', 'configmap', KUBE_PROXY, '-n', 'kube-system']);
    const { said } = await explain(machine, ['late'], { env });
    expect(said).toContain('127.0.0.1 does not answer: kube-proxy does not serve loopback here');
    await restartDaemon(machine, KUBE_PROXY, { '--proxy-mode': 'iptables' });
    await waitForHttp(machine, '127.0.0.1:30081');
  });

  test('its API server has ended, and the containers run', async () => {
    const { linux, mac, controlPlane } = cluster;
    await killDaemon(controlPlane.machine, 'kube-apiserver');
    for (const machine of [linux, mac]) {
      const { stdout, stderr, code } = await nodeport(machine, ['explain', 'late']);
      expect({ stdout, stderr, code }).toEqual({
        stdout: '',
        // The proxy in front of it accepts, and drops what it cannot pass on.
        stderr: expect.stringMatching(
          /^Unable to connect to the server: .+\nits nodes run; this starts the one with the API server anew:\n {4}docker restart nodes-control-plane\n$/,
        ),
        code: 3,
      });
    }
  });

  /** As kubeadm leaves it behind, and kind with it. */
  async function configureProxy(mode: string): Promise<void> {
    const metadata = { name: KUBE_PROXY, namespace: 'kube-system' };
    const data = { 'config.conf': `kind: KubeProxyConfiguration\nmode: ${mode}\n` };
    await apply(cluster.linux, [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }]);
  }

  async function inEachNode(change: (machine: Machine) => Promise<unknown>): Promise<void> {
    await Promise.all(cluster.nodes.map(({ machine }) => change(machine)));
  }
});

/** It drops 30081 before kube-proxy's own rules see it. */
function ruleOf(action: '--insert' | '--delete'): readonly string[] {
  const match = ['PREROUTING', '--protocol', 'tcp', '--dport', '30081', '--jump', 'DROP'];
  return ['iptables', '--table', 'mangle', action, ...match];
}
