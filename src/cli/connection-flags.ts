import type { Flag } from './flag.ts';

/** kubectl's connection flags that are seldom needed. Source: cli-runtime pkg/genericclioptions/config_flags.go. */
export const CONNECTION_FLAGS = {
  as: {
    name: 'as',
    kind: 'value',
    shown: "''",
    description:
      'Username to impersonate for the operation: a user, or a service account as system:serviceaccount:NAMESPACE:NAME.',
  },
  'as-group': {
    name: 'as-group',
    kind: 'array',
    shown: '[]',
    description: 'Group to impersonate for the operation; may be given again for more groups.',
  },
  'as-uid': {
    name: 'as-uid',
    kind: 'value',
    shown: "''",
    description: 'UID to impersonate for the operation.',
  },
  'as-user-extra': {
    name: 'as-user-extra',
    kind: 'array',
    shown: '[]',
    description:
      'User extra to impersonate for the operation, as KEY=VALUE; may be given again, also for more values of one key.',
  },
  'cache-dir': {
    name: 'cache-dir',
    kind: 'value',
    takes: 'folder',
    shown: "''",
    description: 'Accepted, as kubectl has it: nothing is cached.',
  },
  'certificate-authority': {
    name: 'certificate-authority',
    kind: 'value',
    takes: 'file',
    shown: "''",
    description: 'Path to a cert file for the certificate authority.',
  },
  'client-certificate': {
    name: 'client-certificate',
    kind: 'value',
    takes: 'file',
    shown: "''",
    description: 'Path to a client certificate file for TLS.',
  },
  'client-key': {
    name: 'client-key',
    kind: 'value',
    takes: 'file',
    shown: "''",
    description: 'Path to a client key file for TLS.',
  },
  cluster: {
    name: 'cluster',
    kind: 'value',
    takes: 'cluster',
    shown: "''",
    description: 'The name of the kubeconfig cluster to use.',
  },
  'disable-compression': {
    name: 'disable-compression',
    kind: 'boolean',
    shown: 'false',
    description: 'Opt out of response compression for all requests to the server.',
  },
  'insecure-skip-tls-verify': {
    name: 'insecure-skip-tls-verify',
    kind: 'boolean',
    shown: 'false',
    description:
      "Do not check the server's certificate. Whoever is between here and there can then be the server, and gets the credentials.",
  },
  kuberc: {
    name: 'kuberc',
    kind: 'value',
    takes: 'file',
    shown: "''",
    description:
      'Path to the kuberc file whose credentialPluginPolicy says which credential plugins may run; without it $KUBERC (off: none), else ~/.kube/kuberc. Nothing else is read from it.',
  },
  password: {
    name: 'password',
    kind: 'value',
    shown: "''",
    description: 'Password for basic authentication to the API server. It is treated as the token is.',
  },
  'request-timeout': {
    name: 'request-timeout',
    kind: 'value',
    shown: "'0'",
    description:
      'How long one request to the API server may take, e.g. 500ms, 2s or 1m; a bare number is seconds. 0: as long as it takes. What is watched, and a tunnel, is no such request.',
  },
  server: {
    name: 'server',
    short: 's',
    kind: 'value',
    shown: "''",
    description: 'The address and port of the Kubernetes API server.',
  },
  'tls-server-name': {
    name: 'tls-server-name',
    kind: 'value',
    shown: "''",
    description:
      "The name that the server's certificate has to be for. Without it the name by which the server is contacted.",
  },
  token: {
    name: 'token',
    kind: 'value',
    shown: "''",
    description:
      'Bearer token for authentication to the API server. It is in no output: commands that are printed, to be pasted, are without it. Other users of this machine may see it in the list of processes.',
  },
  user: {
    name: 'user',
    kind: 'value',
    takes: 'user',
    shown: "''",
    description: 'The name of the kubeconfig user to use.',
  },
  username: {
    name: 'username',
    kind: 'value',
    shown: "''",
    description: 'Username for basic authentication to the API server.',
  },
  v: {
    name: 'v',
    short: 'v',
    kind: 'integer',
    shown: '0',
    description:
      'Number for the log level verbosity, on stderr. From 6 on a line for each request to the API server and each address that is dialled; from 7 on the headers that are sent, from 8 on those that come. No secret is in them.',
  },
} as const satisfies Readonly<Record<string, Flag>>;

/** `as`: Object.keys forgets whose they are. */
export const RARE_FLAGS = Object.keys(CONNECTION_FLAGS) as readonly (keyof typeof CONNECTION_FLAGS)[];
