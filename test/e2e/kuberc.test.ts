import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { cannot } from './one-kubeconfig.ts';
import { BEFORE_THE_END, plugin, robot, TOKEN } from './one-plugin.ts';

/** It counts since kubectl 1.35. */
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

const ROWS: readonly Situation[] = [
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

describeWithEveryKubectl('what a kuberc says about credential plugins, as kubectl obeys', ROWS);
