import { expect, test } from 'vitest';
import { endOf, run } from './fake-deps.ts';

const SEE = "See 'kubectl nodeport --help' for usage.\n";

test.each<{ argv: string; code: number; stdout: string; stderr: string }>([
  { argv: 'version', code: 0, stdout: 'kubectl-nodeport v1.2.3 (0123456789ab, 2026-11-22)\n', stderr: '' },
  {
    argv: 'list --x',
    code: 2,
    stdout: '',
    stderr: "error: unknown flag: --x\nSee 'kubectl nodeport list --help' for usage.\n",
  },
  {
    argv: 'mysql',
    code: 2,
    stdout: '',
    stderr: `error: unknown command "mysql" for "kubectl nodeport"\ndid you mean \`kubectl nodeport open mysql\`?\n${SEE}`,
  },
  {
    argv: 'a\u001b[31m',
    code: 2,
    stdout: '',
    stderr: `error: unknown command "a^[[31m" for "kubectl nodeport"\n${SEE}`,
  },
  {
    argv: 'list --runtime nonsense',
    code: 2,
    stdout: '',
    stderr: `error: unknown runtime "nonsense"
distributions: docker-desktop, orbstack, kind, minikube, unknown
substrates, after a slash: orbstack-vm, docker-desktop-vm, this-machine, native-linux, vm, unknown
`,
  },
])('`$argv`', async ({ argv, ...end }) => {
  for (const where of ['terminal', 'pipe'] as const) expect(endOf(await run(argv, {}, where))).toEqual(end);
});

test.each(['help', '--help', '-h', 'nonsense --help'])('`%s` is the overview, on stdout', async (argv) => {
  const { code, stdout, stderr } = await run(argv, {}, 'pipe');
  expect({ code, first: stdout.split('\n')[0], stderr }).toEqual({
    code: 0,
    first: 'Find the URL under which a NodePort Service answers on this machine.',
    stderr: '',
  });
});
