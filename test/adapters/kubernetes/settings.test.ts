import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { choose } from '../../../src/adapters/kubernetes/choose.ts';
import { parseKubeconfig } from '../../../src/adapters/kubernetes/parse-kubeconfig.ts';
import { readSettings } from '../../../src/adapters/kubernetes/settings.ts';
import type { Connection } from '../../../src/domain/connection.ts';
import { atHome, kubeconfig } from './in-folder.ts';

const A = `
current-context: a
clusters:
- {name: a, cluster: {server: "https://127.0.0.1:1"}}
- {name: shared, cluster: {server: "https://127.0.0.1:10", tls-server-name: of-a}}
contexts:
- {name: a, context: {cluster: a, user: a}}
- {name: both, context: {cluster: shared, user: a, namespace: shop}}
users:
- {name: a, user: {token: of-a}}
`;
const B = {
  'current-context': 'b',
  clusters: [
    { name: 'b', cluster: { server: 'https://127.0.0.1:2' } },
    { name: 'shared', cluster: { server: 'https://127.0.0.1:20', 'insecure-skip-tls-verify': true } },
  ],
  contexts: [{ name: 'b', context: { cluster: 'b', user: 'a' } }],
  users: [{ name: 'a', user: { username: 'x', password: 'y' } }],
};

interface Row {
  readonly situation: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly flags?: Connection;
  readonly server: string;
  readonly context: string | undefined;
  readonly namespace?: string;
  readonly token?: string;
}

const ROWS: readonly Row[] = [
  { situation: 'without KUBECONFIG, ~/.kube/config is read', server: 'https://127.0.0.1:3', context: 'dev' },
  {
    situation: 'the first file that names a current context chooses it',
    variables: { KUBECONFIG: '~/empty:~/a:~/b' },
    server: 'https://127.0.0.1:1',
    context: 'a',
    token: 'of-a',
  },
  {
    situation: 'the order of the list decides',
    variables: { KUBECONFIG: '~/b:~/a' },
    server: 'https://127.0.0.1:2',
    context: 'b',
  },
  {
    situation: 'a name in two files is the first one, with its whole entry',
    variables: { KUBECONFIG: '~/a:~/b' },
    flags: { context: 'both' },
    server: 'https://127.0.0.1:10',
    context: 'both',
    namespace: 'shop',
    token: 'of-a',
  },
  {
    situation: 'missing files, empty parts and repetitions are skipped',
    variables: { KUBECONFIG: '::~/none:~/a:~/a:' },
    server: 'https://127.0.0.1:1',
    context: 'a',
    token: 'of-a',
  },
  {
    situation: '--kubeconfig puts KUBECONFIG aside',
    variables: { KUBECONFIG: '~/a' },
    flags: { kubeconfig: '~/b' },
    server: 'https://127.0.0.1:2',
    context: 'b',
  },
  {
    situation: '-n beats the namespace of the context',
    variables: { KUBECONFIG: '~/a' },
    flags: { context: 'both', namespace: 'other' },
    server: 'https://127.0.0.1:10',
    context: 'both',
    namespace: 'other',
    token: 'of-a',
  },
  {
    situation: 'flags that are empty count as not given',
    variables: { KUBECONFIG: '~/a' },
    flags: { context: '', namespace: '', kubeconfig: '' },
    server: 'https://127.0.0.1:1',
    context: 'a',
    token: 'of-a',
  },
  {
    situation: 'without any file it is localhost, or $KUBERNETES_MASTER',
    variables: { KUBECONFIG: '~/none', KUBERNETES_MASTER: 'http://127.0.0.1:9' },
    server: 'http://127.0.0.1:9',
    context: undefined,
  },
];

test.each(ROWS)('$situation', ({ variables = {}, flags = {}, server, context, namespace = 'default', token }) => {
  const { home, environment } = atHome(
    { a: A, b: B, empty: '', '.kube/config': kubeconfig({ server: 'https://127.0.0.1:3' }) },
    variables,
  );
  const given = flags.kubeconfig === undefined ? flags : { ...flags, kubeconfig: flags.kubeconfig.replace('~', home) };
  const settings = readSettings(given, environment, join(home, 'account'));
  expect({
    server: settings.server,
    context: settings.context,
    namespace: settings.namespace,
    token: settings.user.token,
  }).toEqual({ server, context, namespace, token });
});

