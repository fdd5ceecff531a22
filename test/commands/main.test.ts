import { expect, test } from 'vitest';
import { TargetError } from '../../src/errors.ts';
import { endOf, run } from './fake-deps.ts';

// The public ids, in the alphabet's order.
const DISTRIBUTIONS =
  'aks, civo, colima, crc, digitalocean, docker-desktop, eks, gke, k0s, k3d, k3s, kind, kubeadm, kwok, lima, linode, microk8s, microshift, minikube, oke, openshift, orbstack, rancher-desktop, rke2, talos, unknown, vcluster, vind';
const SUBSTRATES =
  'cloud, colima-vm, container, docker-desktop-vm, lan, lima-vm, native-linux, orbstack-vm, podman-machine, rancher-desktop-vm, remote-engine, this-machine, unknown, vm, wsl2';

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
distributions: ${DISTRIBUTIONS}
substrates, after a slash: ${SUBSTRATES}
`,
  },
])('`$argv`', async ({ argv, ...end }) => {
  for (const where of ['terminal', 'pipe'] as const) expect(endOf(await run(argv, {}, where))).toEqual(end);
});

test.each([
  { word: 'dev', hint: 'did you mean `--context kind-dev`?\n' },
  { word: 'mysql', hint: '' },
])('the contexts that are nearest to $word', async ({ word, hint }) => {
  const sentence = `error: context "${word}" does not exist`;
  const failure = new TargetError(sentence, {
    choice: { flag: '--context', word, names: ['kind-dev', 'kind-prod'] },
  });
  for (const command of ['list', 'open web', 'explain']) {
    const seen = await run(`${command} --context ${word}`, { failure }, 'pipe');
    expect(endOf(seen)).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n${hint}` });
  }
});

test.each(['help', '--help', '-h', '-n shop --help'])('`%s` is the overview, on stdout', async (argv) => {
  const { code, stdout, stderr } = await run(argv, {}, 'pipe');
  expect({ code, first: stdout.split('\n')[0], stderr }).toEqual({
    code: 0,
    first: 'Find the URL under which a NodePort Service answers on this machine.',
    stderr: '',
  });
});
