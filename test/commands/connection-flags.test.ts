import { expect, test } from 'vitest';
import { run } from './fake-deps.ts';
import { CTRL_C, shop } from './open/shop.ts';

const FLAGS = '--token=topsecret --server=https://me:topsecret@127.0.0.1:6443 --as=jane --as-group=dev';
const WHERE = '--server=https://127.0.0.1:6443 --as=jane --as-group=dev';

test('a command that is to be pasted has the flags that chose server and identity, and no token', async () => {
  const { stderr } = await run(`open api ${FLAGS}`, shop(), 'pipe');
  expect(stderr).toContain(`    kubectl nodeport open api ${WHERE} `);
});

test.each([
  'list',
  'list -o wide',
  'list -o json',
  'list absent',
  'open api',
  'open api --tunnel always',
  'open absent',
  'open web:absent',
  'open',
  'explain',
  'explain -o json',
  'explain api',
  'explain api --all',
  'explain api -o json',
  'explain api -o yaml --redact',
  'explain absent',
  'list --nonsense',
  'lits',
  'list -f x',
])('`%s` shows no secret of the command line', async (command) => {
  const later = command.startsWith('open api') ? [CTRL_C] : []; // a tunnel would be there for ever
  for (const where of command === 'open' ? (['pipe'] as const) : (['pipe', 'terminal'] as const)) {
    const { stdout, stderr } = await run(`${command} ${FLAGS}`, { ...shop(), later }, where);
    expect(`${stdout}${stderr}`).not.toBe('');
    expect(`${stdout}${stderr}`).not.toContain('topsecret');
  }
});

test.each(['json', 'yaml'])('a report in %s says who asked to nobody', async (format) => {
  const { stdout } = await run(`explain api -o ${format} ${FLAGS} --context kind-dev`, shop(), 'pipe');
  expect(stdout).toContain('kind-dev');
  expect(stdout).not.toMatch(/jane|--server|--as/);
});
