import { expect, test } from 'vitest';
import { type PluginPolicy, pluginPolicyOf, whyNotAllowed } from '../../../src/adapters/kubernetes/plugin-policy.ts';
import { atHome } from './in-folder.ts';

test.each([
  [undefined, undefined, { kind: 'all' }],
  ['AllowAll', undefined, { kind: 'all' }],
  ['DenyAll', undefined, { kind: 'none' }],
  ['Allowlist', ['aws', '/bin/x'], { kind: 'only', allowed: ['aws', '/bin/x'] }],
  [
    'DenyAll',
    ['aws'],
    { fault: 'misconfigured credential plugin allowlist: plugin policy is "DenyAll" but allowlist is non-nil' },
  ],
  ['Allowlist', undefined, { fault: 'credential plugin policy set to "Allowlist", but allowlist is unspecified' }],
  ['Allowlist', ['aws', undefined], { fault: 'misconfigured credential plugin allowlist: empty allowlist entry #2' }],
  ['Allowlist', ['./aws'], { fault: 'non-normalized file path: "./aws" vs "aws"' }],
  ['Allowlist', ['/bin/'], { fault: 'non-normalized file path: "/bin/" vs "/bin"' }],
  ['Perhaps', undefined, { fault: 'unknown plugin policy: "Perhaps"' }],
])('a policy %s with the list %j', (policy, allowlist, read) => {
  expect(pluginPolicyOf(policy, allowlist)).toEqual(read);
});

// [the plugin's command, what may run, why it may not]; `~` is on the PATH and has `login`.
test.each<[string, PluginPolicy, string | undefined]>([
  ['login', { kind: 'all' }, undefined],
  ['login', { kind: 'none' }, 'plugin "login" not allowed: policy set to "DenyAll"'],
  ['login', { kind: 'only', allowed: ['login'] }, undefined],
  ['login', { kind: 'only', allowed: ['~/login'] }, undefined],
  ['~/login', { kind: 'only', allowed: ['~/login'] }, undefined],
  ['~/login', { kind: 'only', allowed: ['aws', 'login'] }, undefined],
  [
    'login',
    { kind: 'only', allowed: ['/elsewhere/login', 'aws'] },
    'plugin path "~/login" is not permitted by the credential plugin allowlist',
  ],
  [
    'aws',
    { kind: 'only', allowed: ['login'] },
    'plugin path "aws" cannot be resolved for credential plugin allowlist check: exec: "aws": executable file not found in $PATH',
  ],
])('%s where %j', (command, policy, because) => {
  const { home, environment } = atHome({ login: '#!/bin/sh\n' }, { PATH: '~' });
  const at = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('~', home)) as T;
  expect(whyNotAllowed(at(command), at(policy), environment)).toBe(because && at(because));
});
