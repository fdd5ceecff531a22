import { CONNECTION_FLAGS } from './connection-flags.ts';
import type { Flag } from './flag.ts';

/** Every flag of every command. Which command takes which is in `commands.ts`. */
export const FLAGS = {
  ...CONNECTION_FLAGS,
  address: {
    name: 'address',
    kind: 'values',
    takes: ['localhost'],
    shown: '[localhost]',
    description:
      'Where a tunnel listens (comma separated): IP addresses or localhost, which is 127.0.0.1 and ::1. Whoever reaches such an address of this machine reaches the Service. There is a tunnel then, as with --tunnel always.',
  },
  all: {
    name: 'all',
    kind: 'boolean',
    shown: 'false',
    description:
      'Print everything else that is known: every route with its result and reason, what was said, the evidence, what was not seen, who else reaches the port, and the files that fixes need.',
  },
  'all-namespaces': {
    name: 'all-namespaces',
    short: 'A',
    kind: 'boolean',
    shown: 'false',
    description:
      'List Services of all namespaces. The namespace in the current context is ignored, also if --namespace is given.',
  },
  client: {
    name: 'client',
    kind: 'boolean',
    shown: 'true',
    description: 'This program alone. --client=false also asks the API server for its version.',
  },
  context: {
    name: 'context',
    kind: 'value',
    takes: 'context',
    shown: "''",
    description: 'The name of the kubeconfig context to use.',
  },
  dir: {
    name: 'dir',
    kind: 'value',
    takes: 'folder',
    shown: "''",
    description:
      'With install: the directory to put it in, which has to be on the PATH. Without it the one in which kubectl-nodeport is found.',
  },
  'field-selector': {
    name: 'field-selector',
    kind: 'value',
    shown: "''",
    description:
      "Selector (field query) to filter Services on, e.g. --field-selector metadata.name!=web: '=', '==' and '!=' on the few fields that the API server takes.",
  },
  filename: {
    name: 'filename',
    short: 'f',
    kind: 'values',
    takes: 'file',
    shown: '[]',
    description:
      "Read the cluster from files instead of a server (comma separated, or given again; '-': standard input): what `kubectl get nodes,svc,endpointslices -A -o yaml` or `-o json` prints, also with `kubectl config view --minify` after it; the tables of `kubectl get nodes -o wide` and `kubectl get svc -A`; or an earlier `explain -o json`. Nothing is dialled: what is printed is a prediction.",
  },
  help: { name: 'help', short: 'h', kind: 'boolean', shown: 'false', description: 'Print this help.' },
  'ignore-not-found': {
    name: 'ignore-not-found',
    kind: 'boolean',
    shown: 'false',
    description: 'A NAME that does not exist is no error, and an empty list is not worth a word.',
  },
  kubeconfig: {
    name: 'kubeconfig',
    kind: 'value',
    takes: 'file',
    shown: "''",
    description: 'Path to the kubeconfig file to use. Without it $KUBECONFIG, a list of files, then ~/.kube/config.',
  },
  machine: {
    name: 'machine',
    kind: 'value',
    takes: ['linux', 'macos', 'windows', 'wsl'],
    shown: "''",
    description:
      'With --filename: the kind of machine to predict for. One of: (linux, macos, windows, wsl). Without it this machine, or the one that an earlier report is of.',
  },
  namespace: {
    name: 'namespace',
    short: 'n',
    kind: 'value',
    takes: 'namespace',
    shown: "''",
    description: 'The namespace to look in. Without it the namespace of the context.',
  },
  'no-headers': {
    name: 'no-headers',
    kind: 'boolean',
    shown: 'false',
    description: 'Print the table, or custom-columns, without its header.',
  },
  output: {
    name: 'output',
    short: 'o',
    kind: 'value',
    takes: 'output',
    shown: "''",
    description: 'Output format. One of: (OUTPUTS).',
  },
  path: {
    name: 'path',
    kind: 'value',
    shown: "''",
    description:
      "What follows the address in an HTTP or HTTPS URL, e.g. /admin. Without it what the Service's annotation kubectl-nodeport/path says.",
  },
  port: {
    name: 'port',
    kind: 'value',
    shown: "''",
    description:
      'The port of this machine on which a tunnel listens, which there is then, as with --tunnel always. Without it the nodePort, or a free one where that is taken. For one Service.',
  },
  probe: {
    name: 'probe',
    kind: 'value',
    takes: ['auto', 'all', 'none'],
    shown: "'auto'",
    description:
      "Which addresses to dial. One of: (auto, all, none). auto: at most 64 dials into networks that may be somebody else's, and public addresses only of Services given by NAME. all: without these limits. none: dial nothing; rows say Unverified.",
  },
  redact: {
    name: 'redact',
    kind: 'boolean',
    shown: 'false',
    description:
      'Replace names, hosts and public addresses, each always by the same, and keep what recognition needs: for a question in public.',
  },
  runtime: {
    name: 'runtime',
    kind: 'value',
    takes: 'runtime',
    shown: "''",
    description:
      'What the cluster runs on, instead of detecting it: what built it, or that and, after a slash, where its nodes live, e.g. kind or kind/native-linux. The first is one of: (DISTRIBUTIONS). The second is one of: (SUBSTRATES).',
  },
  selector: {
    name: 'selector',
    short: 'l',
    kind: 'value',
    shown: "''",
    description: 'Selector (label query) to filter Services on, e.g. -l key1=value1,key2!=value2.',
  },
  timeout: {
    name: 'timeout',
    kind: 'value',
    shown: "''",
    description:
      'How long one dial may take, e.g. 500ms or 2s; a bare number is seconds. Without it 1s (2.5s on Windows), and 3s for addresses beyond this machine.',
  },
  tunnel: {
    name: 'tunnel',
    kind: 'value',
    takes: ['auto', 'always', 'never'],
    shown: "'auto'",
    description:
      'Whether to open a tunnel through the API server. One of: (auto, always, never). auto: where no address answers. always: without looking for an address. never: only an address will do.',
  },
  uninstall: {
    name: 'uninstall',
    kind: 'boolean',
    shown: 'false',
    description: 'With install: remove what it has made.',
  },
  url: {
    name: 'url',
    kind: 'boolean',
    shown: 'false',
    description: 'Print the URL and nothing else: no browser, no tunnel, no question.',
  },
  wait: {
    name: 'wait',
    kind: 'optional',
    bare: '60s',
    shown: "''",
    description:
      'Wait until every Service that is meant exists, has a ready pod, and answers; a tunnel of `open` is there as soon as a pod is. --wait alone waits 60s, --wait=90s as long as that (a bare number is seconds), --wait=0 not at all.',
  },
  watch: {
    name: 'watch',
    short: 'w',
    kind: 'boolean',
    shown: 'false',
    description: 'After listing, print each row again when it has changed, until Ctrl-C.',
  },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof FLAGS;
