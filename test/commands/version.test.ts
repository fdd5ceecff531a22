import { expect, test } from 'vitest';
import { AccessError, TargetError } from '../../src/errors.ts';
import { endOf, run } from './fake-deps.ts';
import type { Ended, World } from './world.ts';

const OURS = 'kubectl-nodeport v1.2.3 (0123456789ab, 2026-11-22)\n';
const DOWN = 'The connection to the server 127.0.0.1:41001 was refused - did you specify the right host or port?';
const ABSENT = 'error: context "absent" does not exist';

const NODEPORT_VERSION = {
  gitVersion: 'v1.2.3',
  gitCommit: '0123456789abcdef0123',
  commitDate: '2026-11-22T10:00:00Z',
  platform: 'linux/amd64',
  runtime: 'bun 1.4.5',
};

test.each<{ argv: string; world: World; end: Ended }>([
  { argv: 'version', world: { failure: new Error('nobody is asked') }, end: { code: 0, stdout: OURS, stderr: '' } },
  { argv: 'version --client', world: { failure: new Error() }, end: { code: 0, stdout: OURS, stderr: '' } },
  {
    argv: 'version --client=false',
    world: {},
    end: { code: 0, stdout: `${OURS}Server Version: v1.35.4\n`, stderr: '' },
  },
  {
    argv: 'version --client=false',
    world: { version: { gitVersion: 'v1\u001b[31m' } },
    end: { code: 0, stdout: `${OURS}Server Version: v1^[[31m\n`, stderr: '' },
  },
  {
    argv: 'version --client=false',
    world: { version: new AccessError('unreachable', DOWN) },
    end: { code: 3, stdout: OURS, stderr: `${DOWN}\n` },
  },
  {
    argv: 'version --client=false --context absent',
    world: { failure: new TargetError(ABSENT) },
    end: { code: 2, stdout: OURS, stderr: `${ABSENT}\n` },
  },
])('`$argv` $#', async ({ argv, world, end }) => {
  for (const where of ['terminal', 'pipe'] as const) expect(endOf(await run(argv, world, where))).toEqual(end);
});

test.each<{ argv: string; world: World; code: number; document: object }>([
  { argv: 'version -o json', world: {}, code: 0, document: {} },
  {
    argv: 'version -o json --client=false',
    world: {},
    code: 0,
    document: { serverVersion: { gitVersion: 'v1.35.4', platform: 'linux/arm64' } },
  },
  {
    argv: 'version -o json --client=false',
    world: { version: new AccessError('unreachable', DOWN) },
    code: 3,
    document: {},
  },
])('`$argv` is one document, which ends with $code', async ({ argv, world, code, document }) => {
  const seen = await run(argv, world, 'pipe');
  expect([seen.code, JSON.parse(seen.stdout)]).toEqual([
    code,
    { apiVersion: 'kubectl-nodeport/v1', kind: 'Version', nodeportVersion: NODEPORT_VERSION, ...document },
  ]);
});

test('`version -o yaml` is the same document', async () => {
  const { stdout } = await run('version -o yaml --client=false', {}, 'pipe');
  expect(stdout).toBe(`apiVersion: kubectl-nodeport/v1
kind: Version
nodeportVersion:
  gitVersion: v1.2.3
  gitCommit: 0123456789abcdef0123
  commitDate: '2026-11-22T10:00:00Z'
  platform: linux/amd64
  runtime: bun 1.4.5
serverVersion:
  gitVersion: v1.35.4
  platform: linux/arm64
`);
});
