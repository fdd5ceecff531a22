import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { MIRROR, startMirrors } from './mirrors.ts';
import {
  ANONYMOUS,
  ASKS_FOR_A_PASSWORD,
  cannot,
  FROM_DISCOVERY,
  JANE,
  one,
  ROBOT,
  UNAUTHORIZED,
} from './one-kubeconfig.ts';

const real = (user: object) => ({ '.kube/config': one('x', { user }) });
const mirrored = (user: object) => ({ '.kube/config': one('x', { user, cluster: MIRROR }) });
const robot = cannot('system:serviceaccount:beside:robot');

const ROWS: readonly Situation[] = [
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

describeWithEveryKubectl('users, as kubectl knows them', ROWS, startMirrors);
