import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeOf } from '../lab/machine.ts';
import { listen } from '../lab/network.ts';
import { mustRun, run } from '../lab/run.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab } from './in-lab.ts';
import { type ShellName, type ShellOnTerminal, startShell } from './shell-on-terminal.ts';

const EXECUTABLE = join(import.meta.dirname, '../../dist/kubectl-nodeport');
const SHIM = 'kubectl_complete-nodeport';

/** Where somebody is who has only these Services. */
const SERVICES = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tab' } },
  paperNode({ name: 'tab-node', internalIp: '127.0.81.1' }),
  ...paperService({ name: 'mysql', namespace: 'tab', nodePort: 30_151, port: 3306, endpointsOn: ['tab-node'] }),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'tab' },
    spec: {
      type: 'NodePort',
      ports: [
        { name: 'http', port: 80, nodePort: 30_152 },
        { name: 'admin', port: 8080, nodePort: 30_153 },
      ],
    },
  },
];

describeInLab('completion', ({ bare: { machine } }) => {
  const home = homeOf(machine);
  const bin = `${home}/completion/bin`;
  const path = [bin];
  const kubectl = (...args: readonly string[]) => run(machine, ['kubectl', ...args], { path });

  /** What kubectl's completion gets from ours. */
  async function completed(...words: readonly string[]): Promise<readonly string[]> {
    return (await mustRun(machine, ['kubectl', '__complete', 'nodeport', ...words], { path })).trimEnd().split('\n');
  }

  beforeAll(async () => {
    await apply(machine, SERVICES);
    // As krew does it.
    const store = `${home}/completion/store`;
    await mustRun(machine, ['mkdir', '-p', bin, `${store}/v1`, `${store}/v2`]);
    for (const version of ['v1', 'v2']) {
      await mustRun(machine, ['ln', '-sf', EXECUTABLE, `${store}/${version}/kubectl-nodeport`]);
    }
    await mustRun(machine, ['ln', '-sfn', '../store/v1/kubectl-nodeport', `${bin}/kubectl-nodeport`]);
  });

  test('install, an upgrade of krew, uninstall', async () => {
    const words = ['-n', 'tab', 'open', 'we'];
    const candidates = ['web\tNodePort 80:30152/TCP,8080:30153/TCP', ':4'];
    expect(await completed(...words)).toEqual([':0']);

    const needs =
      "kubectl asks it from version 1.26 on, in a shell that has loaded kubectl's own completion:\n    kubectl completion --help\n";
    const installed = await kubectl('nodeport', 'completion', 'install');
    expect(installed).toMatchObject({ code: 0, stdout: `${bin}/${SHIM} created\n`, stderr: needs });
    expect(await completed(...words)).toEqual(candidates);
    expect(await kubectl('nodeport', 'completion', 'install')).toMatchObject({
      code: 0,
      stdout: `${bin}/${SHIM} unchanged\n`,
    });

    await mustRun(machine, ['ln', '-sfn', '../store/v2/kubectl-nodeport', `${bin}/kubectl-nodeport`]);
    await mustRun(machine, ['rm', '-r', `${home}/completion/store/v1`]);
    expect(await completed(...words)).toEqual(candidates);

    expect(await kubectl('nodeport', 'completion', 'install', '--uninstall')).toMatchObject({
      code: 0,
      stdout: `${bin}/${SHIM} deleted\n`,
      stderr: '',
    });
    expect(await completed(...words)).toEqual([':0']);
  });

  describe('silent, whatever happens:', () => {
    beforeAll(async () => {
      await kubectl('nodeport', 'completion', 'install');
      await listen(machine, { address: '127.0.0.1', port: 30_159, behaviour: 'silent' });
      const login = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', interactiveMode: 'IfAvailable' };
      const exec = { ...login, args: ['-c', 'echo log in >&2; exec sleep 100'] };
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'x',
        contexts: [{ name: 'x', context: { cluster: 'x', user: 'x' } }],
        clusters: [{ name: 'x', cluster: { server: 'https://127.0.0.1:30159' } }],
        users: [{ name: 'x', user: { exec } }],
      };
      await mustRun(machine, ['sh', '-c', `cat >'${home}/completion/asks'`], { input: JSON.stringify(config) });
    });

    test.each([
      ['no server', ['-s', 'https://127.0.0.1:9']],
      ['a server that does not answer', ['-s', 'https://127.0.0.1:30159']],
      ['nobody is let in', ['--as', 'nobody']],
      ['no such context', ['--context', 'absent']],
      ['no such kubeconfig', ['--kubeconfig', '/absent']],
      ['a kubeconfig that is none', ['--kubeconfig', '/bin/true']],
      ['a credential plugin that asks', ['--kubeconfig', `${home}/completion/asks`]],
    ])('%s', async (_, flags) => {
      const { stdout, stderr, code } = await run(machine, [`${bin}/${SHIM}`, 'open', ...flags, ''], { path });
      expect({ stdout, stderr, code }).toEqual({ stdout: ':4\n', stderr: '', code: 0 });
    });
  });

  describe.each<[ShellName, string]>([
    ['bash', 'source <(kubectl completion bash); source <(kubectl-nodeport completion bash)'],
    ['zsh', 'source <(kubectl completion zsh); source <(kubectl-nodeport completion zsh)'],
    ['fish', 'kubectl completion fish | source; kubectl-nodeport completion fish | source'],
  ])('in %s', (name, load) => {
    let shell: ShellOnTerminal;

    beforeAll(async () => {
      await kubectl('nodeport', 'completion', 'install');
      shell = await startShell(machine, name, [load], { path });
    });
    afterAll(() => shell.end());

    // [what was typed, the line after TAB], for `kubectl nodeport` and `kubectl-nodeport`.
    const PROGRAMS = ['kubectl nodeport', 'kubectl-nodeport'];
    describe.each(PROGRAMS)('%s', (program) => {
      test.each([
        ['exp', 'explain'],
        ['-n tab open we', '-n tab open web'],
        ['open my -n tab', undefined],
        ['open -n tab web:ad', 'open -n tab web:admin'],
        ['open -ntab svc/web:ad', 'open -ntab svc/web:admin'],
        ['open --namespace=ta', 'open --namespace=tab'],
        ['open -nta', 'open -ntab'],
        ['list --probe no', 'list --probe none'],
        ['list -o jsonp', 'list -o jsonpath='],
        ['open -n tab dep', 'open -n tab deploy/'],
        ['open -s https://127.0.0.1:9 we', undefined],
        ['list -n tab nothing-of-that-name', undefined],
      ])('`%s` becomes `%s`', async (typed, line = typed) => {
        await shell.type(`${program} ${typed}`);
        await shell.press('Tab');
        await shell.press('X'); // is read when TAB is done
        const isDone = (lines: readonly string[]) => lines[0]?.endsWith('X') === true;
        const [shown, ...below] = await shell.shows('the line with an X', isDone);
        expect([shown?.replace(/ ?X$/, ''), below]).toEqual([`$ ${program} ${line}`, []]);
      });

      test.each([
        ['', ['list', 'open', 'explain', 'completion', 'Print help for a command']],
        ['open -n tab ', ['web', 'mysql', 'NodePort 3306:30151/TCP']],
        ['open -n tab web:', ['http', 'admin', '8080', '80:30152/TCP http', '8080:30153/TCP']],
        ['open -n ', ['default', 'kube-system', 'tab']],
        ['open --tunnel ', ['auto', 'always', 'never']],
      ])('`%s` lists %s', async (typed, words) => {
        await shell.type(`${program} ${typed}`);
        await shell.press(...(name === 'bash' ? ['Tab', 'Tab'] : ['Tab']));
        const isListed = (lines: readonly string[]) =>
          words.every((word) => lines.slice(1).some((shown) => shown.includes(word)));
        await shell.shows(`${words}`, isListed);
      });
    });
  });

  test('in bash, what several names begin with is quoted', async () => {
    const contexts = ['my old one', 'my old two', '$(reboot)', '$(reboot)2'].map((each) => ({
      name: each,
      context: {},
    }));
    const file = `${home}/completion/quoted`;
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'Config', contexts });
    await mustRun(machine, ['sh', '-c', `cat >'${file}'`], { input });
    const bash = await startShell(machine, 'bash', ['source <(kubectl-nodeport completion bash)'], { path });
    try {
      for (const [word, line] of [
        ['my', 'my\\ old\\ '],
        ['\\$', '\\$'],
      ]) {
        const begin = `kubectl-nodeport list --kubeconfig ${file} --context `;
        await bash.type(`${begin}${word}`);
        await bash.press('Tab', 'X');
        await bash.shows(`${line}X`, ([shown]) => shown === `$ ${begin}${line}X`);
      }
    } finally {
      await bash.end();
    }
  });
});
