import { expect, test } from 'vitest';
import {
  type Connection,
  whereWords,
  withoutAnyLogin,
  withoutLocalWords,
  withoutLogin,
} from '../../src/domain/connection.ts';

const ALL: Required<Connection> = {
  kubeconfig: 'k',
  context: 'c',
  cluster: 'cl',
  user: 'u',
  namespace: 'n',
  server: 'https://me:password@127.0.0.1:6443/a@b',
  tlsServerName: 'kubernetes',
  certificateAuthority: 'ca.crt',
  insecureSkipTlsVerify: true,
  token: 'secret',
  username: 'me',
  password: 'secret',
  clientCertificate: 'client.crt',
  clientKey: 'client.key',
  as: 'jane',
  asUid: '7',
  asGroups: ['dev', ''],
  asUserExtra: ['a=b'],
  requestTimeoutMs: 5,
  disableCompression: true,
  verbosity: 6,
  kuberc: 'rc',
};

test('a command that is to be pasted asks the same server as the same user, and has no secret', () => {
  expect(whereWords(ALL)).toEqual([
    '-n',
    'n',
    '--context',
    'c',
    '--cluster=cl',
    '--user=u',
    '--server=https://127.0.0.1:6443/a@b',
    '--tls-server-name=kubernetes',
    '--certificate-authority=ca.crt',
    '--insecure-skip-tls-verify=true',
    '--client-certificate=client.crt',
    '--client-key=client.key',
    '--as=jane',
    '--as-uid=7',
    '--as-group=dev',
    '--as-group=',
    '--as-user-extra=a=b',
    '--kubeconfig',
    'k',
  ]);
});

test('what chose nothing is in no command', () => {
  expect(
    whereWords({ token: 'secret', username: 'me', password: 'secret', requestTimeoutMs: 5, kuberc: 'rc' }),
  ).toEqual([]);
});

test('a report says namespace and context, and nothing of this machine', () => {
  expect(withoutLocalWords(['kubectl', 'logs', 'web', ...whereWords(ALL), '-c', 'web'])).toEqual([
    'kubectl',
    'logs',
    'web',
    '-n',
    'n',
    '--context',
    'c',
    '-c',
    'web',
  ]);
});

// [a URL, and without who logs in]
test.each([
  ['https://me:pw@host:1/a@b', 'https://host:1/a@b'],
  ['//me:pw@host', '//host'],
  ['a+b://me@host', 'a+b://host'],
  ['me:pw@host:1', 'host:1'],
  ['https://host/a@b', 'https://host/a@b'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutLogin(url)).toBe(shown);
});

test.each([
  ['https://me:p/w@host:1', 'https://host:1'],
  ['https://me:p#w@x?y@host', 'https://host'],
  ['//me:pw@host', '//host'],
  ['me:p\nw@host', 'host'],
  ['https://host:x', 'https://host:x'],
])('%j, which cannot be read, is shown as %s', (url, shown) => {
  expect(withoutAnyLogin(url)).toBe(shown);
});
