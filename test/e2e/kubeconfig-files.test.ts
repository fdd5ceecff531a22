import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import {
  ANONYMOUS,
  ASKS_FOR_A_PASSWORD,
  CLUSTER,
  cannot,
  NOTHING_CHOSEN,
  one,
  ROBOT,
  UNCONFIGURED,
} from './one-kubeconfig.ts';

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

describeWithEveryKubectl('kubeconfig files, as kubectl reads them', ROWS);