test('relative paths are taken from the file that holds them, a plugin of one word is not a path', () => {
  const { users, clusters } = parseKubeconfig(
    JSON.stringify({
      clusters: [{ name: 'c', cluster: { 'certificate-authority': 'ca.crt' } }],
      users: [
        {
          name: 'u',
          user: {
            'client-certificate': '/abs/client.crt',
            'client-key': 'keys/client.key',
            tokenFile: '../token',
            exec: { command: 'aws', apiVersion: 'client.authentication.k8s.io/v1beta1' },
          },
        },
        { name: 'v', user: { exec: { command: './login' } } },
      ],
    }),
    '/home/me/.kube',
  );
  expect(clusters.get('c')?.certificateAuthority).toBe('/home/me/.kube/ca.crt');
  const user = users.get('u');
  expect([user?.clientCertificate, user?.clientKey, user?.tokenFile, user?.exec?.command]).toEqual([
    '/abs/client.crt',
    '/home/me/.kube/keys/client.key',
    '/home/me/token',
    'aws',
  ]);
  expect(users.get('v')?.exec?.command).toBe('/home/me/.kube/login');
});

describe('in a pod', () => {
  const VARIABLES = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  const ACCOUNT = { 'account/token': 'of-pod', 'account/ca.crt': 'pem', 'account/namespace': 'pods-own\n' };

  test('without a kubeconfig the account of the pod is used', () => {
    const { home, environment } = atHome(ACCOUNT, VARIABLES);
    const { server, user, cluster, namespace, hint } = readSettings({}, environment, join(home, 'account'));
    expect({ server, user, cluster, namespace, hint }).toEqual({
      server: 'https://[fd00::1]:443',
      user: { tokenFile: join(home, 'account/token') },
      cluster: { server: 'https://[fd00::1]:443', certificateAuthority: join(home, 'account/ca.crt') },
      namespace: 'pods-own',
      hint: undefined,
    });
  });

  test('a kubeconfig wins, but takes the namespace of the pod where it names none', () => {
    const files = { ...ACCOUNT, '.kube/config': kubeconfig({ server: 'https://127.0.0.1:3' }) };
    const { home, environment } = atHome(files, VARIABLES);
    const { server, namespace } = readSettings({}, environment, join(home, 'account'));
    expect({ server, namespace }).toEqual({ server: 'https://127.0.0.1:3', namespace: 'pods-own' });
  });

  test('without a token it is no pod', () => {
    const { home, environment } = atHome({}, VARIABLES);
    expect(readSettings({}, environment, join(home, 'account')).server).toBe('http://localhost:8080');
  });
});

describe('what a flag puts over the file', () => {
  const file = parseKubeconfig(
    JSON.stringify(
      kubeconfig(
        { server: 'https://a', 'certificate-authority-data': 'Y2E=', 'tls-server-name': 'name' },
        { 'client-certificate-data': 'Y2VydA==', 'client-key-data': 'a2V5' },
      ),
    ),
    '/',
  );

  test('a server leaves the name behind that belonged to the old one', () => {
    const { cluster } = choose(file, { clusterFields: { server: 'https://b' } });
    expect([cluster.server, cluster.tlsServerName, cluster.certificateAuthorityData]).toEqual([
      'https://b',
      undefined,
      'ca',
    ]);
  });

  test.each([{ certificateAuthority: '/ca' }, { insecureSkipTlsVerify: true }])(
    '%j replaces all trust',
    (clusterFields) => {
      const { cluster } = choose(file, { clusterFields });
      expect({ ...cluster, extensions: undefined, disableCompression: undefined, proxyUrl: undefined }).toEqual({
        server: 'https://a',
        tlsServerName: 'name',
        insecureSkipTlsVerify: undefined,
        certificateAuthority: undefined,
        certificateAuthorityData: undefined,
        ...clusterFields,
      });
    },
  );

  test('a certificate and a key replace the data of the file', () => {
    const { user } = choose(file, { userFields: { clientCertificate: '/c', clientKey: '/k' } });
    expect([user.clientCertificate, user.clientCertificateData, user.clientKey, user.clientKeyData]).toEqual([
      '/c',
      undefined,
      '/k',
      undefined,
    ]);
  });
});
