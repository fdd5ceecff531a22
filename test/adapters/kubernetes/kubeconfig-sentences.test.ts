import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { Connection } from '../../../src/domain/connection.ts';
import { AccessError, TargetError } from '../../../src/errors.ts';
import { atHome, kubeconfig } from './in-folder.ts';

const SERVER = { server: 'https://127.0.0.1:1' };

// [situation, ~/.kube/config, what kubectl 1.33 prints for it, flags]; `~` stands for the home directory.
const ROWS: readonly [string, string | object, string, Connection?][] = [
  ['a file that is named and not there', '', 'error: stat /none: no such file or directory', { kubeconfig: '/none' }],
  [
    'no YAML',
    'a: "b',
    'error: error loading config file "~/.kube/config": yaml: line 1: unexpected end of the stream within a double quoted scalar',
  ],
  [
    'a text',
    'hello',
    String.raw`error: error loading config file "~/.kube/config": couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`,
  ],
  [
    'something else',
    { apiVersion: 'v1', kind: 'Pod' },
    'error: error loading config file "~/.kube/config": no kind "Pod" is registered for version "v1" in scheme "kubeconfig"',
  ],
  [
    'a number for a name',
    { clusters: [{ name: 5 }] },
    'error: error loading config file "~/.kube/config": json: cannot unmarshal number into Go struct field NamedCluster.clusters.name of type string',
  ],
  [
    'a text for a list',
    { clusters: 'foo' },
    'error: error loading config file "~/.kube/config": json: cannot unmarshal string into Go struct field Config.clusters of type []v1.NamedCluster',
  ],
  [
    'no base64',
    { clusters: [{ name: 'a', cluster: { 'certificate-authority-data': 'ab!' } }] },
    'error: error loading config file "~/.kube/config": illegal base64 data at input byte 2',
  ],
  [
    'a name twice in one file',
    {
      users: [
        { name: 'a', user: {} },
        { name: 'a', user: {} },
      ],
    },
    'error: error loading config file "~/.kube/config": error converting *[]NamedAuthInfo into *map[string]*api.AuthInfo: duplicate name "a" in list',
  ],
  [
    'a current context that is not there',
    { 'current-context': 'x' },
    'Error in configuration: context was not found for specified context: x',
  ],
  [
    'a context that is asked for and not there',
    kubeconfig(SERVER),
    'Error in configuration: context was not found for specified context: x',
    { context: 'x' },
  ],
  [
    'a context that is asked for with a namespace, and not there',
    kubeconfig(SERVER),
    'error: context "x" does not exist',
    { context: 'x', namespace: 'y' },
  ],
  [
    'a CA file that is not there',
    kubeconfig({ ...SERVER, 'certificate-authority': 'ca.crt' }),
    'error: unable to read certificate-authority ~/.kube/ca.crt for dev due to open ~/.kube/ca.crt: no such file or directory',
  ],
  [
    'a CA that is none',
    kubeconfig({ ...SERVER, 'certificate-authority-data': 'aGVsbG8=' }),
    'error: unable to load root certificates: unable to parse bytes as PEM block',
  ],
  [
    'a CA and no verification',
    kubeconfig({ ...SERVER, 'certificate-authority-data': 'aGVsbG8=', 'insecure-skip-tls-verify': true }),
    'error: specifying a root certificates file with the insecure flag is not allowed',
  ],
  [
    'a proxy of an unknown kind',
    kubeconfig({ ...SERVER, 'proxy-url': 'ftp://127.0.0.1:2' }),
    `error: invalid 'proxy-url' "ftp://127.0.0.1:2" for cluster "dev": unsupported scheme "ftp", must be http, https, or socks5`,
  ],
  [
    'a proxy with a password, which is not shown',
    kubeconfig({ ...SERVER, 'proxy-url': 'ftp://me:secret@127.0.0.1:2' }),
    `error: invalid 'proxy-url' "ftp://127.0.0.1:2" for cluster "dev": unsupported scheme "ftp", must be http, https, or socks5`,
  ],
  [
    'a proxy whose password ends nobody knows where',
    kubeconfig({ ...SERVER, 'proxy-url': 'http://me:sec/ret@127.0.0.1:2' }),
    `error: invalid 'proxy-url' "http://127.0.0.1:2" for cluster "dev": could not parse: http://127.0.0.1:2`,
  ],
  [
    'a proxy that is no URL',
    kubeconfig({ ...SERVER, 'proxy-url': '127.0.0.1:2' }),
    `error: invalid 'proxy-url' "127.0.0.1:2" for cluster "dev": could not parse: 127.0.0.1:2`,
  ],
  [
    'half of base64',
    { clusters: [{ name: 'a', cluster: { 'certificate-authority-data': 'abcde' } }] },
    'error: error loading config file "~/.kube/config": illegal base64 data at input byte 4',
  ],
  [
    'a text for an entry',
    { clusters: ['x'] },
    'error: error loading config file "~/.kube/config": json: cannot unmarshal string into Go struct field Config.clusters of type v1.NamedCluster',
  ],
  [
    'a number for its kind',
    { kind: 5 },
    `error: error loading config file "~/.kube/config": couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string`,
  ],
  [
    'a port that is none',
    kubeconfig({ server: 'https://127.0.0.1:99999' }),
    'Unable to connect to the server: dial tcp: address 99999: invalid port',
  ],
  [
    'a password and a token file',
    kubeconfig(SERVER, { tokenFile: '/dev/null', username: 'u', password: 'p' }),
    'error: username/password or bearer token may be set, but not both',
  ],
  [
    'an auth provider that was removed, beside a token',
    kubeconfig(SERVER, { token: 't', 'auth-provider': { name: 'foo' } }),
    'error: no Auth Provider found for name "foo"',
  ],
  [
    'a server of an unknown kind',
    kubeconfig({ server: 'ftp://127.0.0.1' }),
    'Unable to connect to the server: unsupported protocol scheme "ftp"',
  ],
  [
    'a server with an impossible port',
    kubeconfig({ server: 'https://127.0.0.1:abc' }),
    'error: host must be a URL or a host:port pair: "https://127.0.0.1:abc"',
  ],
  [
    'a token file that is not there',
    kubeconfig(SERVER, { tokenFile: 'token' }),
    'error: open ~/.kube/token: no such file or directory',
  ],
  [
    'a certificate that is none',
    kubeconfig(SERVER, { 'client-certificate-data': 'aGVsbG8=', 'client-key-data': 'aGVsbG8=' }),
    'error: tls: failed to find any PEM data in certificate input',
  ],
  [
    'a certificate without a key',
    kubeconfig(SERVER, { 'client-certificate-data': 'aGVsbG8=' }),
    'error: client-key-data or client-key must be specified for alice to use the clientCert authentication method.',
  ],
  [
    'a token and a password',
    kubeconfig(SERVER, { token: 't', username: 'u' }),
    'error: more than one authentication method found for alice; found [token basicAuth], only one is allowed',
  ],
  [
    'groups without a user to act as',
    kubeconfig(SERVER, { 'as-groups': ['a'] }),
    'error: requesting uid, groups or user-extra for alice without impersonating a user',
  ],
  [
    'a plugin without what v1 demands',
    kubeconfig(SERVER, { exec: { command: 'x' } }),
    'Error in configuration: \n* apiVersion must be specified for alice to use exec authentication plugin\n* interactiveMode must be specified for alice to use exec authentication plugin',
  ],
  [
    'an auth provider that was removed',
    kubeconfig(SERVER, { 'auth-provider': { name: 'gcp' } }),
    'error: The gcp auth plugin has been removed.\nPlease use the "gke-gcloud-auth-plugin" kubectl/client-go credential plugin instead.\nSee https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details',
  ],
  [
    'an auth provider nobody knows',
    kubeconfig(SERVER, { 'auth-provider': { name: 'foo' } }),
    'error: no Auth Provider found for name "foo"',
  ],
];

