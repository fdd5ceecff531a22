import { RARE_FLAGS } from './connection-flags.ts';
import type { FlagName } from './flags.ts';

/** One command, as parsing and help need it. */
export interface Command {
  /** What follows `kubectl nodeport`: the command's name first. */
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  /** Each with the comment that stands above it. */
  readonly examples: readonly (readonly [comment: string, line: string])[];
  readonly flags: readonly FlagName[];
  /** Those that it takes too, and another help describes. */
  readonly describedElsewhere: readonly FlagName[];
  /** What `--output` takes. */
  readonly outputs: readonly string[];
}

/** The connection flags that most people need, in the help of every command that takes them; the others have their own. */
const COMMON_FLAGS = ['context', 'kubeconfig', 'namespace'] as const satisfies readonly FlagName[];

export const COMMANDS = {
  list: {
    usage: 'list [[svc/]NAME[:PORT]...] [flags]',
    summary: 'List Services with the URL that answers from this machine (the default command)',
    description: `List the ports of NodePort and LoadBalancer Services, a row for each, with the URL
that answers from this machine.

With NAME only those of that Service are listed, with PORT only that one: the name
or the number of one of its ports, or a nodePort.

What is printed as Reachable was reached a moment ago. STATUS is one of:
Reachable, NoEndpoints (no ready pod stands behind the Service), NotPublished
(the runtime publishes ports, and not this one), Unknown (who publishes ports
could not be asked, and nothing answered), Unreachable, and Unverified (nothing
was dialled: UDP, SCTP, --probe none, limits, read from a file, or it depends on
what is not known). "kubectl nodeport explain NAME" tells why.

-o json and -o yaml print one document. -o jsonpath=TEMPLATE and
-o custom-columns=TITLE:PATH,... choose from it as kubectl's do; a field that is
null in it counts as absent. A template begins at the whole list, also for one
Service ({.items[*].url}), a PATH at one of its items. -o name prints a line for
each Service, service/NAME.

With --watch a row is printed again when it has changed, and with STATUS Gone when
its Service or its nodePort is not there any more. It is dialled when its Service,
its endpoints or the nodes have changed, and a few times in the seconds after. -o
json, yaml, jsonpath and custom-columns then have a document of its own for each
row ({.url}). A watch that ends, by itself or with the API server, is begun again;
--request-timeout bounds each list, and does not end it.

With --wait the list is printed once, when every row has a ready pod and answers,
and the exit code is 0; at the time limit it is printed as it is then, and the exit
code is 1 (2 where a NAME is not there). Until then it is said on standard error what
is waited for: also for a Service that is not there yet, and for an API server that
does not answer.
Ports of UDP and SCTP, which no dial can verify, are waited for until an endpoint is
ready.

With --filename the Services of all namespaces of the file are listed, unless
--namespace names one, with the addresses that are to be expected.`,
    examples: [
      ['List the NodePorts of the current namespace', 'kubectl nodeport list'],
      ['List those of all namespaces, with the route, the node and the reason', 'kubectl nodeport list -A -o wide'],
      ['One Service, and one port of another', 'kubectl nodeport list web mysql:metrics'],
      ['One Service, for a program', 'kubectl nodeport list web -o json'],
      ['Those with a label', 'kubectl nodeport list -l app=shop'],
      ['The URLs of what answers', `kubectl nodeport list -o jsonpath='{.items[?(@.status=="Reachable")].url}'`],
      ['Columns of your own', 'kubectl nodeport list -o custom-columns=NAME:.service,URL:.url --no-headers'],
      ['Follow what becomes of a rollout', 'kubectl nodeport list -w -o wide'],
      ['Go on when everything of a release answers', 'kubectl nodeport list -l release=shop --wait=2m'],
      ['Overrule what was detected', 'kubectl nodeport list --runtime kind/native-linux'],
      ["What would answer on a Mac, for somebody else's cluster", 'kubectl nodeport list -f paste.txt --machine macos'],
    ],
    flags: [
      'all-namespaces',
      'field-selector',
      'filename',
      'ignore-not-found',
      'machine',
      'no-headers',
      'output',
      'probe',
      'runtime',
      'selector',
      'timeout',
      'wait',
      'watch',
      ...COMMON_FLAGS,
      'help',
    ],
    describedElsewhere: RARE_FLAGS,
    outputs: ['custom-columns', 'json', 'jsonpath', 'name', 'wide', 'yaml'],
  },
  open: {
    usage: 'open [[svc/|deploy/|pod/]NAME[:PORT]... | -l SELECTOR] [flags] [-- COMMAND...]',
    summary: 'Open a Service in the browser, by a tunnel where no address answers',
    description: `Open a Service: find the address that answers from this machine, print its URL,
and open it in the browser. Where no address answers, a tunnel through the API
server takes its place, for Services of any type.

NAME is a Service; deploy/NAME and pod/NAME stand for the Services that select
them. Without NAME and SELECTOR you choose from a list, on a terminal. PORT is the
name or the number of one of the Service's ports, or a nodePort. Without it: the
only port, else the only one that speaks HTTP, else you are asked or, where there
is no terminal, told the choices.

Standard output is the URL, a line for each Service. Everything else is said on
standard error: what answered there, and for a server that is no website, the
command of its usual client (mysql -h 127.0.0.1 -P 31696 -u root -p).

The browser opens for one http or https URL, never for a database, several
Services or a COMMAND. Where there is none (over ssh, in a container, in CI) the
URL is printed, and that is success.

With --url, or where standard output is not a terminal (and neither COMMAND nor
--tunnel always is given), the URL is printed and nothing else happens: no
browser, no tunnel, no question. Nothing but --wait makes it wait: use it in
$(...). Where no address answers it prints nothing, and the exit code is 1 (3
where that could not be found out: UDP, or what may not be asked).

A tunnel carries TCP. It listens on 127.0.0.1 and ::1, on the nodePort if that is
free here and on another port if not, until Ctrl-C. When its pod goes, another
ready pod of the Service is taken, and the local port stays.

With -- COMMAND the command runs, without a shell. Tunnels are there for exactly
as long, standard output is the command's alone, and so is the exit code. In its
arguments {url}, {host} and {port} are filled in, and its environment has
NODEPORT_URL, NODEPORT_HOST and NODEPORT_PORT. With several Services these are
{url:NAME} and NODEPORT_<NAME>_URL (and so on), the latter with NAME in capitals
and _ for every other character; with several ports of one Service, NAME is
SERVICE:PORT.`,
    examples: [
      ['Open a website', 'kubectl nodeport open web'],
      ['One of its ports, by name, at a path', 'kubectl nodeport open web:admin --path /login'],
      ['The Services of a Deployment, when it is ready', 'kubectl nodeport open deploy/web --wait'],
      ['The URL, in a script', 'curl -fsS "$(kubectl nodeport open web --url)"'],
      ['A database: its address, and its client to paste', 'kubectl nodeport open mysql'],
      ['A client that gets the address', 'kubectl nodeport open mysql -- mysql -h {host} -P {port} -u root -p'],
      [
        'Two Services for a test run, which reads NODEPORT_WEB_URL and NODEPORT_DB_URL',
        'kubectl nodeport open web db --wait=2m -- npm test',
      ],
      [
        'A tunnel on a port of your choice, for other machines too',
        'kubectl nodeport open web --tunnel always --port 8080 --address 0.0.0.0',
      ],
      ['All that have a label, side by side', 'kubectl nodeport open -l app=shop'],
    ],
    flags: [
      'address',
      'path',
      'port',
      'runtime',
      'selector',
      'timeout',
      'tunnel',
      'url',
      'wait',
      ...COMMON_FLAGS,
      'help',
    ],
    describedElsewhere: RARE_FLAGS,
    outputs: [],
  },
  explain: {
    usage: 'explain [[svc/]NAME[:PORT]] [flags]',
    summary: 'Explain why a Service does not answer from here, and which command would change it',
    description: `Explain whether a Service answers from this machine, and as its pods do. Where it
does not: how far the way to its pods goes, why it ends there, and which commands
would change that, the least change first. Each command is alone on its line, to
be pasted, and below it stands what it changes.

PORT is the name or the number of one of the Service's ports, or a nodePort. The
answer of an address is compared with that of the pods, which are asked through
the API server (it needs leave to create pods/portforward): another program on the
port is found out.

Without NAME: what runs this cluster and where its nodes live as seen from this
machine, from which evidence, how NodePorts are reached here and why, and what
could not be seen. It works from kubeconfig and container engine too when the API
server does not answer, and then says what starts the cluster.

With -o json or yaml, the answer and the facts it was made from, to keep or to
send: -f reads it again and says the same. It holds names and addresses of the
cluster (--redact replaces them), and no credentials.`,
    examples: [
      ['Why does it not answer?', 'kubectl nodeport explain web'],
      ['One of its ports, with everything that was tried', 'kubectl nodeport explain web:admin --all'],
      ['What is this cluster, and how are its NodePorts reached?', 'kubectl nodeport explain'],
      ["The same for somebody else's cluster, from a paste", 'kubectl nodeport explain -f paste.txt --machine windows'],
      ['A report for a question in public', 'kubectl nodeport explain web -o json --redact > report.json'],
    ],
    flags: ['all', 'filename', 'machine', 'output', 'redact', 'runtime', 'timeout', ...COMMON_FLAGS, 'help'],
    describedElsewhere: RARE_FLAGS,
    outputs: ['json', 'yaml'],
  },
  completion: {
    usage: 'completion bash|zsh|fish|powershell|install [flags]',
    summary: 'Let the shell complete commands, Services, ports and flags',
    description: `Let the shell complete what is typed: commands, flags and their values, Services,
their ports, namespaces, contexts.

install is for \`kubectl nodeport\`: it makes a link named kubectl_complete-nodeport
beside kubectl-nodeport (on Windows a .cmd file), which kubectl asks from version
1.26 on. kubectl's own completion has to be loaded (\`kubectl completion --help\`).
The link stays right when the plugin is upgraded; --uninstall removes it.

bash, zsh, fish and powershell print a script for \`kubectl-nodeport\`, where it is
called by its own name. That of bash needs the package bash-completion.

Names are read from the cluster that the flags on the line choose. Where that takes
longer than 2s, or fails, nothing is offered and nothing said. A credential plugin
is run as for any other command, but cannot ask anything.`,
    examples: [
      ['Let kubectl complete this plugin', 'kubectl nodeport completion install'],
      ['Put the link elsewhere on the PATH', 'kubectl nodeport completion install --dir ~/.local/bin'],
      ['Remove the link', 'kubectl nodeport completion install --uninstall'],
      ['For kubectl-nodeport, in this bash', 'source <(kubectl-nodeport completion bash)'],
      ['In every bash', "echo 'source <(kubectl-nodeport completion bash)' >> ~/.bashrc"],
      ['In this zsh, after compinit', 'source <(kubectl-nodeport completion zsh)'],
      ['In every zsh', 'kubectl-nodeport completion zsh > "$fpath[1]/_kubectl-nodeport"'],
      ['In this fish', 'kubectl-nodeport completion fish | source'],
      ['In every fish', 'kubectl-nodeport completion fish > ~/.config/fish/completions/kubectl-nodeport.fish'],
      ['In this PowerShell', 'kubectl-nodeport completion powershell | Out-String | Invoke-Expression'],
      ['In every PowerShell', 'kubectl-nodeport completion powershell >> $PROFILE'],
    ],
    flags: ['dir', 'uninstall', 'help'],
    describedElsewhere: [],
    outputs: [],
  },
  options: {
    usage: 'options [flags]',
    summary: "Print the connection flags, which are kubectl's",
    description: `The flags that choose the API server and who asks it, and how. They are those of
kubectl, with its meaning: what a flag says goes before what the kubeconfig says.
list, open, explain and version take them, before or after the command's name.`,
    examples: [
      ['As another user, of two groups', 'kubectl nodeport list --as jane --as-group dev --as-group ops'],
      ['By another way to the server', 'kubectl nodeport list -s https://127.0.0.1:6443 --tls-server-name kubernetes'],
    ],
    flags: [...COMMON_FLAGS, ...RARE_FLAGS, 'help'],
    describedElsewhere: [],
    outputs: [],
  },
  version: {
    usage: 'version [flags]',
    summary: 'Print the version of this program, and of the API server',
    description: `Print the version, the commit it was built from, and the day of that commit. No
server is asked for it; with --client=false the API server is asked for its own.

-o json and -o yaml print one document: nodeportVersion has the platform and the
runtime of this program too, serverVersion is the server's own word.`,
    examples: [
      ['This program', 'kubectl nodeport version'],
      ['And the API server', 'kubectl nodeport version --client=false'],
      ['For a bug report', 'kubectl nodeport version --client=false -o yaml'],
    ],
    flags: ['client', 'output', 'context', 'kubeconfig', 'help'],
    describedElsewhere: ['namespace', ...RARE_FLAGS],
    outputs: ['json', 'yaml'],
  },
  help: {
    usage: 'help [COMMAND] [flags]',
    summary: 'Print help for a command',
    description: 'Print help for a command, or, without one, the list of commands and exit codes.',
    examples: [
      ['How to open a Service', 'kubectl nodeport help open'],
      ['The same', 'kubectl nodeport open --help'],
    ],
    flags: ['help'],
    describedElsewhere: [],
    outputs: [],
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof COMMANDS;

/** Every flag that a command takes. */
export function flagsOf(command: CommandName): readonly FlagName[] {
  const { flags, describedElsewhere } = COMMANDS[command];
  return [...flags, ...describedElsewhere];
}

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}

/** kubectl's sentence. */
export function unknownOutput(output: string, command: CommandName): string {
  const allowed = COMMANDS[command].outputs.join(',');
  return `unable to match a printer suitable for the output format "${output}", allowed formats are: ${allowed}`;
}
