import { expect, test } from 'vitest';
import { type Connection, whereWords, withoutLocalWords } from '../../src/domain/connection.ts';

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
