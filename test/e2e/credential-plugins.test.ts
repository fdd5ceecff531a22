import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { MIRROR, startMirrors } from './mirrors.ts';
import { cannot, one } from './one-kubeconfig.ts';
import { BETA, credential, plugin, robot, TOKEN, V1 } from './one-plugin.ts';

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
];

describeWithEveryKubectl('credential plugins, as kubectl runs them', ROWS, startMirrors);
