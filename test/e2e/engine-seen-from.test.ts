import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BareCluster, startBareCluster } from '../lab/bare-cluster.ts';
import { createMachine } from '../lab/create-machine.ts';
import { startDaemon } from '../lab/daemon.ts';
import { socketOf, startDockerEngine } from '../lab/docker-engine.ts';
import { forward } from '../lab/forward.ts';
import { link } from '../lab/link.ts';
import { type Machine, pathOf, withKubeconfig } from '../lab/machine.ts';
import { addAddress, listen } from '../lab/network.ts';
import { startContainer, startNodeContainer, WEB_PORT } from '../lab/node-container.ts';
import { mustRun } from '../lab/run.ts';
import { waitForListener } from '../lab/wait.ts';
import { waitForHttp } from '../lab/web.ts';
import { paperNode, paperService } from '../support/paper.ts';
import {
  apply,
  describeInLab,
  explainJson,
  kubeconfigAt,
  listJson,
  type NodePortList,
  nodeport,
  PATH,
  routeLines,
} from './in-lab.ts';

const NODE = { name: 'far-control-plane', internalIp: '172.19.0.2', kernel: release() };
/** The machine of the engine, as the other machine knows it. */
const HOST = '10.77.1.1';
const OTHER_ADDRESS = '10.77.2.1';
const SSH_CALLS = '/run/ssh-calls';

