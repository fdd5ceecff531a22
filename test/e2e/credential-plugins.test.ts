import { issue } from '../lab/certificates.ts';
import { startMirror } from '../lab/start-mirror.ts';
import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { cannot, one, UNAUTHORIZED } from './one-kubeconfig.ts';

const V1 = 'client.authentication.k8s.io/v1';
const BETA = 'client.authentication.k8s.io/v1beta1';
const MIRROR = { server: 'https://127.0.0.1:8110', 'certificate-authority-data': '$CA_DATA' };

/** A kubeconfig whose user has a plugin, and the plugin beside it: a shell script. */
function plugin(script: string, exec: object = {}, cluster: object = {}): Record<string, string | object> {
  const user = { exec: { apiVersion: V1, command: './login', interactiveMode: 'Never', ...exec } };
  return {
    '.kube/config': one('x', { user, ...(Object.keys(cluster).length > 0 && { cluster }) }),
    '.kube/login': `#!/bin/sh\n${script}\n`,
  };
}

/** As a plugin prints it. */
const credential = (status: object | undefined, apiVersion = V1) =>
  `cat <<'END'\n${JSON.stringify({ apiVersion, kind: 'ExecCredential', status })}\nEND`;
const TOKEN = credential({ token: '$TOKEN' });
const robot = cannot('system:serviceaccount:beside:robot');
const CERTIFICATE = `
cat <<END
{"apiVersion": "${V1}", "kind": "ExecCredential", "status": {
  "clientCertificateData": "$(awk '{printf "%s\\\\n", $0}' $JANE_CRT)",
  "clientKeyData": "$(awk '{printf "%s\\\\n", $0}' $JANE_KEY)"
}}
END`;
/** Until 1.30 what kubectl logs of its tries is not to be told from what it says. */
const BEFORE_THE_END = /^[\s\S]*(?=^Unable to connect to the server)/gm;
const INFO = 'echo "$KUBERNETES_EXEC_INFO" >&2';

