import { issue } from '../lab/certificates.ts';
import { startMirror } from '../lab/start-mirror.ts';
import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { ANONYMOUS, ASKS_FOR_A_PASSWORD, cannot, JANE, one, ROBOT, UNAUTHORIZED } from './one-kubeconfig.ts';

const MIRROR = { server: 'https://127.0.0.1:8110', 'certificate-authority-data': '$CA_DATA' };
const real = (user: object) => ({ '.kube/config': one('x', { user }) });
const mirrored = (user: object) => ({ '.kube/config': one('x', { user, cluster: MIRROR }) });
const BOB_FLAGS = ['--client-certificate=$BOB_CRT', '--client-key=$BOB_KEY'];
const robot = cannot('system:serviceaccount:beside:robot');

/** Of one pair kubectl sees at once what is wrong, of another when it connects, as it may be renewed meanwhile. */
const WHEN = /^(?:error|Unable to connect to the server): /gm;
const FROM_DISCOVERY = 'kubectl asks for the kinds of objects first, and that answer comes to it without its words';

const ROWS: readonly Situation[] = [
  { situation: 'a certificate', files: real(JANE), says: cannot('jane') },
  {
    situation: 'a certificate in files',
    files: real({ 'client-certificate': '$JANE_CRT', 'client-key': '$JANE_KEY' }),
    says: cannot('jane'),
  },
  {
    situation: 'a certificate in data, and a key in a file',
    files: real({ 'client-certificate-data': '$JANE_CRT_DATA', 'client-key': '$JANE_KEY' }),
    says: cannot('jane'),
  },
  {
    situation: 'a certificate in data and in a file',
    files: real({ ...JANE, 'client-certificate': '$BOB_CRT' }),
    says: 'client-cert-data and client-cert are both specified for x. client-cert-data will override.',
  },
  {
    situation: 'a key in data and in a file',
    files: real({ ...JANE, 'client-key': '$BOB_KEY' }),
    says: 'client-key-data and client-key are both specified for x; client-key-data will override',
  },
  {
    situation: 'a certificate without a key',
    files: real({ 'client-certificate-data': '$JANE_CRT_DATA' }),
    says: 'client-key-data or client-key must be specified for x',
  },
  {
    situation: 'a key without a certificate, and a token',
    files: real({ 'client-key-data': '$JANE_KEY_DATA', ...ROBOT }),
    says: robot,
  },
  {
    situation: 'a certificate with the key of another',
    apart: WHEN,
    files: real({ ...JANE, 'client-key-data': '$BOB_KEY_DATA' }),
    says: 'private key does not match public key',
  },
  {
    situation: 'a certificate of another authority',
    apart: UNAUTHORIZED,
    files: real({ 'client-certificate-data': '$OTHER_CA_DATA', 'client-key': '/var/lab/pki/beside/ca.key' }),
    says: 'You must be logged in to the server (the server has asked for the client to provide credentials)',
  },
  {
    situation: 'a certificate that is no PEM',
    files: real({ ...JANE, 'client-certificate-data': 'aGVsbG8=' }),
    says: 'failed to find any PEM data in certificate input',
  },
  {
    situation: 'a key that is no PEM',
    files: real({ ...JANE, 'client-key-data': 'aGVsbG8=' }),
    says: 'failed to find any PEM data in key input',
  },
  {
    situation: 'a certificate that is a key',
    files: real({ ...JANE, 'client-certificate-data': '$JANE_KEY_DATA' }),
    says: 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
  },
  {
    situation: 'a key that is a certificate',
    files: real({ ...JANE, 'client-key-data': '$JANE_CRT_DATA' }),
    says: 'tls: found a certificate rather than a key in the PEM for the private key',
  },
  {
    situation: 'a certificate that is broken',
    apart: WHEN,
    files: {
      ...real({ ...JANE, 'client-certificate-data': undefined, 'client-certificate': 'broken' }),
      '.kube/broken': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    },
    says: 'error: x509: malformed certificate',
  },
  {
    situation: 'a key that is broken',
    apart: WHEN,
    files: {
      ...real({ ...JANE, 'client-key-data': undefined, 'client-key': 'broken' }),
      '.kube/broken': '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n',
    },
    says: 'error: tls: failed to parse private key',
  },
  {
    situation: 'a certificate with its chain',
    files: {
      ...real({ 'client-certificate': 'chain', 'client-key': '$JANE_KEY' }),
      '.kube/chain': '$JANE_PEM_CRT$CA_PEM',
    },
    says: cannot('jane'),
  },
  {
    situation: 'certificate and key in one file',
    files: {
      ...real({ 'client-certificate': 'both', 'client-key': 'both' }),
      '.kube/both': '$JANE_PEM_KEY$JANE_PEM_CRT',
    },
    says: cannot('jane'),
  },
  {
    situation: 'a certificate file that is missing',
    files: real({ 'client-certificate': 'gone.crt', 'client-key': '$JANE_KEY' }),
    says: 'unable to read client-cert ~/.kube/gone.crt for x due to open ~/.kube/gone.crt: no such file or directory',
  },
  {
    situation: 'certificate and key files that are missing',
    files: real({ 'client-certificate': 'gone.crt', 'client-key': 'gone.key' }),
    says: '* unable to read client-key ~/.kube/gone.key for x due to open ~/.kube/gone.key: no such file or directory',
  },
  {
    situation: 'a certificate file that is a directory',
    files: real({ 'client-certificate': '/var/lab', 'client-key': '$JANE_KEY' }),
    says: 'error: read /var/lab: is a directory',
  },
  {
    situation: 'a certificate file that is empty',
    apart: WHEN,
    files: { ...real({ 'client-certificate': 'empty', 'client-key': '$JANE_KEY' }), '.kube/empty': '' },
    says: 'tls: failed to find any PEM data in certificate input',
  },
  {
    situation: 'a key file that is empty',
    apart: WHEN,
    files: { ...real({ 'client-certificate': '$JANE_CRT', 'client-key': 'empty' }), '.kube/empty': '' },
    says: 'tls: failed to find any PEM data in key input',
  },
  {
    situation: 'a key file that may not be read',
    asNobody: true,
    files: real({ 'client-certificate': '$JANE_CRT', 'client-key': '/etc/shadow' }),
    says: 'permission denied',
  },
  {
    situation: 'a certificate instead of that of the file',
    files: real(JANE),
    words: BOB_FLAGS,
    says: cannot('bob'),
    older: { upTo: '1.33', says: 'client-cert-data and client-cert are both specified' },
  },
  {
    situation: 'a certificate without a key instead of both',
    older: { upTo: '1.33', says: 'client-cert-data and client-cert are both specified' },
    apart: WHEN,
    files: real(JANE),
    words: ['--client-certificate=$BOB_CRT'],
    says: 'error: tls: private key does not match public key',
  },
  {
    situation: 'a certificate beside a token, for a server that looks at the certificate first',
    files: real({ ...JANE, ...ROBOT }),
    says: cannot('jane'),
  },

  { situation: 'a token', files: real(ROBOT), says: robot },
  {
    situation: 'a token that is wrong',
    apart: UNAUTHORIZED,
    files: real({ token: 'wrong' }),
    says: 'You must be logged in to the server',
  },
  { situation: 'a token with a newline', files: mirrored({ token: 'a\nb' }), says: 'invalid header field value' },
  {
    situation: 'a token with spaces around it',
    files: mirrored({ token: ' a ' }),
    says: 'the mirror saw {"prefix":"","authorization":"Bearer  a","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a token of other letters',
    files: mirrored({ token: 'ü€' }),
    says: 'the mirror saw {"prefix":"","authorization":"Bearer ü€","host":"127.0.0.1:8110"}',
  },
  { situation: 'a token file', files: { ...real({ tokenFile: 'token' }), '.kube/token': '$TOKEN' }, says: robot },
  {
    situation: 'a token file with space around it',
    files: { ...real({ tokenFile: 'token' }), '.kube/token': '\n  $TOKEN \n\n' },
    says: robot,
  },
  {
    situation: 'a token and a token file',
    files: { ...mirrored({ token: 'mine', tokenFile: 'token' }), '.kube/token': 'of-file' },
    says: 'Bearer of-file',
  },
  {
    situation: 'a token and a token file that is missing',
    files: mirrored({ token: 'mine', tokenFile: 'token' }),
    says: 'Bearer mine',
  },
  {
    situation: 'a token and a token file that is empty',
    files: { ...mirrored({ token: 'mine', tokenFile: 'token' }), '.kube/token': ' \n' },
    says: 'Bearer mine',
  },
  {
    situation: 'a token file that is missing',
    files: mirrored({ tokenFile: 'token' }),
    says: 'error: open ~/.kube/token: no such file or directory',
  },
  {
    situation: 'a token file that is empty',
    ours: {
      says: `Error from server (Forbidden): the mirror saw {"prefix":"","host":"127.0.0.1:8110"}`,
      because: ASKS_FOR_A_PASSWORD,
    },
    files: { ...mirrored({ tokenFile: 'token' }), '.kube/token': '' },
    says: 'Please enter Username',
  },
  {
    situation: 'a token file of nothing but space',
    ours: {
      says: `Error from server (Forbidden): the mirror saw {"prefix":"","host":"127.0.0.1:8110"}`,
      because: 'it is as empty as one without the newline',
    },
    files: { ...mirrored({ tokenFile: 'token' }), '.kube/token': '\n' },
    says: 'invalid header field value',
  },
  {
    situation: 'a token file that is a directory',
    files: mirrored({ tokenFile: '/var/lab' }),
    says: 'error: read /var/lab: is a directory',
  },
  {
    situation: '--token over a token',
    files: mirrored({ token: 'mine' }),
    words: ['--token=given'],
    says: 'Bearer given',
  },
  {
    situation: '--token beside a token file, which wins',
    files: { ...mirrored({ tokenFile: 'token' }), '.kube/token': 'of-file' },
    words: ['--token=given'],
    says: 'Bearer of-file',
  },
  { situation: '--token beside a certificate', files: mirrored(JANE), words: ['--token=given'], says: 'Bearer given' },
  {
    situation: '--token that is empty counts as not given',
    files: mirrored({ token: 'mine' }),
    words: ['--token='],
    says: 'Bearer mine',
  },

  { situation: 'a password', files: mirrored({ username: 'u', password: 'p:q' }), says: 'Basic' },
  { situation: 'a user name without a password', files: mirrored({ username: 'u' }), says: 'Basic' },
  {
    situation: 'a password without a user name',
    files: mirrored({ password: 'p' }),
    ours: {
      says: `Error from server (Forbidden): the mirror saw {"prefix":"","authorization":"Basic OnA=","host":"127.0.0.1:8110"}`,
      because: ASKS_FOR_A_PASSWORD,
    },
    says: 'Please enter Username',
  },
  { situation: 'a user name of other letters', files: mirrored({ username: 'jürgen', password: '€' }), says: 'Basic' },
  {
    situation: 'a password and a token',
    files: mirrored({ username: 'u', password: 'p', token: 't' }),
    says: 'more than one authentication method found for x; found [token basicAuth], only one is allowed',
  },
  {
    situation: 'a password and a token file',
    files: { ...mirrored({ username: 'u', password: 'p', tokenFile: 'token' }), '.kube/token': 'of-file' },
    says: 'username/password or bearer token may be set, but not both',
  },
  {
    situation: 'a password beside a certificate',
    files: mirrored({ username: 'u', password: 'p', ...JANE }),
    says: 'the mirror saw {"prefix":"","client":"jane","authorization":"Basic dTpw","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a password for a real API server, which takes none',
    files: real({ username: 'u', password: 'p' }),
    ours: { says: ANONYMOUS, because: FROM_DISCOVERY },
    says: 'Error from server (Forbidden): unknown',
  },
  {
    situation: '--username and --password',
    files: mirrored({}),
    words: ['--username=u', '--password', 'p'],
    says: 'Basic',
  },
  {
    situation: '--username and --password over those of the file',
    files: mirrored({ username: 'a', password: 'b' }),
    words: ['--username=u', '--password=p'],
    says: 'Basic',
  },
  {
    situation: '--password over that of the file',
    files: mirrored({ username: 'a', password: 'b' }),
    words: ['--password=p'],
    says: 'Basic',
  },
  {
    situation: '--username and a token',
    files: mirrored({ token: 't' }),
    words: ['--username=u'],
    says: 'more than one authentication method found for x; found [token basicAuth], only one is allowed',
  },
  {
    situation: '--username and --token',
    files: mirrored({}),
    words: ['--username=u', '--token=t'],
    says: 'more than one authentication method found for x; found [token basicAuth], only one is allowed',
  },
  {
    situation: '--token and the password of the file',
    files: mirrored({ username: 'u', password: 'p' }),
    words: ['--token=t'],
    says: 'more than one authentication method found for x; found [token basicAuth], only one is allowed',
  },
  {
    situation: '--username that is empty counts as not given',
    files: mirrored({ token: 't' }),
    words: ['--username=', '--password='],
    says: 'Bearer t',
  },
  { situation: 'a password with a newline', files: mirrored({ username: 'u', password: 'a\nb' }), says: 'Basic' },

  {
    situation: 'somebody else',
    files: mirrored({
      ...ROBOT,
      as: 'bob',
      'as-groups': ['a', 'b,c'],
      'as-uid': '7',
      'as-user-extra': { 'Some/Key': ['x', 'y'] },
    }),
    says: 'bob',
  },
  {
    situation: 'somebody else without the right to',
    files: real({ ...ROBOT, as: 'bob' }),
    ours: {
      says: 'Error from server (Forbidden): users "bob" is forbidden: User "system:serviceaccount:beside:robot" cannot impersonate resource "users" in API group "" at the cluster scope',
      because: FROM_DISCOVERY,
    },
    says: 'Error from server (Forbidden): unknown',
  },
  {
    situation: 'groups of nobody',
    files: real({ ...ROBOT, 'as-groups': ['a'] }),
    says: 'without impersonating a user',
  },
  { situation: 'a uid of nobody', files: real({ ...ROBOT, 'as-uid': '7' }), says: 'without impersonating a user' },
  {
    situation: 'extra of nobody',
    files: real({ ...ROBOT, 'as-user-extra': { a: ['b'] } }),
    says: 'without impersonating a user',
  },
  {
    situation: '--as over as',
    files: mirrored({ ...ROBOT, as: 'bob', 'as-groups': ['a'] }),
    words: ['--as=eve'],
    says: 'eve',
  },
  {
    situation: '--as-group over as-groups',
    files: mirrored({ ...ROBOT, as: 'bob', 'as-groups': ['a'] }),
    words: ['--as-group=x', '--as-group=y'],
    says: 'bob',
  },
  {
    situation: '--as-group of nobody',
    files: real(ROBOT),
    words: ['--as-group=x'],
    says: 'without impersonating a user',
  },
  { situation: '--as-group that is empty', files: mirrored(ROBOT), words: ['--as=eve', '--as-group='], says: 'eve' },
  { situation: '--as-uid of nobody', files: real(ROBOT), words: ['--as-uid=7'], says: 'without impersonating a user' },
  {
    situation: '--as-user-extra',
    files: mirrored(ROBOT),
    words: ['--as=eve', '--as-user-extra=k=a', '--as-user-extra', 'k=b=c', '--as-user-extra=none'],
    says: 'a, b=c',
    older: { upTo: '1.34', says: 'unknown flag: --as-user-extra' },
  },
  {
    situation: '--as that is empty counts as not given',
    files: mirrored({ ...ROBOT, as: 'bob' }),
    words: ['--as='],
    says: 'bob',
  },
  {
    situation: '--as with a newline',
    files: mirrored(ROBOT),
    words: ['--as=a\nb'],
    says: 'invalid header field value',
  },
  {
    situation: '--as of other letters',
    files: mirrored(ROBOT),
    words: ['--as=jürgen'],
    says: '"impersonate-user":"jürgen"',
  },

  {
    situation: 'auth-provider gcp',
    files: real({ 'auth-provider': { name: 'gcp' } }),
    says: 'The gcp auth plugin has been removed',
  },
  {
    situation: 'auth-provider azure',
    files: real({ 'auth-provider': { name: 'azure', config: { a: 'b' } } }),
    says: 'The azure auth plugin has been removed',
  },
  {
    situation: 'auth-provider that nobody knows',
    files: real({ 'auth-provider': { name: 'foo' } }),
    says: 'no Auth Provider found for name "foo"',
  },
  {
    situation: 'auth-provider without a name',
    files: real({ 'auth-provider': {} }),
    says: 'error: no Auth Provider found for name ""',
  },
  {
    situation: 'auth-provider and a token',
    files: real({ ...ROBOT, 'auth-provider': { name: 'gcp' } }),
    says: 'See https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details',
  },
  {
    situation: 'auth-provider oidc without an issuer',
    files: real({ 'auth-provider': { name: 'oidc', config: {} } }),
    says: 'Must provide idp-issuer-url',
  },
  {
    situation: 'auth-provider oidc without a client',
    files: real({ 'auth-provider': { name: 'oidc', config: { 'idp-issuer-url': 'https://127.0.0.1:9' } } }),
    says: 'Must provide client-id',
  },
  {
    situation: 'auth-provider oidc without a token',
    files: real({
      'auth-provider': { name: 'oidc', config: { 'idp-issuer-url': 'https://127.0.0.1:9', 'client-id': 'c' } },
    }),
    says: 'No valid id-token, and cannot refresh without refresh-token',
  },
  {
    situation: 'auth-provider oidc with a token',
    files: mirrored({
      'auth-provider': {
        name: 'oidc',
        config: { 'idp-issuer-url': 'https://127.0.0.1:9', 'client-id': 'c', 'id-token': jwt() },
      },
    }),
    says: '"authorization":"Bearer ey',
  },
  {
    situation: 'auth-provider and a plugin',
    files: real({
      'auth-provider': { name: 'oidc' },
      exec: { command: 'x', apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' },
    }),
    says: 'authProvider cannot be provided in combination with an exec plugin for x',
  },
  {
    situation: 'nobody at all',
    ours: { says: ANONYMOUS, because: ASKS_FOR_A_PASSWORD },
    files: real({}),
    says: 'Please enter Username',
  },
];

/** Good for long; nobody looks at its signature. */
function jwt(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: 'me', exp: 4_000_000_000 })}.c2ln`;
}

describeWithEveryKubectl('users, as kubectl knows them', ROWS, async ({ machine, controlPlane: { authority } }) => {
  const ours = await issue(authority, { name: 'beside-mirror', commonName: 'mirror', hosts: ['127.0.0.1', 'mirror'] });
  await startMirror(machine, { port: 8110, tls: { ...ours, authority: `${authority.folder}/ca.crt` } });
});
