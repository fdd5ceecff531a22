import { expect, test } from 'vitest';
import { TargetError } from '../../src/errors.ts';
import { endOf, run } from './fake-deps.ts';

const SHIM = '/home/jane/.krew/bin/kubectl_complete-nodeport';
const NEEDS = `kubectl asks it from version 1.26 on, in a shell that has loaded kubectl's own completion:
    kubectl completion --help
`;

// That they work is seen in test/e2e/completion.test.ts; there is no PowerShell.
test.each([
  ['bash', 'complete -o default -F __kubectl_nodeport kubectl-nodeport'],
  ['zsh', '#compdef kubectl-nodeport'],
  ['fish', 'complete -c kubectl-nodeport -e'],
  ['powershell', "Register-ArgumentCompleter -CommandName 'kubectl-nodeport' "],
])('completion %s prints its script, which is for this program', async (shell, line) => {
  const { stdout, stderr, code } = await run(`completion ${shell}`, {}, 'pipe');
  expect([stderr, code]).toEqual(['', 0]);
  expect(stdout).toContain(line);
  expect(stdout).toContain(' __complete');
});

test.each([
  ['created', 'this', ''],
  ['unchanged', 'this', ''],
  ['replaced', 'nothing', 'kubectl does not find it: its directory is not on the PATH\n'],
  ['created', { instead: '/bin/x' }, 'kubectl does not find it: /bin/x comes before it on the PATH\n'],
] as const)('completion install: %s, found is %s', async (outcome, found, line) => {
  const seen = await run('completion install', { installed: { path: SHIM, outcome, found } }, 'pipe');
  expect(endOf(seen)).toEqual({ code: 0, stdout: `${SHIM} ${outcome}\n`, stderr: `${line}${NEEDS}` });
  expect(seen.installs).toEqual([{ change: 'install', folder: undefined }]);
});

test.each([
  ['deleted', { stdout: `${SHIM} deleted\n`, stderr: '' }],
  ['absent', { stdout: '', stderr: `${SHIM} is not there\n` }],
] as const)('completion install --uninstall: %s', async (outcome, streams) => {
  const installed = { path: SHIM, outcome, found: 'nothing' } as const;
  const seen = await run('completion install --uninstall --dir bin', { installed }, 'pipe');
  expect(endOf(seen)).toEqual({ code: 0, ...streams });
  expect(seen.installs).toEqual([{ change: 'uninstall', folder: 'bin' }]);
});

test('what cannot be put there is misuse, in one sentence', async () => {
  const installed = new TargetError(`error: ${SHIM}: permission denied`);
  const seen = await run('completion install', { installed }, 'pipe');
  expect(endOf(seen)).toEqual({ code: 2, stdout: '', stderr: `error: ${SHIM}: permission denied\n` });
});
