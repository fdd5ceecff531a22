import { beforeAll, expect, test } from 'vitest';
import { writeKubeconfig } from '../lab/kubeconfig.ts';
import { run } from '../lab/run.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, kubectl, nodeport } from './in-lab.ts';
import { role } from './role.ts';

describeInLab('a user who may not see everything', ({ bare }) => {
  const { machine, access, controlPlane } = bare;
  const users = new Map<string, string>();

  beforeAll(async () => {
    await apply(machine, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'seen' } },
      paperNode({ name: 'seen-node', internalIp: '127.0.80.1' }),
      ...paperService({ name: 'web', namespace: 'seen', nodePort: 30_101, endpointsOn: ['seen-node'] }),
      ...role('services-only', 'seen', [rule('', 'services')]),
      ...role('services-and-slices', 'seen', [rule('', 'services'), rule('discovery.k8s.io', 'endpointslices')]),
    ]);
    for (const name of ['nobody', 'services-only', 'services-and-slices']) {
      users.set(
        name,
        await writeKubeconfig(controlPlane.authority, access, { name, commonName: name, organizations: [] }),
      );
    }
  });

  test.each([
    [
      'services-only',
      `nodes cannot be listed (forbidden): of them only what pods, endpoints and the kubeconfig tell is known
EndpointSlices cannot be listed (forbidden): which Services have a ready endpoint is not known
`,
    ],
    [
      'services-and-slices',
      'nodes cannot be listed (forbidden): of them only what pods, endpoints and the kubeconfig tell is known\n',
    ],
  ])('%s gets rows, and a word on what could not be seen', async (user, words) => {
    const env = { KUBECONFIG: users.get(user)! };
    const { stdout, stderr, code } = await nodeport(machine, ['list', '-n', 'seen'], { env });
    expect({ stdout, stderr, code }).toEqual({
      stdout: 'NAME   PORT(S)        STATUS    URL\nweb    80:30101/TCP   Unknown   <none>\n',
      stderr: words,
      code: 0,
    });
  });

  test('one who may not list Services gets what kubectl says, and 3', async () => {
    const env = { KUBECONFIG: users.get('nobody')! };
    const theirs = await run(machine, ['kubectl', 'get', 'services'], { env });
    const ours = await nodeport(machine, ['list'], { env });
    expect({ ...ours }).toEqual({ ...theirs, code: 3 });
  });
});

describeInLab("kubectl's sentences", ({ bare: { machine, kubeconfig } }) => {
  // What is asked, and our exit code; kubectl's is 1 (or 0) in each.
  test.each<[situation: string, args: readonly string[], env: Record<string, string>, code: number]>([
    ['an empty namespace', ['-n', 'nowhere'], {}, 0],
    ['a name that is missing', ['absent'], {}, 2],
    ['a server that is down', [], { KUBECONFIG: '/var/lab/tmp/down.kubeconfig' }, 3],
    ['a server of another authority', [], { KUBECONFIG: '/var/lab/tmp/foreign.kubeconfig' }, 3],
    ['no kubeconfig at the path that was given', ['--kubeconfig', '/absent'], {}, 3],
    ['a context that does not exist', ['--context', 'absent'], {}, 2],
    ['a context that does not exist, and a namespace', ['--context', 'absent', '-n', 'default'], {}, 2],
    ['a name and a selector', ['web', '-l', 'app=web'], {}, 2],
    ['a name in all namespaces', ['web', '-A'], {}, 2],
  ])('%s', async (_, args, env, code) => {
    const write = (name: string, change: string) =>
      run(machine, ['sh', '-c', `sed '${change}' ${kubeconfig} >/var/lab/tmp/${name}.kubeconfig`]);
    await write('down', 's#server: .*#server: https://127.0.0.1:9#');
    await write('foreign', '/certificate-authority-data/d');
    const theirs = await run(machine, ['kubectl', 'get', 'services', ...args], { env });
    const ours = await nodeport(machine, ['list', ...args], { env });
    const firstLine = (text: string) => text.split('\n').filter((line) => !/^[EW]\d{4} /.test(line))[0];
    expect([firstLine(ours.stderr), ours.stdout, ours.code]).toEqual([firstLine(theirs.stderr), '', code]);
  });

  test('no kubeconfig at all', async () => {
    const env = { KUBECONFIG: '/absent' };
    const theirs = await run(machine, ['kubectl', 'get', 'services'], { env });
    const ours = await nodeport(machine, ['list'], { env });
    expect(ours.stderr).toContain(theirs.stderr.trimEnd().split('\n').at(-1));
    expect(ours.code).toBe(3);
  });

  test('bare `kubectl nodeport` is `list`', async () => {
    expect(await nodeport(machine, [])).toEqual(await nodeport(machine, ['list']));
    expect(await kubectl(machine, ['get', 'namespaces', 'default', '-o', 'name'])).toBe('namespace/default\n');
  });
});

function rule(apiGroup: string, resource: string): object {
  return { apiGroups: [apiGroup], resources: [resource], verbs: ['get', 'list'] };
}
