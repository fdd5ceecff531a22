import type { FlagName } from './flags.ts';

/** One command, as parsing and help need it. */
export interface Command {
  /** What follows `kubectl nodeport`. */
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  /** Each with the comment that stands above it. */
  readonly examples: readonly (readonly [comment: string, line: string])[];
  readonly flags: readonly FlagName[];
  /** What `--output` takes. */
  readonly outputs: readonly string[];
}

const CONNECTION_FLAGS = ['context', 'kubeconfig', 'namespace'] as const satisfies readonly FlagName[];

export const COMMANDS = {
  list: {
    usage: 'list [NAME...]',
    summary: 'List Services with the URL that answers from this machine (the default command)',
    description: `List the ports of NodePort and LoadBalancer Services, each with the URL that
answers from this machine.

What is printed as Reachable was reached a moment ago. STATUS is one of:
Reachable, NoEndpoints (no ready pod stands behind the Service), NotPublished
(the runtime publishes ports, and not this one), Unknown (who publishes ports
could not be asked, and nothing answered), Unreachable, and Unverified (nothing
was dialled: UDP, SCTP, --probe none, limits, read from a file, or it depends on
what is not known).

With --filename the Services of all namespaces of the file are listed, unless
--namespace names one, with the addresses that are to be expected.`,
    examples: [
      ['List the NodePorts of the current namespace', 'kubectl nodeport list'],
      ['List those of all namespaces, with the route, the node and the reason', 'kubectl nodeport list -A -o wide'],
      ['One Service, for a program', 'kubectl nodeport list web -o json'],
      ['Overrule what was detected', 'kubectl nodeport list --runtime kind/native-linux'],
      ["What would answer on a Mac, for somebody else's cluster", 'kubectl nodeport list -f paste.txt --machine macos'],
    ],
    flags: [
      'all-namespaces',
      'filename',
      'machine',
      'no-headers',
      'output',
      'probe',
      'runtime',
      'selector',
      'timeout',
      ...CONNECTION_FLAGS,
      'help',
    ],
    outputs: ['json', 'wide'],
  },
  explain: {
    usage: 'explain',
    summary: 'Explain what runs this cluster, and how its NodePorts are reached from here',
    description: `Explain what runs this cluster and where its nodes live as seen from this machine,
from which evidence, how NodePorts are reached here and why, and what could not be
seen. It works from kubeconfig and container engine too when the API server does
not answer, and then says what starts the cluster.

With -o json, the answer and the facts it was made from, to keep or to send: -f
reads it again. It holds names and addresses of the cluster, and no credentials.`,
    examples: [
      ['What is this cluster, and how are its NodePorts reached?', 'kubectl nodeport explain'],
      ["The same for somebody else's cluster, from a paste", 'kubectl nodeport explain -f paste.txt --machine windows'],
      ['Keep the facts', 'kubectl nodeport explain -o json > report.json'],
    ],
    flags: ['filename', 'machine', 'output', 'runtime', ...CONNECTION_FLAGS, 'help'],
    outputs: ['json'],
  },
  version: {
    usage: 'version',
    summary: 'Print the version',
    description: 'Print the version, the commit it was built from, and its date.',
    examples: [['Print the version', 'kubectl nodeport version']],
    flags: ['help'],
    outputs: [],
  },
  help: {
    usage: 'help [COMMAND]',
    summary: 'Print help for a command',
    description: 'Print help for a command.',
    examples: [['How to list', 'kubectl nodeport help list']],
    flags: ['help'],
    outputs: [],
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof COMMANDS;

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
