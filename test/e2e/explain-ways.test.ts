import { afterAll, beforeAll, expect, test } from 'vitest';
import { forwardNodePort } from '../lab/desktop-cluster.ts';
import { type KindCluster, startKindCluster, stopKindCluster } from '../lab/kind-cluster.ts';
import type { Behaviour } from '../lab/listener.ts';
import { startMariadbPod } from '../lab/mariadb.ts';
import { listen } from '../lab/network.ts';
import { mustRun } from '../lab/run.ts';
import { exposeWeb, type WebOptions, waitForHttp } from '../lab/web.ts';
import {
  type Explained,
  expectToCure,
  expectToShow,
  explain,
  exposeAsIs,
  fixWith,
  paste,
  waitForAnswer,
} from './explained.ts';
import { describeInLab, kubectl } from './in-lab.ts';

describeInLab('explain on a Mac: from it to the nodes', ({ sandbox }) => {
  let cluster: KindCluster;

  // Of its own, for which ports are published and free is what this is about.
  beforeAll(async () => {
    const ports = [
      { hostPort: 8000, containerPort: 30_001 },
      { hostPort: 8081, containerPort: 30_081 },
      { hostPort: 8306, containerPort: 30_306 },
      // The wrong way round.
      { hostPort: 30_090, containerPort: 80 },
    ];
    cluster = await startKindCluster(sandbox, { name: 'ways', ports });
    const { linux, mac } = cluster;
    await exposeWeb(linux, { name: 'web', nodePort: 30_001 }, { at: '127.0.0.1:8000', from: mac });
  });
  afterAll(() => stopKindCluster(cluster));

  test('a healthy Service: three lines, and nothing that is to be done', async () => {
    const { stdout, fixes, code } = await explain(cluster.linux, ['web']);
    expect({ lines: stdout.trimEnd().split('\n'), fixes, code }).toEqual({
      lines: [
        'default/web answers at http://127.0.0.1:8000',
        expect.stringMatching(/^ {2}kind; HTTP 200 in \d+ ms, the same as the pod; 1\/1 ready$/),
        '  127.0.0.1:30001 is not it: ways-worker publishes 30001 at 8000',
      ],
      fixes: [],
      code: 0,
    });
  });

  test('a port that is not published: the patch moves the Service to one that is, and is free', async () => {
    const explained = await explainBroken({ name: 'api', nodePort: 30_002 });
    expect(explained.said).toMatch(
      /^default\/api is healthy, but no address reaches it from this machine .* stops here: ways-worker publishes 80, 30001, 30081 and 30306, not 30002 /,
    );
    expect([explained.problems[0], explained.code]).toEqual(['not-published', 1]);
    const fix = fixWith(explained, 'kubectl patch service', 'changes the Service');
    expect(fix.effect).toBe('changes the Service; 30081 is published and free');
    await expectToCure(cluster.mac, fix, ['api']);
    await remove('api');
  });

  test('a host port of its number that leads to another port of the node', async () => {
    const explained = await explainBroken({ name: 'twisted', nodePort: 30_090 });
    expect(explained.said).toContain(
      'stops here: port 30090 of this machine leads to port 80 of ways-worker, not to 30090',
    );
    expect([explained.problems[0], explained.code]).toEqual(['published-to-another-port', 1]);
    await expectToCure(cluster.mac, fixWith(explained, 'kubectl patch service', 'published and free'), ['twisted']);
    await remove('twisted');
  });

  test('two causes at once are both named, and both fixes together help', async () => {
    const explained = await explainBroken({ name: 'both', nodePort: 30_002, service: { selector: { app: 'boht' } } });
    expect(explained.said).toMatch(/stops here: its selector app=boht matches no pod; pod both-\S+ has app=both/);
    expect(explained.said).toMatch(/stops here: ways-worker publishes .* not 30002/);
    expect(explained.problems.slice(0, 2)).toEqual(['selects-nothing', 'not-published']);
    const { code } = await paste(cluster.mac, fixWith(explained, 'kubectl patch service', 'selector'));
    expect(code).toBe(0);
    await expectToCure(cluster.mac, fixWith(explained, 'kubectl patch service', 'published and free'), ['both']);
    await remove('both');
  });

  test('externalTrafficPolicy Local, published by the node without a pod', async () => {
    const local = { externalTrafficPolicy: 'Local', nodeName: 'ways-control-plane' } as const;
    const explained = await explainBroken({ name: 'local', nodePort: 30_081, ...local });
    expect(explained.said).toContain(
      'stops here: externalTrafficPolicy is Local, and the node behind it has no ready pod of this Service: they are on ways-control-plane',
    );
    expect([explained.problems[0], explained.code]).toEqual(['local-policy', 1]);
    await expectToCure(cluster.mac, fixWith(explained, 'kubectl patch service', 'Cluster'), ['local']);
    await remove('local');
  });

  test('variables of a proxy: the address answers, and curl is told apart', async () => {
    const explained = await explain(cluster.linux, ['web'], { env: { http_proxy: 'http://127.0.0.1:9' } });
    expect(explained.said).toContain(
      'http_proxy is set, and NO_PROXY does not name 127.0.0.1: curl and other programs ask the proxy for it',
    );
    expect([explained.problems.includes('proxy-variable'), explained.code]).toEqual([true, 0]);
    const fix = fixWith(explained, 'curl', '--noproxy', 'changes nothing');
    const line = `http_proxy=http://127.0.0.1:9; export http_proxy; ${fix.command}`;
    expect(await mustRun(cluster.linux, ['sh', '-c', line])).toMatch(/^NOW: /);
  });

  test('MariaDB greets as its pod does', async () => {
    await startMariadbPod(cluster, { nodePort: 30_306 });
    const { stdout, problems, code } = await explain(cluster.linux, ['mysql']);
    const [title, said] = stdout.split('\n');
    expect({ title, said, problems, code }).toEqual({
      title: 'default/mysql answers at mysql://127.0.0.1:8306',
      said: expect.stringMatching(/; MariaDB \S+ greeted in [\d.]+ ms, the same as the pod; 1\/1 ready$/),
      problems: ['other-number'],
      code: 0,
    });
  });

  /** On the Mac, when the pods are ready and kube-proxy had its time. */
  async function explainBroken(options: WebOptions): Promise<Explained> {
    await exposeAsIs(cluster.linux, options);
    return explain(cluster.mac, [options.name]);
  }

  /** So that its port is free again. */
  async function remove(name: string): Promise<void> {
    await kubectl(cluster.linux, ['delete', `service/${name}`, `deployment/${name}`]);
  }
});

