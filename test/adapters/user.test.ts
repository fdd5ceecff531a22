import { expect, test } from 'vitest';
import { readUser } from '../../src/adapters/user.ts';
import type { UserFacts } from '../../src/domain/study.ts';

const NO_PROXY = { set: [], except: [] };
const PROXY = 'http://jane:secret@proxy.example.org:3128';

test.each<{
  how: string;
  platform?: 'linux' | 'darwin' | 'win32';
  variables: Readonly<Record<string, string | undefined>>;
  user: UserFacts;
}>([
  { how: 'nothing is set', variables: {}, user: { shell: 'posix', proxies: NO_PROXY } },
  {
    how: 'zsh on a Mac',
    platform: 'darwin',
    variables: { SHELL: '/bin/zsh' },
    user: { shell: 'posix', proxies: NO_PROXY },
  },
  { how: 'fish', variables: { SHELL: '/opt/homebrew/bin/fish' }, user: { shell: 'fish', proxies: NO_PROXY } },
  {
    how: 'a shell whose name only ends so',
    variables: { SHELL: '/bin/goldfish' },
    user: { shell: 'posix', proxies: NO_PROXY },
  },
  {
    how: 'Windows, also where a shell of Unix was left behind',
    platform: 'win32',
    variables: { SHELL: '/usr/bin/fish' },
    user: { shell: 'powershell', proxies: NO_PROXY },
  },
  {
    how: 'every proxy that curl obeys, by name alone',
    variables: { ALL_PROXY: PROXY, all_proxy: PROXY, HTTPS_PROXY: PROXY, https_proxy: PROXY, http_proxy: PROXY },
    user: {
      shell: 'posix',
      proxies: { set: ['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'], except: [] },
    },
  },
  {
    how: 'HTTP_PROXY, which curl ignores, and one that is empty',
    variables: { HTTP_PROXY: PROXY, http_proxy: '', https_proxy: undefined },
    user: { shell: 'posix', proxies: NO_PROXY },
  },
  {
    how: 'exceptions, parted by commas and blanks',
    variables: { NO_PROXY: ' localhost,127.0.0.0/8 , .example.org\tcluster.local,,' },
    user: {
      shell: 'posix',
      proxies: { set: [], except: ['localhost', '127.0.0.0/8', '.example.org', 'cluster.local'] },
    },
  },
  {
    how: 'exceptions in both spellings: the small one counts',
    variables: { NO_PROXY: '*', no_proxy: '10.0.0.0/8' },
    user: { shell: 'posix', proxies: { set: [], except: ['10.0.0.0/8'] } },
  },
  {
    how: 'a small spelling that is empty',
    variables: { NO_PROXY: '*', no_proxy: '' },
    user: { shell: 'posix', proxies: { set: [], except: ['*'] } },
  },
])('$how', ({ platform = 'linux', variables, user }) => {
  expect(readUser({ platform, variables })).toEqual(user);
});
