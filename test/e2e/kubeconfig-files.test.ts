import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { ANONYMOUS, ASKS_FOR_A_PASSWORD, CLUSTER, cannot, one, ROBOT } from './one-kubeconfig.ts';

const YAML = `apiVersion: v1
kind: Config
preferences: {}
current-context: x
clusters:
- name: x
  cluster:
    server: $SERVER
    certificate-authority-data: $CA_DATA
users:
- name: x
  user:
    client-certificate-data: $JANE_CRT_DATA
    client-key-data: $JANE_KEY_DATA
contexts:
- name: x
  context: {cluster: x, user: x, namespace: shop}
`;

const YAML_MERGE = YAML.replace(
  'context: {cluster: x, user: x, namespace: shop}',
  `context:
    <<: &base {cluster: x, user: gone}
    user: x
    namespace: shop
- name: other
  context: *base`,
);

const UNCONFIGURED = 'The connection to the server localhost:8080 was refused';
const NOTHING_CHOSEN = 'no current context with a server in ~/.kube/config';
/** Of a YAML parser; the line of a source file; lists that hold tokens; what a terminal would obey. */
const OWN_WORDS = /yaml: .*|in scheme ".*"|: \[\{.*\}\]$|(?:\p{Cc}|\^\[)(?=\[31m)/gmu;

const DEAD = { server: 'https://127.0.0.1:9' };

/** What a file has that only adds an entry. */
const only = (list: 'clusters' | 'contexts' | 'users', ...entries: readonly object[]) => ({ [list]: entries });

const ROWS: readonly Situation[] = [
  { situation: 'the file in the home directory', files: { '.kube/config': one('a') }, says: cannot('jane') },
  {
    situation: 'a list of files, whose paths are relative to the working directory',
    files: { a: one('a'), b: one('b', { user: ROBOT }) },
    variables: { KUBECONFIG: 'a:b' },
    says: cannot('jane'),
  },
  {
    situation: 'relative paths in a file, which are relative to that file',
    files: {
      'deep/down/config': one('a', {
        cluster: { server: '$SERVER', 'certificate-authority': '../ca' },
        user: { 'client-certificate': 'jane.crt', 'client-key': './jane.key' },
      }),
      'deep/ca': '$CA_PEM',
      'deep/down/jane.crt': '$JANE_PEM_CRT',
      'deep/down/jane.key': '$JANE_PEM_KEY',
    },
    variables: { KUBECONFIG: '~/none:deep/down/config' },
    says: cannot('jane'),
  },
  {
    situation: 'missing files and empty parts, which are skipped',
    files: { a: one('a') },
    variables: { KUBECONFIG: '::~/none:~/a::~/a' },
    says: cannot('jane'),
  },
  {
    situation: 'a list of which all are missing',
    variables: { KUBECONFIG: '~/none:~/nothing' },
    says: UNCONFIGURED,
    hint: 'no kubeconfig found (looked at ~/none, ~/nothing)',
  },
  {
    situation: 'no file at all',
    says: UNCONFIGURED,
    hint: 'no kubeconfig found (looked at ~/.kube/config)',
  },
  {
    situation: 'the list and a file in the home directory, which is not read',
    files: { '.kube/config': one('a'), other: one('b', { user: ROBOT }) },
    variables: { KUBECONFIG: '~/other' },
    says: cannot('system:serviceaccount:beside:robot'),
  },
  {
    situation: '--kubeconfig over the list',
    files: { a: one('a'), other: one('b', { user: ROBOT }) },
    variables: { KUBECONFIG: '~/a' },
    words: ['--kubeconfig', '~/other'],
    says: cannot('system:serviceaccount:beside:robot'),
  },
  {
    situation: '--kubeconfig of a list, which is no list',
    files: { a: one('a') },
    words: ['--kubeconfig=~/a:~/a'],
    says: 'error: stat ~/a:~/a: no such file or directory',
  },
  {
    situation: '--kubeconfig that is missing',
    words: ['--kubeconfig=~/none'],
    says: 'error: stat ~/none: no such file or directory',
  },
  {
    situation: '--kubeconfig that is missing, by a relative path',
    words: ['--kubeconfig=none'],
    says: 'error: stat none: no such file or directory',
  },
  {
    situation: '--kubeconfig that is empty counts as not given',
    files: { '.kube/config': one('a') },
    words: ['--kubeconfig='],
    says: cannot('jane'),
  },
  {
    situation: '--kubeconfig that is a directory',
    words: ['--kubeconfig=/var/lab'],
    says: 'is a directory',
  },
  {
    situation: 'a directory in the list',
    files: { a: one('a') },
    variables: { KUBECONFIG: '/var/lab:~/a' },
    says: 'is a directory',
  },
  {
    situation: 'a file below a file',
    files: { a: one('a') },
    variables: { KUBECONFIG: '~/a/b' },
    says: 'not a directory',
  },
  {
    situation: 'a file that may not be read',
    asNobody: true,
    variables: { KUBECONFIG: '/etc/shadow' },
    says: 'permission denied',
  },
  {
    situation: 'two broken files',
    apart: OWN_WORDS,
    files: { a: 'a: [', b: 'b: }' },
    variables: { KUBECONFIG: '~/a:~/b' },
    says: 'error loading config file',
  },
  {
    situation: 'a context in two files: the first counts, with its whole entry',
    files: {
      a: { 'current-context': 'both', ...only('contexts', { name: 'both', context: { cluster: 'x', user: 'x' } }) },
      b: {
        ...one('x'),
        contexts: [{ name: 'both', context: { cluster: 'other', user: 'other', namespace: 'shop' } }],
      },
    },
    variables: { KUBECONFIG: '~/a:~/b' },
    says: cannot('jane'),
  },
  {
    situation: 'a user in two files: nothing of the second is taken',
    files: { a: { ...one('x', { user: ROBOT }), clusters: [] }, b: one('x') },
    variables: { KUBECONFIG: '~/a:~/b' },
    says: cannot('system:serviceaccount:beside:robot'),
  },
  {
    situation: 'a cluster in two files',
    files: { a: { ...only('clusters', { name: 'x', cluster: DEAD }) }, b: one('x') },
    variables: { KUBECONFIG: '~/a:~/b' },
    says: 'The connection to the server 127.0.0.1:9 was refused',
  },
  {
    situation: 'an empty entry in the first file, which hides that of the second',
    ours: { says: ANONYMOUS, because: ASKS_FOR_A_PASSWORD },
    files: { a: only('users', { name: 'x', user: {} }), b: one('x') },
    variables: { KUBECONFIG: '~/a:~/b' },
    says: 'Please enter Username',
  },
  {
    situation: 'a context twice in one file',
    apart: OWN_WORDS,
    files: { '.kube/config': { ...one('x'), contexts: [1, 2].map(() => ({ name: 'x', context: { cluster: 'x' } })) } },
    says: 'duplicate name "x" in list',
  },
  {
    situation: 'a cluster twice in one file',
    apart: OWN_WORDS,
    files: { '.kube/config': { ...one('x'), clusters: [1, 2].map(() => ({ name: 'x', cluster: DEAD })) } },
    says: 'duplicate name "x" in list',
  },
  {
    situation: 'a user twice in one file',
    apart: OWN_WORDS,
    files: { '.kube/config': { ...one('x'), users: [1, 2].map(() => ({ name: 'x', user: {} })) } },
    says: 'duplicate name "x" in list',
  },
  {
    situation: 'an extension twice',
    apart: OWN_WORDS,
    files: {
      '.kube/config': one('x', {
        cluster: { ...CLUSTER, extensions: [1, 2].map(() => ({ name: 'e', extension: {} })) },
      }),
    },
    says: 'duplicate name "e" in list',
  },
  {
    situation: 'the current context in the second file',
    files: { a: { ...one('x'), 'current-context': '' }, b: { 'current-context': 'x' } },
    variables: { KUBECONFIG: '~/a:~/b' },
    says: cannot('jane'),
  },
  {
    situation: 'the current contexts of two files: the first counts',
    files: { a: one('x'), b: one('y', { user: ROBOT }) },
    variables: { KUBECONFIG: '~/a:~/b' },
    says: cannot('jane'),
  },
  {
    situation: 'an empty current context',
    files: { '.kube/config': { ...one('x'), 'current-context': '' } },
    says: UNCONFIGURED,
    hint: NOTHING_CHOSEN,
  },
  {
    situation: 'no current context',
    files: { '.kube/config': { ...one('x'), 'current-context': undefined } },
    says: UNCONFIGURED,
    hint: NOTHING_CHOSEN,
  },
  {
    situation: 'no current context, and the server of $KUBERNETES_MASTER',
    files: { '.kube/config': { ...one('x'), 'current-context': undefined } },
    variables: { KUBERNETES_MASTER: 'http://127.0.0.1:9' },
    says: '127.0.0.1:9 was refused',
    hint: NOTHING_CHOSEN,
  },
  {
    situation: '$KUBERNETES_MASTER beside a current context',
    files: { '.kube/config': one('x') },
    variables: { KUBERNETES_MASTER: 'http://127.0.0.1:9' },
    says: cannot('jane'),
  },
  {
    situation: 'a current context that is not there',
    files: { '.kube/config': { ...one('x'), 'current-context': 'gone' } },
    says: 'context was not found for specified context: gone',
  },
  {
    situation: 'a current context that is not there, and --context',
    files: { '.kube/config': { ...one('x'), 'current-context': 'gone' } },
    words: ['--context=x'],
    says: cannot('jane'),
  },
  {
    situation: 'a current context that is not there, and -n',
    files: { '.kube/config': { ...one('x'), 'current-context': 'gone' } },
    words: ['-n', 'shop'],
    says: 'context was not found for specified context: gone',
  },
  {
    situation: 'a context whose cluster is not there',
    hint: NOTHING_CHOSEN,
    files: { '.kube/config': { ...one('x'), clusters: [] } },
    says: UNCONFIGURED,
  },
  {
    situation: 'a context whose user is not there',
    ours: { says: ANONYMOUS, because: ASKS_FOR_A_PASSWORD },
    files: { '.kube/config': { ...one('x'), users: [] } },
    says: 'Please enter Username',
  },
  {
    situation: 'a context without a cluster',
    files: { '.kube/config': one('x', { context: { cluster: '' } }) },
    says: UNCONFIGURED,
    hint: NOTHING_CHOSEN,
  },
  {
    situation: 'a cluster without a server',
    hint: NOTHING_CHOSEN,
    files: { '.kube/config': one('x', { cluster: { 'certificate-authority-data': '$CA_DATA' } }) },
    says: UNCONFIGURED,
  },
  {
    situation: 'a cluster with nothing in it',
    files: { '.kube/config': one('x', { cluster: {} }) },
    says: UNCONFIGURED,
    hint: NOTHING_CHOSEN,
  },
  {
    situation: 'the namespace of the context',
    files: { '.kube/config': one('x', { context: { namespace: 'shop' } }) },
    says: cannot('jane', 'shop'),
  },
  {
    situation: 'the namespace of the flag over that of the context',
    files: { '.kube/config': one('x', { context: { namespace: 'shop' } }) },
    words: ['-n', 'other'],
    says: cannot('jane', 'other'),
  },
  {
    situation: 'an empty namespace of the flag',
    files: { '.kube/config': one('x', { context: { namespace: 'shop' } }) },
    words: ['--namespace='],
    says: cannot('jane', 'shop'),
  },
  {
    situation: 'an empty namespace of the context',
    files: { '.kube/config': one('x', { context: { namespace: '' } }) },
    says: cannot('jane'),
  },
  {
    situation: 'a namespace that is no name',
    files: { '.kube/config': one('x', { context: { namespace: 'No/Name' } }) },
    says: `invalid namespace "No/Name": [may not contain '/']`,
  },
  {
    situation: '--context',
    files: { a: one('x'), b: one('y', { user: ROBOT, context: { namespace: 'shop' } }) },
    variables: { KUBECONFIG: '~/a:~/b' },
    words: ['--context', 'y'],
    says: cannot('system:serviceaccount:beside:robot', 'shop'),
  },
  {
    situation: '--context that is empty counts as not given',
    files: { '.kube/config': one('x') },
    words: ['--context='],
    says: cannot('jane'),
  },
  {
    situation: '--context that is not there',
    files: { '.kube/config': one('x') },
    words: ['--context=gone'],
    code: 2,
    says: 'context was not found for specified context: gone',
  },
  {
    situation: '--context that is not there, and -n',
    files: { '.kube/config': one('x') },
    words: ['--context=gone', '-n=shop'],
    code: 2,
    says: 'context "gone" does not exist',
  },
  {
    situation: '--context without a kubeconfig',
    words: ['--context=gone'],
    code: 2,
    says: 'context was not found for specified context: gone',
  },
  {
    situation: '--cluster that is not there',
    files: { '.kube/config': one('x') },
    words: ['--cluster=gone'],
    code: 2,
    says: 'gone',
  },
  {
    situation: '--cluster that is not there, and --server',
    files: { '.kube/config': one('x') },
    words: ['--cluster=gone', '--server=$SERVER'],
    code: 2,
    says: 'gone',
  },
  {
    situation: '--user that is not there',
    files: { '.kube/config': one('x') },
    words: ['--user=gone'],
    code: 2,
    says: 'auth info "gone" does not exist',
  },
  {
    situation: '--user and --cluster of other contexts',
    files: { a: one('x', { cluster: DEAD }), b: one('y', { user: ROBOT, context: { namespace: 'shop' } }) },
    variables: { KUBECONFIG: '~/a:~/b' },
    words: ['--user=y', '--cluster', 'y'],
    says: cannot('system:serviceaccount:beside:robot'),
  },
  {
    situation: '--user and --cluster without a context',
    files: { a: { ...one('x'), 'current-context': '' } },
    variables: { KUBECONFIG: '~/a' },
    words: ['--user=x', '--cluster=x'],
    says: cannot('jane'),
  },
];

/** What stands in the one file of a row. */
const TEXTS: readonly Situation[] = (
  [
    ['nothing', '', UNCONFIGURED],
    ['a comment', '# nothing\n', UNCONFIGURED],
    ['a separator alone', '---\n', UNCONFIGURED],
    ['null', 'null\n', UNCONFIGURED],
    ['JSON', JSON.stringify(one('x')), cannot('jane')],
    ['JSON with a comma too many', `${JSON.stringify(one('x')).slice(0, -1)},}`, cannot('jane')],
    ['JSON that ends early', '{"apiVersion": "v1", "kind"', "yaml: line 1: did not find expected ',' or '}'"],
    ['YAML', YAML, cannot('jane', 'shop')],
    ['YAML with Windows line ends', YAML.replaceAll('\n', '\r\n'), cannot('jane', 'shop')],
    ['YAML with a byte order mark', `\ufeff${YAML}`, cannot('jane', 'shop')],
    ['YAML of a second document, which is not read', `${YAML}---\ncurrent-context: gone\n`, cannot('jane', 'shop')],
    ['a first document that is empty', `---\n---\n${YAML}`, UNCONFIGURED],
    ['YAML with an anchor and a merge', YAML_MERGE, cannot('jane', 'shop')],
    ['a key twice: the last counts', `current-context: gone\n${YAML}`, cannot('jane', 'shop')],
    [
      'a tab where spaces belong',
      'clusters:\n\t- name: x\n',
      'yaml: line 2: found character that cannot start any token',
    ],
    ['a tab after a colon', YAML.replace('kind: ', 'kind:\t'), cannot('jane', 'shop')],
    ['an unclosed bracket', 'clusters: [', 'yaml: line 1: did not find expected node content'],
    ['an unclosed quote', 'current-context: "x', 'yaml: found unexpected end of stream'],
    ['a colon too many', 'current-context: a: b\n', 'yaml: mapping values are not allowed in this context'],
    [
      'a list',
      '- a\n',
      `couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ],
    [
      'a text',
      'hello',
      `couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ],
    [
      'a number',
      '5',
      `couldn't get version/kind; json parse error: json: cannot unmarshal number into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ],
    ['an unknown anchor', 'clusters: *none\n', "yaml: unknown anchor 'none' referenced"],
    ['an unknown field', `${YAML}strange: 1\n`, cannot('jane', 'shop')],
    ['a field of other letters', YAML.replace('current-context', 'Current-Context'), UNCONFIGURED],
    ['a field that is null', YAML.replace('preferences: {}', 'preferences: null'), cannot('jane', 'shop')],
    ['lists that are null', 'clusters: null\nusers: Null\ncontexts:\n', UNCONFIGURED],
    [
      'a number for a name',
      'clusters:\n- name: 5\n',
      'json: cannot unmarshal number into Go struct field NamedCluster.clusters.name of type string',
    ],
    [
      'a number for the current context',
      YAML.replace('current-context: x', 'current-context: 5'),
      'json: cannot unmarshal number into Go struct field Config.current-context of type string',
    ],
    [
      'a date for the current context',
      YAML.replace('current-context: x', 'current-context: 2020-01-01'),
      'Error in configuration: context was not found for specified context: 2020-01-01',
    ],
    [
      'yes for a boolean',
      YAML.replace('    server:', '    insecure-skip-tls-verify: yes\n    server:'),
      'specifying a root certificates file with the insecure flag is not allowed',
    ],
    [
      'a text for a boolean',
      YAML.replace('    server:', '    insecure-skip-tls-verify: "true"\n    server:'),
      'json: cannot unmarshal string into Go struct field Cluster.clusters.cluster.insecure-skip-tls-verify of type bool',
    ],
    [
      'a number for a boolean',
      YAML.replace('    server:', '    insecure-skip-tls-verify: 1\n    server:'),
      'json: cannot unmarshal number into Go struct field Cluster.clusters.cluster.insecure-skip-tls-verify of type bool',
    ],
    [
      'a text for a list',
      'clusters: x\n',
      'json: cannot unmarshal string into Go struct field Config.clusters of type []v1.NamedCluster',
    ],
    [
      'an object for a list',
      'clusters: {}\n',
      'json: cannot unmarshal object into Go struct field Config.clusters of type []v1.NamedCluster',
    ],
    [
      'a text for an object',
      'clusters:\n- name: x\n  cluster: text\n',
      'json: cannot unmarshal string into Go struct field NamedCluster.clusters.cluster of type v1.Cluster',
    ],
    [
      'a text for an entry',
      'clusters:\n- x\n',
      'json: cannot unmarshal string into Go struct field Config.clusters of type v1.NamedCluster',
    ],
    [
      'a number for a token',
      'users:\n- name: x\n  user:\n    token: 12345\n',
      'json: cannot unmarshal number into Go struct field AuthInfo.users.user.token of type string',
    ],
    [
      'a list for a token',
      'users:\n- name: x\n  user:\n    token: [a]\n',
      'json: cannot unmarshal array into Go struct field AuthInfo.users.user.token of type string',
    ],
    [
      'no base64',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: "ab!c"\n',
      'illegal base64 data at input byte 2',
    ],
    [
      'half of base64',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: "abcde"\n',
      'illegal base64 data at input byte 4',
    ],
    [
      'base64 with spaces',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: "ab cd"\n',
      'illegal base64 data at input byte 2',
    ],
    [
      'base64 over lines',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: |\n      YWJj\n      ZGVm\n',
      UNCONFIGURED,
    ],
    ['another kind', 'apiVersion: v1\nkind: Pod\n', 'no kind "Pod" is registered for version "v1"'],
    ['another version', 'apiVersion: v2\nkind: Config\n', 'no kind "Config" is registered for version "v2"'],
    ['another group', 'apiVersion: apps/v1\nkind: Config\n', 'no kind "Config" is registered for version "apps/v1"'],
    [
      'a kind that is a number',
      'apiVersion: v1\nkind: 5\n',
      "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string",
    ],
    [
      'no version',
      'kind: Config\ncurrent-context: gone\n',
      'Error in configuration: context was not found for specified context: gone',
    ],
    [
      'no kind',
      'apiVersion: v1\ncurrent-context: gone\n',
      'Error in configuration: context was not found for specified context: gone',
    ],
    ['bytes that are no text', '\u0000\u0001', 'yaml: control characters are not allowed'],
    [
      'an emoji and control characters',
      'current-context: "\\u001b[31m\\U0001F600"\n',
      'Error in configuration: context was not found for specified context: [31m😀',
    ],
  ] as const
).map(([what, text, says]) => ({
  situation: `a file with ${what}`,
  files: { '.kube/config': text },
  says,
  apart: OWN_WORDS,
  ...(says === UNCONFIGURED && { hint: NOTHING_CHOSEN }),
}));

describeWithEveryKubectl('kubeconfig files, as kubectl reads them', [...ROWS, ...TEXTS]);
