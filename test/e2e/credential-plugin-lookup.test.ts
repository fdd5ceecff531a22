import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { BEFORE_THE_END, plugin, robot, TOKEN } from './one-plugin.ts';

const ROWS: readonly Situation[] = [
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
];

describeWithEveryKubectl('credential plugins, as kubectl finds them', ROWS);