describeInLab('kind on an engine, with ports published on several addresses', ({ sandbox, kind: { linux } }) => {
  /** An engine, without these containers. */
  const EMPTY = `unix://${socketOf(linux)}`;
  let host: Machine;
  let client: Machine;
  let cluster: BareCluster;

  beforeAll(async () => {
    const [engineHost, other, far] = await Promise.all([
      createMachine(sandbox, 'engine-host'),
      createMachine(sandbox, 'client'),
      startBareCluster(sandbox, { name: 'far', context: 'kind-far', address: HOST }),
    ]);
    cluster = far;
    await link({ machine: engineHost, address: HOST }, { machine: other, address: '10.77.1.2' });
    await addAddress(engineHost, OTHER_ADDRESS);
    await mustRun(other, ['ip', 'route', 'add', OTHER_ADDRESS, 'via', HOST]);
    await startDockerEngine(engineHost);
    await startDaemon(engineHost, 'docker-tcp', [
      ...['socat', `TCP-LISTEN:2375,bind=${HOST},fork,reuseaddr`, 'UNIX-CONNECT:/run/docker.sock'],
    ]);
    await mustRun(engineHost, ['docker', 'network', 'create', '--subnet=172.19.0.0/16', 'kind']);
    const target = { ip: NODE.internalIp, port: WEB_PORT };
    const services = ['everywhere', 'loopback', 'loopback6', 'elsewhere', 'unpublished'].flatMap((name, index) =>
      paperService({ name, nodePort: 30_001 + index, endpointsOn: [NODE.name], target }),
    );
    await apply(cluster.machine, [paperNode({ ...NODE, providerId: `kind://docker/far/${NODE.name}` }), ...services]);
    await startNodeContainer(engineHost, cluster, {
      ...{ engine: 'docker', name: NODE.name, network: 'kind', address: NODE.internalIp },
      labels: ['io.x-k8s.kind.cluster=far', 'io.x-k8s.kind.role=control-plane'],
      ports: [
        '0.0.0.0:36443:6443',
        '0.0.0.0:8001:30001',
        '127.0.0.1:8002:30002',
        '[::1]:8003:30003',
        `${OTHER_ADDRESS}:8004:30004`,
      ],
    });
    const kubeconfig = await kubeconfigAt(cluster, `https://${HOST}:36443`);
    host = withKubeconfig(engineHost, kubeconfig);
    client = withKubeconfig(other, kubeconfig);
    await waitForListener(host, 2375);
    await waitForHttp(client, `${HOST}:8001`);
  });

  test('on the machine of the engine each is reached at the address that it is published on', async () => {
    const { stdout, stderr, code } = await nodeport(host, ['list', '--no-headers']);
    expect({ stdout, stderr, code }).toEqual({
      stdout: `elsewhere     80:30004/TCP   Reachable   http://10.77.2.1:8004
everywhere    80:30001/TCP   Reachable   http://127.0.0.1:8001
loopback      80:30002/TCP   Reachable   http://127.0.0.1:8002
loopback6     80:30003/TCP   Reachable   http://[::1]:8003
unpublished   80:30005/TCP   Reachable   http://172.19.0.2:30005
`,
      stderr: '',
      code: 0,
    });
  });

  test('an engine of somebody else, chosen for builds, does not hide the one of this machine', async () => {
    const env = { DOCKER_HOST: 'ssh://builder@10.77.1.9' };
    const { stdout, stderr } = await nodeport(host, ['list', 'everywhere', '--no-headers'], { env });
    expect([stdout, stderr]).toEqual(['everywhere   80:30001/TCP   Reachable   http://127.0.0.1:8001\n', '']);
  });

  describe('from a container on another network of the engine', () => {
    let container: Machine;

    beforeAll(async () => {
      await mustRun(host, ['docker', 'network', 'create', '--subnet=172.21.0.0/16', 'dev']);
      const own = { name: 'dev-container', network: 'dev', address: '172.21.0.2', labels: [], ports: [] };
      const machine = await startContainer(host, { engine: 'docker', ...own });
      await mustRun(machine, ['rm', '/run/.toolboxenv']);
      symlinkSync(socketOf(host), pathOf(machine, '/run/docker.sock'));
      writeFileSync(pathOf(machine, '/run/hosts'), '127.0.0.1 localhost\n172.21.0.1 host.docker.internal\n');
      await mustRun(machine, ['mount', '--bind', '/run/hosts', '/etc/hosts']);
      container = withKubeconfig(machine, await kubeconfigAt(cluster, 'https://host.docker.internal:36443'));
      await mustRun(container, ['kubectl', 'config', 'set-cluster', 'kind-far', '--tls-server-name=kubernetes']);
    });

    test('what is published on all interfaces is reached at the machine of the engine', async () => {
      const list = await listJson(container, [], { env: { container: 'docker' } });
      expect([list.cluster.substrate, ...rowsOf(list)]).toEqual([
        'container',
        ['elsewhere', 'Reachable', `http://${OTHER_ADDRESS}:8004`, `container-host ${OTHER_ADDRESS}:8004 answered`],
        [
          ...['everywhere', 'Reachable', 'http://host.docker.internal:8001'],
          'container-host host.docker.internal:8001 answered',
        ],
        ...NOT_FROM_OUTSIDE,
      ]);
    });
  });

  describe('from another machine', () => {
    const overTcp = { env: { DOCKER_HOST: `tcp://${HOST}:2375` } };
    const overSsh = { env: { DOCKER_HOST: `ssh://ops@${HOST}` }, path: ['/run/bin', ...PATH] };

    beforeAll(async () => {
      // What ssh would do over there, without a login; the arguments are noted.
      const ssh = `#!/bin/sh\necho "$@" >>${SSH_CALLS}\nexec socat - TCP:${HOST}:2375\n`;
      await mustRun(client, ['sh', '-c', 'mkdir /run/bin && cat >/run/bin/ssh && chmod +x /run/bin/ssh'], {
        input: ssh,
      });
    });

    test('what is published on its loopback is not reached, and the rest at its host or address', async () => {
      expect(rowsOf(await listJson(client, [], overTcp))).toEqual([
        ['elsewhere', 'Reachable', `http://${OTHER_ADDRESS}:8004`, `engine-host ${OTHER_ADDRESS}:8004 answered`],
        ['everywhere', 'Reachable', `http://${HOST}:8001`, `engine-host ${HOST}:8001 answered`],
        ...NOT_FROM_OUTSIDE,
      ]);
    });

    test.each([
      ['tcp', overTcp],
      ['ssh', overSsh],
    ])('explain asks an engine over %s, and names its host', async (_, options) => {
      const { cluster } = await explainJson(client, [], options);
      expect(cluster).toEqual({
        context: 'kind-far',
        distribution: 'kind',
        substrate: 'remote-engine',
        evidence: [
          { code: 'provider-id', value: 'kind://docker/far/far-control-plane', source: 'node far-control-plane' },
          { code: 'engine-host', value: HOST, source: 'docker' },
        ],
        unknown: [],
      });
    });

    test('list never asks an engine over ssh, and says so', async () => {
      await mustRun(client, ['rm', '-f', SSH_CALLS]);
      const { stdout, stderr, code } = await nodeport(client, ['list', 'everywhere', '--no-headers'], overSsh);
      expect({ stdout, stderr, code, isCalled: existsSync(pathOf(client, SSH_CALLS)) }).toEqual({
        stdout: 'everywhere   80:30001/TCP   Unknown   <none>\n',
        stderr: `container engine could not be asked (remote engine: ssh://${HOST}): published ports are not known\n`,
        code: 0,
        isCalled: false,
      });
    });

    describe('that has the same bridge, and on it a node of another cluster at the same address', () => {
      beforeAll(async () => {
        const other = await createMachine(client.sandbox, 'node-of-another');
        const bridge = `ip link add bridge type veth peer name eth0 netns ${other.pid}; ip link set bridge up`;
        await mustRun(client, ['sh', '-ec', `${bridge}; ip address add 172.19.0.1/16 dev bridge`]);
        await mustRun(other, ['sh', '-ec', `ip link set eth0 up; ip address add ${NODE.internalIp}/16 dev eth0`]);
        await listen(other, { address: NODE.internalIp, port: 30_005, behaviour: 'http' });
        const target = `${HOST}:36443`;
        await forward({ from: client, listenIp: '127.0.0.1', listenPort: 36_443, to: host, target });
      });

      test.each([
        ['a neighbour of which no engine is known', `https://${HOST}:36443`, ''],
        ['a machine behind a tunnel, of which the engine here has no container', 'https://127.0.0.1:36443', EMPTY],
      ])('what runs on %s is not reached at its node', async (_, server, DOCKER_HOST) => {
        const env = { KUBECONFIG: await kubeconfigAt(cluster, server), DOCKER_HOST };
        const { items } = await listJson(client, ['unpublished'], { env });
        expect(items.map(({ status, url }) => [status, url])).toEqual([['Unknown', null]]);
      });
    });

    test('ssh is called in a way that asks nobody for anything', async () => {
      await mustRun(client, ['rm', '-f', SSH_CALLS]);
      await nodeport(client, ['explain'], overSsh);
      const calls = (await mustRun(client, ['cat', SSH_CALLS])).trim().split('\n');
      const call = /^-o BatchMode=yes -o ConnectTimeout=\d -T -l ops -- 10\.77\.1\.1 docker system dial-stdio$/;
      expect([...new Set(calls)]).toEqual([expect.stringMatching(call)]);
    });
  });
});

const NOT_FROM_OUTSIDE = ['loopback', 'loopback6', 'unpublished'].map((service) => [service, 'NotPublished', null]);

function rowsOf({ items }: NodePortList): readonly (readonly (string | null)[])[] {
  return items.map((item) => [item.service, item.status, item.url, ...routeLines(item)]);
}