describeInLab('explain where every nodePort is forwarded, and another program has it', ({ desktop }) => {
  const { mac, node, address } = desktop;

  test('before that: three lines, the address that cannot work among them', async () => {
    await forwardNodePort(desktop, 30_641);
    await exposeWeb(mac, { name: 'alone', nodePort: 30_641 }, { at: '127.0.0.1:30641', from: mac });
    const { stdout, fixes, code } = await explain(mac, ['alone']);
    expect({ lines: stdout.trimEnd().split('\n'), fixes, code }).toEqual({
      lines: [
        'default/alone answers at http://127.0.0.1:30641',
        expect.stringMatching(/^ {2}Docker Desktop; HTTP 200 in \d+ ms, the same as the pod; 1\/1 ready$/),
        '  192.168.65.3:30641 cannot work: its network is out of reach, in Docker Desktop',
      ],
      fixes: [],
      code: 0,
    });
    await kubectl(mac, ['delete', 'service/alone', 'deployment/alone']);
  });

  test.each<[name: string, nodePort: number, behaviour: Behaviour, problem: string, says: RegExp]>([
    [
      ...(['greets', 30_651, 'greets:SSH-2.0-OpenSSH_9.2p1\r\n', 'another-program'] as const),
      /stops here: another program listens on 127\.0\.0\.1:30651: it greets as OpenSSH_9\.2p1, the pod answers HTTP 200/,
    ],
    [
      ...(['answers', 30_661, 'http', 'another-program'] as const),
      /stops here: another program listens on 127\.0\.0\.1:30661: it answers HTTP 200 as the pod does, but its head is another one/,
    ],
    // From here a forwarder whose node does not answer looks the same.
    [
      ...(['waits', 30_671, 'silent', 'node-does-not-forward'] as const),
      /stops here: the node swallows 127\.0\.0\.1:30671, while the pods are ready.*, or another program holds it on this machine/,
    ],
    [
      ...(['closes', 30_681, 'closes', 'node-does-not-forward'] as const),
      /stops here: the node accepts and drops 127\.0\.0\.1:30681, while the pods are ready.*, or another program holds it on this machine/,
    ],
  ])('it %s: it is shown', async (name, nodePort, behaviour, problem, says) => {
    await exposeWeb(mac, { name, nodePort }, { at: `${address}:${nodePort}`, from: node });
    await listen(mac, { address: '127.0.0.1', port: nodePort, behaviour });
    const explained = await explain(mac, [name]);
    expect(explained.said).toMatch(says);
    expect([explained.problems[0], explained.code]).toEqual([problem, 1]);
    const fix = fixWith(explained, 'ss -ltnp', 'changes nothing; shows the program that listens there');
    await expectToShow(mac, fix, new RegExp(`127.0.0.1:${nodePort} .*"node-`));
    if (problem === 'another-program') await move(name, explained);
    await kubectl(mac, ['delete', `service/${name}`, `deployment/${name}`]);
  });

  /** To the nodePort that is printed; Docker Desktop would forward it by itself. */
  async function move(name: string, explained: Explained): Promise<void> {
    const { code } = await paste(mac, fixWith(explained, 'kubectl patch service', 'changes the Service'));
    expect(code).toBe(0);
    const moved = Number(await kubectl(mac, ['get', 'service', name, '-o', 'jsonpath={.spec.ports[0].nodePort}']));
    await waitForHttp(node, `${address}:${moved}`);
    await forwardNodePort(desktop, moved);
    await waitForAnswer(mac, [name]);
  }
});