const ROWS: readonly Situation[] = [
  { situation: 'v1', files: plugin(TOKEN), says: robot },
  {
    situation: 'v1beta1',
    files: plugin(credential({ token: '$TOKEN' }, BETA), { apiVersion: BETA, interactiveMode: undefined }),
    says: robot,
  },
  {
    situation: 'v1alpha1',
    files: plugin(TOKEN, { apiVersion: 'client.authentication.k8s.io/v1alpha1', interactiveMode: undefined }),
    says: 'invalid apiVersion "client.authentication.k8s.io/v1alpha1"',
  },
  { situation: 'a version of another group', files: plugin(TOKEN, { apiVersion: 'v1' }), says: 'invalid apiVersion' },
  { situation: 'no version', files: plugin(TOKEN, { apiVersion: undefined }), says: 'apiVersion must be specified' },
  { situation: 'no command', files: plugin(TOKEN, { command: '' }), says: 'command must be specified' },
  {
    situation: 'no interactive mode for v1',
    files: plugin(TOKEN, { interactiveMode: undefined }),
    says: 'interactiveMode must be specified',
  },
  {
    situation: 'an interactive mode that is none',
    files: plugin(TOKEN, { interactiveMode: 'Perhaps' }),
    says: 'invalid interactiveMode for x: "Perhaps"',
  },
  {
    situation: 'a variable without a name',
    files: plugin(TOKEN, { env: [{ value: 'x' }] }),
    says: 'env variable name must be specified',
  },
  {
    situation: 'everything wrong',
    files: plugin(TOKEN, { apiVersion: undefined, command: undefined, interactiveMode: undefined, env: [{}] }),
    says: 'Error in configuration',
  },

  {
    situation: 'what it is told',
    files: plugin(`${INFO}\n${TOKEN}`),
    says: /^\{"kind":"ExecCredential","apiVersion".*"interactive":false\}\}$/m,
  },
  {
    situation: 'what it is told of v1beta1',
    files: plugin(`${INFO}\n${credential({ token: '$TOKEN' }, BETA)}`, {
      apiVersion: BETA,
      interactiveMode: undefined,
    }),
    says: '"interactive":false',
  },
  {
    situation: 'what it is told of the cluster',
    files: plugin(`${INFO}\n${TOKEN}`, { provideClusterInfo: true }),
    says: '"certificate-authority-data"',
  },
  {
    situation: 'what it is told of v1beta1, and the cluster',
    files: plugin(`${INFO}\n${credential({ token: '$TOKEN' }, BETA)}`, { apiVersion: BETA, provideClusterInfo: true }),
    says: '"certificate-authority-data"',
  },
  {
    situation: 'what it is told of a cluster with everything',
    files: plugin(
      `${INFO}\n${TOKEN}`,
      { provideClusterInfo: true },
      {
        server: 'https://127.0.0.1:6443/',
        'certificate-authority': '$CA',
        'tls-server-name': 'kubernetes',
        'proxy-url': 'http://127.0.0.1:9',
        'disable-compression': true,
        extensions: [
          { name: 'other', extension: 1 },
          { name: 'client.authentication.k8s.io/exec', extension: { a: ['b', null, 1.5, { c: true }], z: 1 } },
        ],
      },
    ),
    says: '"tls-server-name":"kubernetes"',
  },
  {
    situation: 'what it is told of a cluster that is not verified',
    files: plugin(
      `${INFO}\n${TOKEN}`,
      { provideClusterInfo: true },
      { server: '$SERVER', 'insecure-skip-tls-verify': true },
    ),
    says: '"insecure-skip-tls-verify":true',
  },
  {
    situation: 'what it is told of a cluster that a flag names',
    files: plugin(`${INFO}\n${TOKEN}`, { provideClusterInfo: true }),
    words: ['--server=https://localhost:6443', '--tls-server-name=127.0.0.1'],
    says: 'https://localhost:6443',
  },
  ...['a text', 5, null, [], ['x']].map((extension) => ({
    situation: `an extension that is ${JSON.stringify(extension)}`,
    files: plugin(
      `${INFO}\n${TOKEN}`,
      { provideClusterInfo: true },
      {
        server: '$SERVER',
        'insecure-skip-tls-verify': true,
        extensions: [{ name: 'client.authentication.k8s.io/exec', extension }],
      },
    ),
    says: cannot('system:serviceaccount:beside:robot'),
  })),
  {
    situation: 'its arguments and variables',
    files: plugin(`echo "$MINE $1 $2 $HOME" >&2\n${TOKEN}`, {
      args: ['a b', '$TOKEN'],
      env: [
        { name: 'MINE', value: 'own' },
        { name: 'HOME', value: '/mine' },
      ],
    }),
    says: 'own a b',
  },
  {
    situation: 'a variable that it is told anyway',
    files: plugin(`${INFO}\n${TOKEN}`, { env: [{ name: 'KUBERNETES_EXEC_INFO', value: 'mine' }] }),
    says: '"interactive":false',
  },
  { situation: 'where it runs', files: plugin(`pwd >&2; echo "$0" >&2\n${TOKEN}`), says: '~' },
  {
    situation: 'a plugin that reads its input',
    files: plugin(`cat >&2\n${TOKEN}`, { interactiveMode: 'IfAvailable' }),
    says: robot,
  },
  {
    situation: 'a plugin that wants a terminal, without one',
    files: plugin(TOKEN, { interactiveMode: 'Always' }),
    says: 'standard input is not a terminal',
  },
  {
    situation: 'a plugin that wants a terminal',
    onTerminal: true,
    files: plugin(`${INFO}\n[ -t 0 ] && echo at a terminal >&2\n${TOKEN}`, { interactiveMode: 'Always' }),
    says: 'at a terminal',
  },
  {
    situation: 'a plugin that takes a terminal',
    onTerminal: true,
    files: plugin(`${INFO}\n[ -t 0 ] && echo at a terminal >&2\n${TOKEN}`, { interactiveMode: 'IfAvailable' }),
    says: 'at a terminal',
  },
  {
    situation: 'a plugin that wants no terminal',
    onTerminal: true,
    files: plugin(`${INFO}\n[ -t 0 ] || echo without a terminal >&2\n${TOKEN}`),
    says: 'without a terminal',
  },

  { situation: 'a certificate', files: plugin(CERTIFICATE), says: cannot('jane') },
  {
    situation: 'a certificate and a token',
    files: plugin(credential({ token: 't', clientCertificateData: 'x', clientKeyData: 'y' })),
    says: 'getting credentials: failed parsing client key/certificate: tls: failed to find any PEM data in certificate input',
  },
  {
    situation: 'a certificate without a key',
    files: plugin(credential({ clientCertificateData: 'x' })),
    says: 'only certificate or key, not both',
  },
  {
    situation: 'a certificate that is none',
    files: plugin(credential({ clientCertificateData: 'x', clientKeyData: 'y' })),
    says: 'getting credentials: failed parsing client key/certificate: tls: failed to find any PEM data in certificate input',
  },
  {
    situation: 'what has run out',
    files: plugin(credential({ token: '$TOKEN', expirationTimestamp: '2020-01-01T00:00:00Z' })),
    says: robot,
  },
  {
    situation: 'what is good for long',
    files: plugin(credential({ token: '$TOKEN', expirationTimestamp: '2999-01-01T00:00:00Z' })),
    says: robot,
  },
  {
    situation: 'a time that is none',
    apart: /: cannot parse .*/g,
    files: plugin(credential({ token: '$TOKEN', expirationTimestamp: 'soon' })),
    says: 'getting credentials: decoding stdout: parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
  },
  {
    situation: 'a token that is wrong',
    apart: UNAUTHORIZED,
    files: plugin(credential({ token: 'wrong' })),
    says: 'You must be logged in to the server',
  },
  {
    situation: 'a token with a newline',
    files: plugin(credential({ token: 'a\nb' })),
    says: 'invalid header field value',
  },
  { situation: 'nothing of use', files: plugin(credential({})), says: "didn't return a token or cert/key pair" },
  { situation: 'no status', files: plugin(credential(undefined)), says: "didn't return a status field" },
  { situation: 'another version', files: plugin(credential({ token: 't' }, BETA)), says: 'returned version' },
  {
    situation: 'a version that nobody knows',
    apart: /in scheme ".*"/g,
    files: plugin(credential({ token: 't' }, 'client.authentication.k8s.io/v9')),
    says: 'getting credentials: decoding stdout: no kind "ExecCredential" is registered for version "client.authentication.k8s.io/v9"',
  },
  {
    situation: 'another group',
    apart: /in scheme ".*"/g,
    files: plugin(credential({ token: 't' }, 'v1')),
    says: 'getting credentials: decoding stdout: no kind "ExecCredential" is registered for version "v1"',
  },
  {
    situation: 'another kind',
    apart: /in scheme ".*"/g,
    files: plugin(`echo '{"apiVersion":"${V1}","kind":"Pod"}'`),
    says: 'getting credentials: decoding stdout: no kind "Pod" is registered for version "client.authentication.k8s.io/v1"',
  },
  {
    situation: 'no kind',
    apart: UNAUTHORIZED,
    files: plugin(`echo '{"apiVersion":"${V1}","status":{"token":"t"}}'`),
    says: 'You must be logged in to the server (the server has asked for the client to provide credentials)',
  },
  {
    situation: 'no version in what it prints',
    files: plugin(`echo '{"kind":"ExecCredential","status":{"token":"t"}}'`),
    says: 'getting credentials: exec plugin is configured to use API version client.authentication.k8s.io/v1, plugin returned version client.authentication.k8s.io/__internal',
  },
  {
    situation: 'a token that is a number',
    files: plugin(credential({ token: 5 })),
    says: 'getting credentials: decoding stdout: json: cannot unmarshal number into Go struct field ExecCredentialStatus.status.token of type string',
  },
  {
    situation: 'a status that is a text',
    files: plugin(`echo '{"apiVersion":"${V1}","kind":"ExecCredential","status":"x"}'`),
    says: 'getting credentials: decoding stdout: json: cannot unmarshal string into Go struct field ExecCredential.status of type v1.ExecCredentialStatus',
  },
  { situation: 'rubbish', files: plugin('echo hello'), says: 'decoding stdout' },
  { situation: 'a text in JSON', files: plugin(`echo '"hello"'`), says: 'decoding stdout' },
  {
    situation: 'nothing',
    files: plugin('true'),
    says: 'plugin returned version client.authentication.k8s.io/__internal',
  },
  {
    situation: 'YAML',
    files: plugin(`echo 'apiVersion: ${V1}'; echo 'kind: ExecCredential'; echo 'status: {token: $TOKEN}'`),
    says: cannot('system:serviceaccount:beside:robot'),
  },
  {
    situation: 'a log before the JSON',
    files: plugin(`echo hello\n${TOKEN}`),
    says: `getting credentials: decoding stdout: couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  },
  {
    situation: 'something behind the JSON',
    apart: /json parse error.*/g,
    files: plugin(`${TOKEN}\necho hello`),
    says: "getting credentials: decoding stdout: couldn't get version/kind; json parse error: invalid character 'h' after top-level value",
  },
  { situation: 'stderr beside the JSON', files: plugin(`echo open a page >&2\n${TOKEN}`), says: 'open a page' },

  {
    situation: 'a plugin that fails',
    apart: /^no\n/gm,
    files: plugin('echo no >&2; exit 7'),
    says: 'failed with exit code 7',
  },
  {
    situation: 'a plugin that fails after the JSON',
    files: plugin(`${TOKEN}\nexit 1`),
    says: 'failed with exit code 1',
  },
  { situation: 'a plugin that a signal ends', files: plugin('kill -9 $$'), says: 'exit code -1' },
  {
    situation: 'a plugin that is missing',
    apart: BEFORE_THE_END,
    files: plugin(TOKEN, { command: 'nope-login' }),
    says: 'exec: executable nope-login not found',
  },
  {
    situation: 'a plugin that is missing, and a hint',
    apart: BEFORE_THE_END,
    files: plugin(TOKEN, {
      command: 'nope-login',
      installHint: 'brew install \u001b[31mnope\u0007\nthen\u200b log in',
    }),
    says: 'U+001B',
  },
  {
    situation: 'a plugin that is missing, by a path',
    files: plugin(TOKEN, { command: './nope' }),
    says: 'getting credentials: exec: fork/exec ~/.kube/nope: no such file or directory',
  },
  {
    situation: 'a plugin that is missing, by a path, and a hint',
    files: plugin(TOKEN, { command: '/nope', installHint: 'look' }),
    says: 'getting credentials: exec: fork/exec /nope: no such file or directory',
  },
  {
    situation: 'a plugin that is not executable',
    files: plugin(TOKEN, { command: '/etc/hosts' }),
    says: 'getting credentials: exec: fork/exec /etc/hosts: permission denied',
  },
  {
    situation: 'a plugin that is a directory',
    files: plugin(TOKEN, { command: '/etc' }),
    says: 'getting credentials: exec: fork/exec /etc: permission denied',
  },
  {
    situation: 'a plugin of no known format',
    files: { ...plugin(TOKEN), '.kube/login': 'hello' },
    says: 'getting credentials: exec: fork/exec ~/.kube/login: exec format error',
  },
  {
    situation: 'a plugin whose interpreter is missing',
    files: { ...plugin(TOKEN), '.kube/login': '#!/nope\n' },
    says: 'getting credentials: exec: fork/exec ~/.kube/login: no such file or directory',
  },
  {
    situation: 'a bare word, which is not looked for beside the file',
    apart: BEFORE_THE_END,
    files: plugin(TOKEN, { command: 'login-beside' }),
    says: 'not found',
  },
  {
    situation: 'a bare word on the PATH',
    files: { ...plugin(TOKEN, { command: 'my-login' }), 'bin/my-login': `#!/bin/sh\n${TOKEN}\n` },
    variables: { PATH: '~/bin:/var/lab/bin:/usr/bin:/bin:$DIST' },
    says: robot,
  },
  {
    situation: 'a bare word on the PATH that its own variables name',
    apart: BEFORE_THE_END,
    files: {
      ...plugin(TOKEN, { command: 'my-login', env: [{ name: 'PATH', value: '~/bin:/usr/bin:/bin' }] }),
      'bin/my-login': `#!/bin/sh\n${TOKEN}\n`,
    },
    says: '      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins',
  },
  {
    situation: 'a bare word in the working directory, which is on the PATH',
    apart: BEFORE_THE_END,
    files: { ...plugin(TOKEN, { command: 'my-login' }), 'my-login': `#!/bin/sh\n${TOKEN}\n` },
    variables: { PATH: '.::/var/lab/bin:/usr/bin:/bin:$DIST' },
    says: '      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins',
  },
  {
    situation: 'a path that is not clean',
    files: plugin(`echo "$0" >&2\n${TOKEN}`, { command: './/../.kube/./login' }),
    says: robot,
  },
  {
    situation: 'a relative path without a dot',
    files: { ...plugin(TOKEN, { command: 'bin/my-login' }), '.kube/bin/my-login': `#!/bin/sh\n${TOKEN}\n` },
    says: robot,
  },
  {
    situation: 'a plugin in a file of the list',
    files: { 'a/config': plugin(TOKEN)['.kube/config'] ?? '', 'a/login': `#!/bin/sh\n${TOKEN}\n` },
    variables: { KUBECONFIG: 'a/config' },
    says: robot,
  },

  {
    situation: 'a plugin and a token',
    files: {
      '.kube/config': one('x', {
        user: { token: '$TOKEN', exec: { apiVersion: V1, command: '/nope', interactiveMode: 'Never' } },
      }),
    },
    says: robot,
  },
  { situation: 'a plugin and --token', files: plugin('exit 7'), words: ['--token=$TOKEN'], says: robot },
  {
    situation: 'a plugin and a certificate',
    files: {
      '.kube/config': one('x', {
        user: {
          'client-certificate': '$JANE_CRT',
          'client-key': '$JANE_KEY',
          exec: { apiVersion: V1, command: '/nope', interactiveMode: 'Never' },
        },
      }),
    },
    says: cannot('jane'),
  },
  {
    situation: 'a plugin and --client-certificate',
    files: plugin('exit 7'),
    words: ['--client-certificate=$JANE_CRT', '--client-key=$JANE_KEY'],
    says: cannot('jane'),
  },
  {
    situation: 'a plugin and --username',
    files: plugin('exit 7', {}, MIRROR),
    words: ['--username=u', '--password=p'],
    says: 'Basic',
  },
  {
    situation: 'a plugin and a login in the URL',
    files: plugin(TOKEN, {}, { ...MIRROR, server: 'https://me:secret@127.0.0.1:8110' }),
    says: 'Basic',
  },
  {
    situation: 'a plugin for an http:// server, which is not run',
    files: plugin('exit 7', {}, { server: 'http://127.0.0.1:8111' }),
    says: 'the mirror saw',
  },
  {
    situation: 'a plugin of another user',
    files: {
      '.kube/config': {
        ...one('x'),
        users: [
          { name: 'x', user: { token: '$TOKEN' } },
          { name: 'y', user: { exec: { command: '/nope' } } },
        ],
      },
    },
    says: robot,
  },
  ...kubercRows(),
];

