import { release } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import { startBareCluster } from '../lab/bare-cluster.ts';
import { killDaemon } from '../lab/daemon.ts';
import { describeInLab, explainJson, nodeport } from './in-lab.ts';
import { openShop } from './shop.ts';

describeInLab('explain without a name', ({ kind, sandbox }) => {
  const { mac, linux, nodes, controlPlane } = kind;

  beforeAll(() => openShop(kind));

  test('says what the cluster is, from what, and how its NodePorts are reached', async () => {
    const { stdout, stderr, code } = await nodeport(linux, ['explain']);
    const [title, reached, ...rest] = sectionsOf(stdout);
    expect({ title, rest, stderr, code }).toEqual({
      title: 'kind-dev is kind in containers on this machine, as seen from this machine API server 127.0.0.1:36443',
      rest: [
        expect.stringContaining('provider-id kind://docker/dev/dev-control-plane (node dev-control-plane)'),
        expect.stringMatching(/^nodes dev-control-plane .*172\.18\.0\.2.* dev-worker .*172\.18\.0\.3/),
      ],
      stderr: '',
      code: 0,
    });
    for (const port of ['30001/TCP of dev-worker at *:8000', '30021/TCP of dev-worker at *:8021']) {
      expect(reached).toContain(port);
    }
  });

  test('its JSON, read again on another machine, tells the same of the machine where it was made', async () => {
    const report = await explainJson(mac);
    const again = await explainJson(linux, ['-f', '-'], { input: JSON.stringify(report) });
    expect({ recorded: again.recorded, cluster: again.cluster }).toEqual({
      recorded: report.recorded,
      cluster: {
        context: 'kind-dev',
        distribution: 'kind',
        substrate: 'native-linux',
        evidence: [
          { code: 'provider-id', value: 'kind://docker/dev/dev-control-plane', source: 'node dev-control-plane' },
          { code: 'kernel', value: release(), source: 'node dev-control-plane' },
        ],
        unknown: [],
      },
    });
    expect(again.facts).toMatchObject(report.facts);
  });

  test('on the network of a node it is the node', async () => {
    const { cluster } = await explainJson(nodes[0]!.machine, [], { env: { KUBECONFIG: controlPlane.kubeconfig } });
    expect([cluster.distribution, cluster.substrate, cluster.evidence]).toEqual([
      'kind',
      'this-machine',
      [
        { code: 'provider-id', value: 'kind://docker/dev/dev-control-plane', source: 'node dev-control-plane' },
        { code: 'own-address', value: '172.18.0.2', source: 'node dev-control-plane' },
      ],
    ]);
  });

  test('--runtime overrules what was detected', async () => {
    const { cluster } = await explainJson(linux, ['--runtime', 'k3d/remote-engine']);
    expect([cluster.distribution, cluster.substrate, cluster.evidence]).toEqual([
      'k3d',
      'remote-engine',
      [
        { code: 'flag', value: 'k3d', source: '--runtime' },
        { code: 'flag', value: 'remote-engine', source: '--runtime' },
      ],
    ]);
  });

  test.each([['explain'], ['list']])('%s answers a wrong runtime with the right ones', async (command) => {
    const { stdout, stderr, code } = await nodeport(linux, [command, '--runtime', 'kind/on-mars']);
    const [first, distributions, substrates] = stderr.split('\n');
    expect({ stdout, first, code }).toEqual({ stdout: '', first: 'error: unknown runtime "kind/on-mars"', code: 2 });
    expect(distributions).toMatch(/^distributions: (.+, )?kind, /);
    expect(substrates).toMatch(/^substrates, after a slash: (.+, )?native-linux, /);
  });

  test('an API server that is gone is one of the facts, and what starts it is said', async () => {
    const cluster = await startBareCluster(sandbox, { name: 'down', context: 'kind-down' });
    await killDaemon(cluster.machine, 'kube-apiserver');
    const { stdout, stderr, code } = await nodeport(cluster.machine, ['explain']);
    expect({ start: stdout.split('\n').slice(0, 5), stderr, code }).toEqual({
      start: [
        'kind-down is kind in an unknown place, as seen from this machine',
        '  API server 127.0.0.1:6443',
        '',
        'if the cluster is stopped, this starts it:',
        '    docker start down-control-plane',
      ],
      stderr: 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n',
      code: 0,
    });
  });
});

/** Lines are broken where they are full. */
function sectionsOf(text: string): readonly string[] {
  return text.split('\n\n').map((section) => section.trim().replaceAll(/\s+/g, ' '));
}
