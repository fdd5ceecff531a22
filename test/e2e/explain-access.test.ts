import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBareCluster } from '../lab/bare-cluster.ts';
import { killDaemon } from '../lab/daemon.ts';
import { writeKubeconfig } from '../lab/kubeconfig.ts';
import { listen } from '../lab/network.ts';
import { mustRun } from '../lab/run.ts';
import { waitFor } from '../lab/wait.ts';
import { webObjects } from '../lab/web.ts';
import { paperService } from '../support/paper.ts';
import { explain, type ReportDocument } from './explained.ts';
import { apply, describeInLab, kubectl, nodeport } from './in-lab.ts';
import { role } from './role.ts';
import { openShop, SHOP_NAMESPACE } from './shop.ts';

const inNamespace = ['-n', SHOP_NAMESPACE];

describeInLab('explain for a user whose rights end with a namespace', ({ kind }) => {
  const { linux, mac, controlPlane, access } = kind;
  const users = new Map<string, string>();

  beforeAll(async () => {
    await openShop(kind);
    const reads = (resources: readonly string[]) => ({ apiGroups: [''], resources, verbs: ['list'] });
    const slices = { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list'] };
    const forwards = { apiGroups: [''], resources: ['pods/portforward'], verbs: ['create', 'get'] };
    for (const [name, rules] of [
      ['explains', [reads(['services', 'pods']), slices, forwards]],
      ['explains-from-afar', [reads(['services', 'pods']), slices]],
      ['explains-blindly', [reads(['services'])]],
    ] as const) {
      await apply(linux, role(name, SHOP_NAMESPACE, rules));
      users.set(name, await writeKubeconfig(controlPlane.authority, access, { name, commonName: name }));
    }
  });

  test('what is published answers, and is compared with the pod', async () => {
    const explained = await explain(mac, ['shop', ...inNamespace], as('explains'));
    expect(explained.said).toMatch(
      /^team\/shop answers at http:\/\/127\.0\.0\.1:8021 .*, the same as the pod; 1\/1 ready/,
    );
    expect([explained.fixes, explained.code]).toEqual([[], 0]);
  });

  test('without pods/portforward that is said', async () => {
    const explained = await explain(mac, ['shop', ...inNamespace], as('explains-from-afar'));
    expect(explained.said).toMatch(/^team\/shop answers at http:\/\/127\.0\.0\.1:8021 .*pods\/portforward/);
    expect(explained.said).not.toContain('the same as the pod');
    expect([explained.fixes, explained.code]).toEqual([[], 0]);
  });

  test.each(['explains', 'explains-from-afar', 'explains-blindly'])(
    'who %s is not told of problems that nobody has seen, but of what could not be seen',
    async (user) => {
      const explained = await explain(mac, ['stock', ...inNamespace], as(user));
      expect(explained.said).toMatch(/^whether an address reaches team\/stock from this machine cannot be told /);
      expect(explained.stdout).toMatch(/nodes.*forbidden/);
      expect(explained.said).not.toContain('stops here');
      expect([explained.problems, explained.code]).toEqual([[], 3]);
    },
  );

  test('on the engine’s machine the address of a pod’s node is enough', async () => {
    const explained = await explain(linux, ['stock', ...inNamespace], as('explains'));
    expect(explained.said).toMatch(/^team\/stock answers at http:\/\/172\.18\.0\.3:30022 /);
    expect([explained.problems, explained.code]).toEqual([[], 0]);
  });

  test('JSON is one document', async () => {
    const { stdout, stderr, code } = await nodeport(mac, ['explain', 'shop', ...inNamespace, '-o', 'json']);
    const { apiVersion, kind: its } = JSON.parse(stdout) as ReportDocument;
    expect({ apiVersion, its, stderr, code }).toEqual({
      apiVersion: 'kubectl-nodeport/v1',
      its: 'Report',
      stderr: '',
      code: 0,
    });
  });

  function as(user: string) {
    return { env: { KUBECONFIG: users.get(user)! } };
  }
});

describeInLab('explain NAME with the API server gone', ({ sandbox }) => {
  test('kubectl’s sentence, what starts it, and 3', async () => {
    const { machine } = await startBareCluster(sandbox, { name: 'stopped', context: 'kind-stopped' });
    await killDaemon(machine, 'kube-apiserver');
    const { stdout, stderr, code } = await nodeport(machine, ['explain', 'web']);
    expect({ stdout, stderr, code }).toEqual({
      stdout: '',
      stderr: `The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?
if the cluster is stopped, this starts it:
    docker start stopped-control-plane
`,
      code: 3,
    });
  });
});

describeInLab('explain of what a hostile cluster says', ({ kind }) => {
  const { linux, nodes } = kind;
  const ESCAPES = '\u001b]0;owned\u0007\u001b[2J\u202e\u009b31m';

  beforeAll(async () => {
    const items = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'hostile' } },
      ...webObjects({ name: 'image', namespace: 'hostile', nodePort: 30_621, container: { image: `a${ESCAPES}b:1` } }),
      ...webObjects({ name: 'command', namespace: 'hostile', nodePort: 30_622, container: { command: [ESCAPES] } }),
      ...paperService({
        ...{ name: 'greeting', namespace: 'hostile', nodePort: 30_623, portName: 'ssh' },
        ...{ endpointsOn: ['dev-worker'], target: { ip: '172.18.0.3', port: 30_620 } },
      }),
    ];
    // `apply` speaks YAML, which has no such characters.
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    await mustRun(linux, ['kubectl', 'create', '-f', '-'], { input });
    const behaviour = `greets:SSH-2.0-${ESCAPES}\r\n` as const;
    await listen(nodes[1]!.machine, { address: '172.18.0.3', port: 30_620, behaviour });
  });

  // Pods that begin again and again cost time.
  afterAll(() => kubectl(linux, ['delete', 'namespace', 'hostile', '--wait=false']));

  test.each([
    ['image', /image "a.*b:1" cannot be pulled/, 1],
    ['command', /container web cannot be started/, 1],
    ['greeting', /answers at ssh:\/\//, 0],
  ] as const)('%s: no control character reaches the terminal', async (name, says, code) => {
    await waitFor(linux.sandbox, `what ${name} is to say`, async () => {
      const { stdout } = await nodeport(linux, ['explain', name, '-n', 'hostile']);
      if (says.test(stdout.replaceAll(/\s+/g, ' '))) return true;
      throw new Error(stdout);
    });
    for (const more of [[], ['--all'], ['-o', 'json'], ['-o', 'yaml']]) {
      const end = await nodeport(linux, ['explain', name, '-n', 'hostile', ...more]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about these
      expect(`${end.stdout}${end.stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(end.code).toBe(code);
    }
  });
});