/** What `~/.kube/kuberc` says about plugins counts since kubectl 1.35. */
function kubercRows(): readonly Situation[] {
  const older = { upTo: '1.34', says: robot };
  // The flag came before the policy.
  const UNKNOWN_FLAG = { upTo: '1.33', says: 'unknown flag: --kuberc' };
  const rc = (fields: object, exec: object = {}) => ({
    ...plugin(TOKEN, exec),
    '.kube/kuberc': { apiVersion: 'kubectl.config.k8s.io/v1beta1', kind: 'Preference', ...fields },
  });
  const only = (...names: readonly string[]) => ({
    credentialPluginPolicy: 'Allowlist',
    credentialPluginAllowlist: names.map((name) => ({ name })),
  });
  const bare = (fields: object) => ({
    files: { ...rc(fields, { command: 'my-login' }), 'bin/my-login': `#!/bin/sh\n${TOKEN}\n` },
    variables: { PATH: '~/bin:/var/lab/bin:/usr/bin:/bin:$DIST' },
  });
  const deny = { credentialPluginPolicy: 'DenyAll' };
  const explicit = (text: string | object) => ({ ...plugin(TOKEN), rc: text });
  return [
    { situation: 'kuberc without a policy', files: rc({}), older, says: robot },
    { situation: 'kuberc: all', files: rc({ credentialPluginPolicy: 'AllowAll' }), older, says: robot },
    { situation: 'kuberc: none', files: rc(deny), older, says: 'not allowed: policy set to "DenyAll"' },
    { situation: 'kuberc: none, by a bare word', ...bare(deny), older, says: 'plugin "my-login" not allowed' },
    { situation: 'kuberc: none, and a token', files: rc(deny), words: ['--token=$TOKEN'], older, says: robot },
    { situation: 'kuberc: the path', files: rc(only('~/.kube/login')), older, says: robot },
    {
      situation: 'kuberc: another path',
      files: rc(only('/usr/bin/login')),
      older,
      says: 'is not permitted by the credential plugin allowlist',
    },
    {
      situation: 'kuberc: the word of a path',
      files: rc(only('login')),
      older,
      says: 'getting credentials: plugin path "~/.kube/login" is not permitted by the credential plugin allowlist',
    },
    { situation: 'kuberc: a word', ...bare(only('my-login')), older, says: robot },
    { situation: 'kuberc: another word', ...bare(only('aws')), older, says: 'is not permitted' },
    { situation: 'kuberc: the path of a word', ...bare(only('~/bin/my-login')), older, says: robot },
    {
      situation: 'kuberc: another path of the word',
      ...bare(only('/usr/bin/my-login')),
      older,
      says: 'is not permitted',
    },
    {
      situation: 'kuberc: a word, of a plugin by its path that is on the PATH',
      files: { ...rc(only('my-login'), { command: '../bin/my-login' }), 'bin/my-login': `#!/bin/sh\n${TOKEN}\n` },
      variables: { PATH: '~/bin:/var/lab/bin:/usr/bin:/bin:$DIST' },
      older,
      says: robot,
    },
    {
      situation: 'kuberc: a plugin that is missing',
      files: rc(only('other'), { command: 'nope-login' }),
      older: { upTo: '1.34', says: 'not found' },
      says: 'cannot be resolved',
    },
    {
      situation: 'kuberc: a plugin that is missing and allowed',
      apart: BEFORE_THE_END,
      files: rc(only('nope-login'), { command: 'nope-login' }),
      older: { upTo: '1.34', says: 'not found' },
      says: 'not found',
    },
    {
      situation: 'kuberc: a path that is missing',
      files: rc(only('other'), { command: './nope' }),
      older: { upTo: '1.34', says: 'no such file' },
      says: 'cannot be resolved',
    },
    {
      situation: 'kuberc: a file that is not executable',
      files: rc(only('other'), { command: '/etc/hosts' }),
      older: { upTo: '1.34', says: 'permission denied' },
      says: 'cannot be resolved',
    },
    {
      situation: 'kuberc: a directory',
      files: rc(only('other'), { command: '/etc' }),
      older: { upTo: '1.34', says: 'permission denied' },
      says: 'cannot be resolved',
    },
    {
      situation: 'kuberc: a list without a policy',
      files: rc({ credentialPluginAllowlist: [{ name: 'x' }] }),
      older,
      says: 'allowlist is non-nil',
    },
    {
      situation: 'kuberc: an empty list without a policy',
      files: rc({ credentialPluginAllowlist: [] }),
      older,
      says: 'allowlist is non-nil',
    },
    {
      situation: 'kuberc: a list that is null, without a policy',
      files: rc({ credentialPluginAllowlist: null }),
      older,
      says: robot,
    },
    {
      situation: 'kuberc: a policy without a list',
      files: rc({ credentialPluginPolicy: 'Allowlist' }),
      older,
      says: 'allowlist is unspecified',
    },
    { situation: 'kuberc: an empty list', files: rc(only()), older, says: 'allowlist is empty' },
    { situation: 'kuberc: an empty entry', files: rc(only('a', '')), older, says: 'empty allowlist entry #2' },
    {
      situation: 'kuberc: a path that is not clean',
      files: rc(only('/usr/../bin/x')),
      older,
      says: 'non-normalized file path',
    },
    {
      situation: 'kuberc: a policy that nobody knows',
      files: rc({ credentialPluginPolicy: 'Perhaps' }),
      older,
      says: 'unknown plugin policy: "Perhaps"',
    },
    {
      situation: 'kuberc: a policy of another type',
      files: rc({ credentialPluginPolicy: 5 }),
      older,
      says: cannot('system:serviceaccount:beside:robot'),
    },
    {
      situation: 'kuberc: entries of another type',
      files: rc({ ...deny, credentialPluginAllowlist: ['x'] }),
      older,
      says: cannot('system:serviceaccount:beside:robot'),
    },
    { situation: 'kuberc: a field that nobody knows', files: rc({ ...deny, strange: 1 }), older, says: 'not allowed' },
    {
      situation: 'kuberc of v1alpha1, which has no policy',
      files: {
        ...plugin(TOKEN),
        '.kube/kuberc': { apiVersion: 'kubectl.config.k8s.io/v1alpha1', kind: 'Preference', ...deny },
      },
      older,
      says: cannot('system:serviceaccount:beside:robot'),
    },
    {
      situation: 'kuberc of another version',
      files: {
        ...plugin(TOKEN),
        '.kube/kuberc': { apiVersion: 'kubectl.config.k8s.io/v9', kind: 'Preference', ...deny },
      },
      older,
      says: cannot('system:serviceaccount:beside:robot'),
    },
    {
      situation: 'kuberc of two documents',
      files: {
        ...plugin(TOKEN),
        '.kube/kuberc': `kind: Other\n---\napiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ncredentialPluginPolicy: DenyAll\n`,
      },
      older,
      says: 'not allowed',
    },
    {
      situation: 'kuberc of two that count',
      files: {
        ...plugin(TOKEN),
        '.kube/kuberc': `apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n---\napiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ncredentialPluginPolicy: DenyAll\n`,
      },
      older,
      says: robot,
    },
    {
      situation: 'kuberc that is broken, which is not read',
      files: { ...plugin(TOKEN), '.kube/kuberc': 'a: [' },
      older,
      says: cannot('system:serviceaccount:beside:robot'),
    },
    { situation: 'kuberc that is empty', files: { ...plugin(TOKEN), '.kube/kuberc': '' }, older, says: robot },
    {
      situation: '$KUBERC',
      files: explicit({ apiVersion: 'kubectl.config.k8s.io/v1beta1', kind: 'Preference', ...deny }),
      variables: { KUBERC: '~/rc' },
      older,
      says: 'not allowed',
    },
    {
      situation: '$KUBERC that is broken',
      files: explicit('a: ['),
      variables: { KUBERC: '~/rc' },
      older,
      says: 'no valid preferences found',
    },
    {
      situation: '$KUBERC that is missing',
      files: plugin(TOKEN),
      variables: { KUBERC: '~/gone' },
      older,
      says: 'no such file or directory',
    },
    { situation: '$KUBERC off', files: rc(deny), variables: { KUBERC: 'off' }, older, says: robot },
    { situation: '$KUBECTL_KUBERC false', files: rc(deny), variables: { KUBECTL_KUBERC: 'false' }, older, says: robot },
    {
      situation: '$KUBECTL_KUBERC true',
      files: rc(deny),
      variables: { KUBECTL_KUBERC: 'true' },
      older,
      says: 'not allowed',
    },
    {
      situation: '--kuberc',
      files: explicit({ apiVersion: 'kubectl.config.k8s.io/v1beta1', kind: 'Preference', ...deny }),
      words: ['--kuberc=~/rc'],
      older: UNKNOWN_FLAG,
      says: 'not allowed',
    },
    {
      situation: '--kuberc over $KUBERC',
      files: {
        ...explicit({ apiVersion: 'kubectl.config.k8s.io/v1beta1', kind: 'Preference' }),
        other: { apiVersion: 'kubectl.config.k8s.io/v1beta1', kind: 'Preference', ...deny },
      },
      variables: { KUBERC: '~/rc' },
      words: ['--kuberc', '~/other'],
      older: UNKNOWN_FLAG,
      says: 'not allowed',
    },
    {
      situation: '--kuberc that is missing',
      files: plugin(TOKEN),
      words: ['--kuberc=~/gone'],
      older: UNKNOWN_FLAG,
      says: 'no such file or directory',
    },
    {
      situation: '--kuberc that is a directory',
      files: plugin(TOKEN),
      words: ['--kuberc=/var/lab'],
      older: UNKNOWN_FLAG,
      says: 'is a directory',
    },
    {
      situation: '--kuberc and $KUBERC off',
      files: plugin(TOKEN),
      variables: { KUBERC: 'off' },
      words: ['--kuberc=~/gone'],
      older: UNKNOWN_FLAG,
      says: 'mutually exclusive',
    },
  ];
}

describeWithEveryKubectl(
  'credential plugins, as kubectl runs them',
  ROWS,
  async ({ machine, controlPlane: { authority } }) => {
    const ours = await issue(authority, {
      name: 'beside-mirror',
      commonName: 'mirror',
      hosts: ['127.0.0.1', 'mirror'],
    });
    await Promise.all([
      startMirror(machine, { port: 8110, tls: { ...ours, authority: `${authority.folder}/ca.crt` } }),
      startMirror(machine, { port: 8111 }),
    ]);
  },
);
