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
was dialled: UDP, SCTP, --probe none, limits).`,
    examples: [
      ['List the NodePorts of the current namespace', 'kubectl nodeport list'],
      ['List those of all namespaces, with the route, the node and the reason', 'kubectl nodeport list -A -o wide'],
      ['One Service, for a program', 'kubectl nodeport list web -o json'],
      ['Overrule what was detected', 'kubectl nodeport list --runtime kind/native-linux'],
    ],
    flags: [
      'all-namespaces',
      'no-headers',
      'output',
      'probe',
      'runtime',
      'selector',
      'timeout',
      ...CONNECTION_FLAGS,
      'help',
    ],
  },
  version: {
    usage: 'version',
    summary: 'Print the version',
    description: 'Print the version, the commit it was built from, and its date.',
    examples: [['Print the version', 'kubectl nodeport version']],
    flags: ['help'],
  },
  help: {
    usage: 'help [COMMAND]',
    summary: 'Print help for a command',
    description: 'Print help for a command.',
    examples: [['How to list', 'kubectl nodeport help list']],
    flags: ['help'],
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof COMMANDS;

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