test.each(ROWS)('%s', async (_, file, sentence, flags = {}) => {
  const { home, environment } = atHome({ '.kube/config': file });
  const failure = openCluster(flags, environment, join(home, 'account'));
  const words = sentence.replaceAll('~', home);
  const choice = { flag: '--context', word: flags.context ?? '', names: ['dev'] } as const;
  await expect(failure).rejects.toEqual(
    flags.context ? new TargetError(words, { choice }) : new AccessError('kubeconfig', words),
  );
});

test.each([
  [{ context: 'dve' }, { flag: '--context', word: 'dve', names: ['dev'] }],
  [
    { context: 'dve', namespace: 'shop' },
    { flag: '--context', word: 'dve', names: ['dev'] },
  ],
  [{ cluster: 'dve' }, { flag: '--cluster', word: 'dve', names: ['dev'] }],
  [{ user: 'bob' }, { flag: '--user', word: 'bob', names: ['alice'] }],
] as const)('of what %j chose from, the names are told', async (flags, choice) => {
  const { home, environment } = atHome({ '.kube/config': kubeconfig(SERVER) });
  const failure = openCluster(flags, environment, join(home, 'account'));
  await expect(failure).rejects.toMatchObject({ name: 'TargetError', choice });
});

test.each([
  ['a/b', "may not contain '/'"],
  ['%2e/', "may not contain '/' may not contain '%'"],
  ['..', "may not be '..'"],
])('a namespace that would be another path: %s', async (name, because) => {
  const sentence = `invalid namespace "${name}": [${because}]`;
  const open = (file: object, flags: Connection) => {
    const { home, environment } = atHome({ '.kube/config': file });
    return openCluster(flags, environment, join(home, 'account'));
  };
  const context = { name: 'dev', context: { cluster: 'dev', user: 'alice', namespace: name } };
  await expect(open(kubeconfig(SERVER), { namespace: name })).rejects.toEqual(new TargetError(sentence));
  await expect(open({ ...kubeconfig(SERVER), contexts: [context] }, {})).rejects.toEqual(
    new AccessError('kubeconfig', sentence),
  );
});

test('a key twice in a YAML mapping is no error: the last counts, as in kubectl', async () => {
  const file = 'current-context: a\ncurrent-context: dev\n'.concat(
    'contexts: [{name: dev, context: {namespace: x}}]\n',
  );
  const { home, environment } = atHome({ '.kube/config': file });
  expect((await openCluster({}, environment, join(home, 'account'))).namespace).toBe('x');
});

test.each([
  ['no file at all', {}, 'no kubeconfig found (looked at ~/.kube/config)'],
  [
    'a file that chooses nothing',
    { '.kube/config': { contexts: [] } },
    'no current context with a server in ~/.kube/config',
  ],
])('%s: the sentence of kubectl, and where was looked', async (_, files, hint) => {
  // Port 1 of loopback, where nothing listens: not 8080, where something may.
  const { home, environment } = atHome(files, { KUBERNETES_MASTER: 'http://127.0.0.1:1' });
  const cluster = await openCluster({}, environment, join(home, 'account'));
  const sentence = 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?';
  const asked = cluster.list('services', { namespace: undefined }, String);
  await expect(asked).rejects.toEqual(new AccessError('kubeconfig', `${sentence}\n${hint.replace('~', home)}`));
});
