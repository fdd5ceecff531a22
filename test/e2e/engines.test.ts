import { symlinkSync } from 'node:fs';
import { release } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import { startBareCluster } from '../lab/bare-cluster.ts';
import { createMachine } from '../lab/create-machine.ts';
import { startDaemon } from '../lab/daemon.ts';
import { writeDockerContexts } from '../lab/docker-context.ts';
import { socketOf, startDockerEngine } from '../lab/docker-engine.ts';
import { type Machine, pathOf, withKubeconfig } from '../lab/machine.ts';
import { missingForPodman } from '../lab/missing.ts';
import { startNodeContainer, WEB_PORT } from '../lab/node-container.ts';
import { PODMAN, startPodmanEngine } from '../lab/podman-engine.ts';
import { mustRun } from '../lab/run.ts';
import { waitForHttp } from '../lab/web.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, explainJson, kubeconfigAt, nodeport } from './in-lab.ts';
import { openShop, SHOP_NAMESPACE } from './shop.ts';

describeInLab('several container engines, seen from a Mac', ({ sandbox, kind }) => {
  const { linux, mac } = kind;
  const REACHABLE = 'shop   80:30021/TCP   Reachable   http://127.0.0.1:8021\n';
  const EMPTY = socketOf({ name: 'empty' });
  const HANGING = '/var/lab/hanging-docker.sock';
  const list = ['list', 'shop', '-n', SHOP_NAMESPACE, '--no-headers'];

  beforeAll(async () => {
    const empty = await createMachine(sandbox, 'empty');
    await Promise.all([
      startDockerEngine(empty),
      startDaemon(mac, 'hanging', ['socat', `UNIX-LISTEN:${HANGING},fork`, 'EXEC:sleep infinity']),
      openShop(kind),
    ]);
  });

  async function withoutDefaultSocket<T>(work: () => Promise<T>): Promise<T> {
    await mustRun(mac, ['mv', '/run/docker.sock', '/run/away.sock']);
    try {
      return await work();
    } finally {
      await mustRun(mac, ['mv', '/run/away.sock', '/run/docker.sock']);
    }
  }

  test('the containers are found in another docker context than the current one', async () => {
    const DOCKER_CONFIG = await writeDockerContexts(mac, [
      ['empty', `unix://${EMPTY}`],
      ['full', `unix://${socketOf(linux)}`],
    ]);
    const finished = await withoutDefaultSocket(() => nodeport(mac, list, { env: { DOCKER_CONFIG } }));
    expect(finished).toEqual({ stdout: REACHABLE, stderr: '', code: 0, signal: undefined });
  });

  test('an engine without the containers does not make a port «not published»', async () => {
    const env = { DOCKER_HOST: `unix://${EMPTY}` };
    const finished = await withoutDefaultSocket(() => nodeport(mac, list, { env }));
    expect(finished).toEqual({
      stdout: 'shop   80:30021/TCP   Unknown   <none>\n',
      stderr: `container engine could not be asked (has no container of this cluster: unix://${EMPTY}): published ports are not known\n`,
      code: 0,
      signal: undefined,
    });
  });

  test('an engine that hangs does not keep another one from being asked', async () => {
    const finished = await nodeport(mac, list, { env: { DOCKER_HOST: `unix://${HANGING}` } });
    expect(finished).toEqual({ stdout: REACHABLE, stderr: '', code: 0, signal: undefined });
  });

  test('an engine that hangs, and no other, is waited for no longer than its time, and named', async () => {
    const env = { DOCKER_HOST: `unix://${HANGING}` };
    const [listed, explained] = await withoutDefaultSocket(() =>
      Promise.all([nodeport(mac, list, { env, timeoutMs: 15_000 }), explainJson(mac, [], { env, timeoutMs: 15_000 })]),
    );
    expect(listed).toEqual({
      stdout: 'shop   80:30021/TCP   Unknown   <none>\n',
      stderr: `container engine could not be asked (timed out: unix://${HANGING}): published ports are not known\n`,
      code: 0,
      signal: undefined,
    });
    expect(explained.cluster.unknown).toEqual([
      { code: 'container-engine', value: 'timed out', source: `unix://${HANGING}` },
    ]);
  });
});

describeInLab(
  'kind on Podman, which publishes a range',
  ({ sandbox, kind: { linux } }) => {
    const SOCKET = '/var/lab/podman.sock';
    let machine: Machine;

    beforeAll(async () => {
      const [host, cluster] = await Promise.all([
        createMachine(sandbox, 'podman-host'),
        startBareCluster(sandbox, { name: 'pod', context: 'kind-pod' }),
      ]);
      await startPodmanEngine(host, SOCKET);
      // Docker is there too, and has another cluster.
      symlinkSync(socketOf(linux), pathOf(host, '/run/docker.sock'));
      await mustRun(host, [...PODMAN, 'network', 'create', '--subnet=10.89.0.0/24', 'kind']);
      const node = { name: 'pod-control-plane', internalIp: '10.89.0.2', kernel: release() };
      const target = { ip: node.internalIp, port: WEB_PORT };
      await apply(cluster.machine, [
        paperNode({ ...node, providerId: `kind://podman/pod/${node.name}` }),
        ...paperService({ name: 'web', nodePort: 31_005, endpointsOn: [node.name], target }),
      ]);
      await startNodeContainer(host, cluster, {
        ...{ engine: 'podman', name: node.name, network: 'kind', address: node.internalIp },
        labels: ['io.x-k8s.kind.cluster=pod', 'io.x-k8s.kind.role=control-plane'],
        ports: ['127.0.0.1:36443:6443', '31000-31010:31000-31010'],
      });
      machine = withKubeconfig(host, await kubeconfigAt(cluster, 'https://127.0.0.1:36443'));
      await waitForHttp(machine, '127.0.0.1:31005');
    });

    test.each<[where: string, env: () => Promise<Record<string, string>>]>([
      ['CONTAINER_HOST', async () => ({ CONTAINER_HOST: `unix://${SOCKET}` })],
      ['DOCKER_HOST', async () => ({ DOCKER_HOST: `unix://${SOCKET}` })],
      [
        'a docker context',
        async () => ({ DOCKER_CONFIG: await writeDockerContexts(machine, [['podman', `unix://${SOCKET}`]]) }),
      ],
      [
        'its usual socket',
        async () => {
          await mustRun(machine, ['sh', '-c', `mkdir /run/podman && ln -s ${SOCKET} /run/podman/podman.sock`]);
          return {};
        },
      ],
    ])('its containers are found through %s, every port of the range too', async (_, env) => {
      const { stdout, stderr, code } = await nodeport(machine, ['list', '--no-headers', '-o', 'wide'], {
        env: await env(),
      });
      expect({ stdout: stdout.replaceAll(/ +/g, ' ').replace(/ \d+ms /, ' TIME '), stderr, code }).toEqual({
        stdout:
          'web 80:31005/TCP Reachable http published-port pod-control-plane 1/1 TIME <none> http://127.0.0.1:31005\n',
        stderr: '',
        code: 0,
      });
    });
  },
  missingForPodman(),
);
