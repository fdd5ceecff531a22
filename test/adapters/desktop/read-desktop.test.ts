import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { readDesktop } from '../../../src/adapters/desktop/read-desktop.ts';

const NOTHING = { isCi: false, hasDisplay: false, browser: undefined, ssh: undefined, codespace: undefined };
const SSH = { SSH_CONNECTION: '198.51.100.2 50022 203.0.113.7 22', USER: 'alice' };
const alice = { user: 'alice', host: '203.0.113.7', port: 22 };
const CODESPACE = { CODESPACE_NAME: 'n-1', GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: 'app.github.dev' };

test.each<[string, Readonly<Record<string, string>>, object]>([
  ['nothing', {}, {}],
  ['empty variables', { CI: '', DISPLAY: '', BROWSER: '', SSH_CONNECTION: '', CODESPACE_NAME: '' }, {}],
  ['X', { DISPLAY: ':0' }, { hasDisplay: true }],
  ['Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, { hasDisplay: true }],
  ['a browser', { BROWSER: 'firefox %s:lynx' }, { browser: 'firefox %s:lynx' }],
  ['GitHub Actions, GitLab and most', { CI: 'true' }, { isCi: true }],
  ['a CI that is switched off', { CI: 'false' }, {}],
  ['Jenkins', { BUILD_NUMBER: '7' }, { isCi: true }],
  ['Taskcluster', { RUN_ID: '7' }, { isCi: true }],
  ['Azure Pipelines', { TF_BUILD: 'True' }, { isCi: true }],
  ['SSH', SSH, { ssh: alice }],
  [
    'SSH to another port, over IPv6',
    { ...SSH, SSH_CONNECTION: '2001:db8::2 50022 2001:db8::7 2222' },
    { ssh: { ...alice, host: '2001:db8::7', port: 2222 } },
  ],
  [
    'SSH through a pipe',
    { ...SSH, SSH_CONNECTION: 'UNKNOWN 65535 UNKNOWN 65535' },
    { ssh: { ...alice, host: hostname() } },
  ],
  ['SSH as somebody who is not named', { SSH_CONNECTION: SSH.SSH_CONNECTION }, { ssh: { ...alice, user: undefined } }],
  ['SSH as somebody by another variable', { ...SSH, USER: '', LOGNAME: 'bob' }, { ssh: { ...alice, user: 'bob' } }],
  ['SSH to Windows', { ...SSH, USER: '', USERNAME: 'DOMAIN\\al ice' }, { ssh: { ...alice, user: 'DOMAIN\\al ice' } }],
  ['SSH as an option', { ...SSH, USER: '-oProxyCommand=reboot' }, { ssh: { ...alice, user: undefined } }],
  ['SSH as somebody elsewhere', { ...SSH, USER: 'a@elsewhere' }, { ssh: { ...alice, user: undefined } }],
  ['a codespace', CODESPACE, { codespace: { name: 'n-1', domain: 'app.github.dev' } }],
  ['a codespace without a domain', { CODESPACE_NAME: 'n-1' }, {}],
  ['a codespace that is another URL', { ...CODESPACE, CODESPACE_NAME: 'elsewhere/' }, {}],
])('%s', (_, variables, facts) => {
  expect(readDesktop({ variables, platform: 'linux' }, 'nothing')).toEqual({
    platform: 'linux',
    within: 'nothing',
    ...NOTHING,
    ...facts,
  });
});

test('where it runs is as it was read before', () => {
  const facts = readDesktop({ variables: {}, platform: 'darwin' }, 'container');
  expect(facts).toEqual({ platform: 'darwin', within: 'container', ...NOTHING });
});
