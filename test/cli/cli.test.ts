import { describe, expect, test } from 'vitest';
import { parseCli } from '../../src/cli/cli.ts';
import type { ListOptions } from '../../src/invocation.ts';

const named = (...names: readonly string[]) => names.map((name) => ({ name, port: undefined }));

const WEB_80 = { name: 'web', port: '80' };

const BARE: ListOptions = {
  connection: {},
  file: undefined,
  targets: [],
  isAllNamespaces: false,
  selector: undefined,
  fieldSelector: undefined,
  ignoresNotFound: false,
  output: 'table',
  hasHeaders: true,
  until: { kind: 'printed' },
  probe: 'auto',
  timeoutMs: undefined,
  runtime: undefined,
};

describe('list', () => {
  test.each<{ argv: string; options: Partial<ListOptions> }>([
    { argv: '', options: {} },
    { argv: 'list', options: {} },
    { argv: 'list web', options: { targets: named('web') } },
    { argv: 'list svc/web service/api SERVICES/dns', options: { targets: named('web', 'api', 'dns') } },
    { argv: 'list web:80 svc/web:http', options: { targets: [WEB_80, { name: 'web', port: 'http' }] } },
    { argv: 'list 8080 1e3', options: { targets: named('8080', '1e3') } },
    { argv: 'list -- -web --context', options: { targets: named('-web', '--context') } },
    { argv: 'list list help', options: { targets: named('list', 'help') } },
    { argv: '-n shop', options: { connection: { namespace: 'shop' } } },
    { argv: '-n shop list web', options: { connection: { namespace: 'shop' }, targets: named('web') } },
    { argv: '-n shop -n web', options: { connection: { namespace: 'web' } } },
    { argv: '-A -A=false -ojson -o yaml --no-headers=F', options: { output: 'yaml' } },
    { argv: '-n shop -n=', options: { connection: { namespace: '=' } } },
    { argv: '-n shop --namespace=', options: {} },
    { argv: '-Anshop', options: { isAllNamespaces: true, connection: { namespace: 'shop' } } },
    { argv: 'list -- web', options: { targets: named('web') } },
    { argv: '-- list web', options: { targets: named('web') } },
    { argv: '-n 0123', options: { connection: { namespace: '0123' } } },
    { argv: '--namespace=', options: {} },
    {
      argv: '--context kind-dev --kubeconfig ~/a:b',
      options: { connection: { context: 'kind-dev', kubeconfig: '~/a:b' } },
    },
    { argv: '-A -o wide --no-headers', options: { isAllNamespaces: true, output: 'wide', hasHeaders: false } },
    { argv: '-A=false --no-headers=0', options: {} },
    { argv: '-ojson', options: { output: 'json' } },
    { argv: '-oyaml', options: { output: 'yaml' } },
    { argv: '-o JSON', options: { output: 'json' } },
    { argv: '--output name', options: { output: 'name' } },
    { argv: '-o=jsonpath={.items[*].url}', options: { output: { format: 'jsonpath', template: '{.items[*].url}' } } },
    {
      argv: '--output jsonpath={[?(@.a=="b")]}',
      options: { output: { format: 'jsonpath', template: '{[?(@.a=="b")]}' } },
    },
    {
      argv: '-ocustom-columns=NAME:.service,URL:.url --no-headers',
      options: { output: { format: 'custom-columns', template: 'NAME:.service,URL:.url' }, hasHeaders: false },
    },
    { argv: '-l app=web,tier!=db', options: { selector: 'app=web,tier!=db' } },
    { argv: '--field-selector=spec.type!=ClusterIP', options: { fieldSelector: 'spec.type!=ClusterIP' } },
    { argv: 'list web --ignore-not-found', options: { targets: named('web'), ignoresNotFound: true } },
    { argv: '-w', options: { until: { kind: 'interrupted' } } },
    { argv: 'list web -wojson', options: { targets: named('web'), output: 'json', until: { kind: 'interrupted' } } },
    { argv: '--watch=false', options: {} },
    { argv: 'list --wait web', options: { targets: named('web'), until: { kind: 'answering', limitMs: 60_000 } } },
    { argv: '--wait=90', options: { until: { kind: 'answering', limitMs: 90_000 } } },
    { argv: '--wait=0', options: { until: { kind: 'answering', limitMs: 0 } } },
    { argv: '--probe none', options: { probe: 'none' } },
    { argv: '--timeout 500ms', options: { timeoutMs: 500 } },
    { argv: '--timeout 2', options: { timeoutMs: 2_000 } },
    { argv: '--timeout 9999h', options: { timeoutMs: 2_147_483_647 } },
    { argv: '--runtime kind/native-linux', options: { runtime: 'kind/native-linux' } },
    { argv: '-f paste.txt', options: { file: { paths: ['paste.txt'], machine: undefined } } },
    { argv: '-f a,b -f - -f b', options: { file: { paths: ['a', 'b', '-'], machine: undefined } } },
    { argv: '-f - --machine wsl', options: { file: { paths: ['-'], machine: 'wsl' } } },
    { argv: 'list web --filename=x', options: { targets: named('web'), file: { paths: ['x'], machine: undefined } } },
    { argv: 'list --help=false', options: {} },
  ])('`$argv`', ({ argv, options }) => {
    expect(parseCli(words(argv))).toEqual({ command: 'list', options: { ...BARE, ...options } });
  });
});

describe('explain', () => {
  const NOTHING_GIVEN = {
    connection: {},
    target: undefined,
    file: undefined,
    output: 'text',
    isWhole: false,
    isRedacted: false,
    timeoutMs: undefined,
    runtime: undefined,
  };

  test.each([
    { argv: 'explain', options: {} },
    { argv: 'explain -o json --context kind-dev', options: { output: 'json', connection: { context: 'kind-dev' } } },
    { argv: 'explain -f - --machine macos', options: { file: { paths: ['-'], machine: 'macos' } } },
    { argv: 'explain --runtime k3d', options: { runtime: 'k3d' } },
    { argv: 'explain -o YAML', options: { output: 'yaml' } },
    { argv: 'explain web', options: { target: { name: 'web', port: undefined } } },
    { argv: 'explain svc/web:http', options: { target: { name: 'web', port: 'http' } } },
    { argv: 'explain web:30080 --all', options: { target: { name: 'web', port: '30080' }, isWhole: true } },
    { argv: 'explain -oyaml --redact --timeout 2s', options: { output: 'yaml', isRedacted: true, timeoutMs: 2_000 } },
  ])('`$argv`', ({ argv, options }) => {
    expect(parseCli(words(argv))).toEqual({ command: 'explain', options: { ...NOTHING_GIVEN, ...options } });
  });
});

const VERSION = { connection: {}, isServerAsked: false, output: 'text' };

test.each([
  { argv: 'version', invocation: { command: 'version', options: VERSION } },
  { argv: 'version --client', invocation: { command: 'version', options: VERSION } },
  {
    argv: 'version --client=false -ojson --context kind-dev',
    invocation: {
      command: 'version',
      options: { connection: { context: 'kind-dev' }, isServerAsked: true, output: 'json' },
    },
  },
  { argv: 'completion fish', invocation: { command: 'completion', options: { kind: 'script', shell: 'fish' } } },
  {
    argv: 'completion install',
    invocation: { command: 'completion', options: { kind: 'install', folder: undefined } },
  },
  {
    argv: 'completion install --uninstall --dir=bin',
    invocation: { command: 'completion', options: { kind: 'uninstall', folder: 'bin' } },
  },
  { argv: 'help', invocation: { command: 'help', topic: undefined } },
  { argv: 'help list', invocation: { command: 'help', topic: 'list' } },
  { argv: '--help', invocation: { command: 'help', topic: undefined } },
  { argv: '-h', invocation: { command: 'help', topic: undefined } },
  { argv: 'list --help', invocation: { command: 'help', topic: 'list' } },
  { argv: 'list web -o nonsense -h', invocation: { command: 'help', topic: 'list' } },
  { argv: 'version --help', invocation: { command: 'help', topic: 'version' } },
  { argv: 'open --help', invocation: { command: 'help', topic: 'open' } },
  { argv: 'open web --url -h -- curl', invocation: { command: 'help', topic: 'open' } },
  { argv: 'explain web api -A -h', invocation: { command: 'help', topic: 'explain' } },
  { argv: '-n shop --help open', invocation: { command: 'help', topic: 'open' } },
  { argv: 'help open web', invocation: { command: 'help', topic: 'open' } },
  { argv: 'help help', invocation: { command: 'help', topic: undefined } },
])('`$argv` is another command', ({ argv, invocation }) => {
  expect(parseCli(words(argv))).toEqual(invocation);
});

const SEE_OPEN = "See 'kubectl nodeport open --help' for usage.\n";
const NOT_HERE = 'is not in kubectl nodeport: -o json prints all there is, for another program to choose from';
const SEE_LIST = "See 'kubectl nodeport list --help' for usage.\n";
const SEE_VERSION = "See 'kubectl nodeport version --help' for usage.\n";
const SEE_EXPLAIN = "See 'kubectl nodeport explain --help' for usage.\n";
const SEE_COMPLETION = "See 'kubectl nodeport completion --help' for usage.\n";
const SEE = "See 'kubectl nodeport --help' for usage.\n";
const NOT_A_TIME = 'must be a time of at least 1ms, such as 500ms or 2s';

describe('misuse', () => {
  test.each([
    { argv: '--machine macos', text: `error: --machine needs --filename\n${SEE_LIST}` },
    {
      argv: 'explain --machine macos',
      text: `error: --machine needs --filename\n${SEE_EXPLAIN}`,
    },
    {
      argv: '-f x --machine mac',
      text: `error: invalid argument "mac" for "--machine" flag: must be one of linux, macos, windows, wsl\n${SEE_LIST}`,
    },
    {
      argv: '-f x --context kind-dev',
      text: `error: --context cannot be used with --filename: no server is asked\n${SEE_LIST}`,
    },
    {
      argv: '-f x --username jane',
      text: `error: --username cannot be used with --filename: no server is asked\n${SEE_LIST}`,
    },
    { argv: '--filename=', text: `error: --filename needs the path of a file, or - for standard input\n${SEE_LIST}` },
    { argv: '-f x,', text: `error: --filename needs the path of a file, or - for standard input\n${SEE_LIST}` },
    {
      argv: '-f x --probe all',
      text: `error: --probe all cannot be used with --filename: nothing is dialled\n${SEE_LIST}`,
    },
    {
      argv: '-f x -w',
      text: `error: --watch cannot be used with --filename: what it holds does not change\n${SEE_LIST}`,
    },
    {
      argv: '-f x --wait',
      text: `error: --wait cannot be used with --filename: what it holds does not change\n${SEE_LIST}`,
    },
    {
      argv: '-w --wait=2m',
      text: `error: --watch cannot be used with --wait: it does not end when every row answers\n${SEE_LIST}`,
    },
    {
      argv: '--wait --probe none',
      text: `error: --wait cannot be used with --probe none: nothing would ever answer\n${SEE_LIST}`,
    },
    {
      argv: 'list web --wait 90s',
      text: `error: "90s" is no name of a Service\ndid you mean \`--wait=90s\`?\n${SEE_LIST}`,
    },
    {
      argv: '--wait=soon',
      text: `error: invalid argument "soon" for "--wait" flag: must be a time, such as 500ms or 2s\n${SEE_LIST}`,
    },
    {
      argv: '--watch-only',
      text: `error: --watch-only is not in kubectl nodeport: --watch lists first, and then prints what changes\n${SEE_LIST}`,
    },
    {
      argv: '-w --output-watch-events',
      text: `error: --output-watch-events is not in kubectl nodeport: --watch prints a row again as it changes, and with STATUS Gone when it is none any more\n${SEE_LIST}`,
    },
    {
      argv: '-f x -l app=web',
      text: `error: --selector cannot be used with --filename: no server is asked\n${SEE_LIST}`,
    },
    {
      argv: 'explain -o wide',
      text: `error: unable to match a printer suitable for the output format "wide", allowed formats are: json,yaml\n${SEE_EXPLAIN}`,
    },
    {
      argv: 'explain web api',
      text: `error: one Service at a time: explain [svc/]NAME[:PORT]\n${SEE_EXPLAIN}`,
    },
    {
      argv: 'explain pod/web',
      text: `error: the resource "pod/web" is not a Service\n${SEE_EXPLAIN}`,
    },
    { argv: 'explain -A', text: `error: unknown flag: --all-namespaces\n${SEE_EXPLAIN}` },
    { argv: '--x', text: `error: unknown flag: --x\n${SEE_LIST}` },
    { argv: 'version --x', text: "error: unknown flag: --x\nSee 'kubectl nodeport version --help' for usage.\n" },
    {
      argv: 'version -A',
      text: "error: unknown flag: --all-namespaces\nSee 'kubectl nodeport version --help' for usage.\n",
    },
    { argv: '-o', text: `error: flag needs an argument: 'o' in -o\n${SEE_LIST}` },
    {
      argv: '-o xml',
      text: `error: unable to match a printer suitable for the output format "xml", allowed formats are: custom-columns,json,jsonpath,name,wide,yaml\n${SEE_LIST}`,
    },
    {
      argv: '-o table',
      text: `error: unable to match a printer suitable for the output format "table", allowed formats are: custom-columns,json,jsonpath,name,wide,yaml\n${SEE_LIST}`,
    },
    {
      argv: 'explain -o text',
      text: `error: unable to match a printer suitable for the output format "text", allowed formats are: json,yaml\n${SEE_EXPLAIN}`,
    },
    {
      argv: 'version -o text',
      text: "error: --output must be 'yaml' or 'json'\nSee 'kubectl nodeport version --help' for usage.\n",
    },
    { argv: '-o jsonpath', text: `error: template format specified but no template given\n${SEE_LIST}` },
    { argv: '-o jsonpath=', text: `error: template format specified but no template given\n${SEE_LIST}` },
    {
      argv: '-o custom-columns',
      text: `error: custom-columns format specified but no custom columns given\n${SEE_LIST}`,
    },
    { argv: '-o go-template={{.}}', text: `error: -o go-template ${NOT_HERE}\n${SEE_LIST}` },
    { argv: '-o jsonpath-file=x', text: `error: -o jsonpath-file ${NOT_HERE}\n${SEE_LIST}` },
    { argv: 'list -L app', text: `error: -L ${NOT_HERE}\n${SEE_LIST}` },
    { argv: 'list --sort-by=.service', text: `error: --sort-by ${NOT_HERE}\n${SEE_LIST}` },
    {
      argv: 'list --chunk-size=0',
      text: `error: --chunk-size is not in kubectl nodeport: lists come in chunks of 500, as kubectl's do without it\n${SEE_LIST}`,
    },
    { argv: '--show-labels', text: `error: --show-labels ${NOT_HERE}\n${SEE_LIST}` },
    { argv: 'explain --show-labels', text: `error: unknown flag: --show-labels\n${SEE_EXPLAIN}` },
    { argv: 'open -L app', text: `error: unknown shorthand flag: 'L' in -L\n${SEE_OPEN}` },
    {
      argv: '--probe some',
      text: `error: invalid argument "some" for "--probe" flag: must be one of auto, all, none\n${SEE_LIST}`,
    },
    { argv: '--timeout 0', text: `error: invalid argument "0" for "--timeout" flag: ${NOT_A_TIME}\n${SEE_LIST}` },
    { argv: '--timeout=-1s', text: `error: invalid argument "-1s" for "--timeout" flag: ${NOT_A_TIME}\n${SEE_LIST}` },
    { argv: '--timeout soon', text: `error: invalid argument "soon" for "--timeout" flag: ${NOT_A_TIME}\n${SEE_LIST}` },
    { argv: 'list web -l a=b', text: `error: name cannot be provided when a selector is specified\n${SEE_LIST}` },
    {
      argv: 'list svc/web -l a=b',
      text: `error: selectors and the all flag cannot be used when passing resource/name arguments\n${SEE_LIST}`,
    },
    { argv: 'list web -A', text: `error: a resource cannot be retrieved by name across all namespaces\n${SEE_LIST}` },
    { argv: 'list pod/web', text: `error: the resource "pod/web" is not a Service\n${SEE_LIST}` },
    {
      argv: 'list svc/',
      text: `error: arguments in resource/name form must have a single resource and name\n${SEE_LIST}`,
    },
    { argv: 'list cm/web', text: `error: the resource "cm/web" is not a Service\n${SEE_LIST}` },
    { argv: 'list web:', text: `error: invalid port format 'web:'\n${SEE_LIST}` },
    {
      argv: 'list --field-selector=a=b web',
      text: `error: name cannot be provided when a selector is specified\n${SEE_LIST}`,
    },
    {
      argv: '--field-selector=a=b -f x',
      text: `error: --field-selector cannot be used with --filename: no server is asked\n${SEE_LIST}`,
    },
    {
      argv: 'list svc/a/b',
      text: `error: arguments in resource/name form may not have more than one slash\n${SEE_LIST}`,
    },
    {
      argv: 'mysql',
      text: `error: unknown command "mysql" for "kubectl nodeport"\ndid you mean \`kubectl nodeport open mysql\`?\n${SEE}`,
    },
    {
      argv: 'deploy/web:http',
      text: `error: unknown command "deploy/web:http" for "kubectl nodeport"\ndid you mean \`kubectl nodeport open deploy/web:http\`?\n${SEE}`,
    },
    {
      argv: 'opne',
      text: `error: unknown command "opne" for "kubectl nodeport"\ndid you mean \`kubectl nodeport open\` or \`kubectl nodeport open opne\`?\n${SEE}`,
    },
    {
      argv: 'List!',
      text: `error: unknown command "List!" for "kubectl nodeport"\ndid you mean \`kubectl nodeport list\`?\n${SEE}`,
    },
    {
      argv: 'nonsense --help',
      text: `error: unknown command "nonsense" for "kubectl nodeport"\ndid you mean \`kubectl nodeport open nonsense\`?\n${SEE}`,
    },
    {
      argv: 'gte svc --nonsense',
      text: `error: unknown command "gte" for "kubectl nodeport"\ndid you mean \`kubectl nodeport open gte svc\`?\n${SEE}`,
    },
    { argv: 'open web --nonsense --help', text: `error: unknown flag: --nonsense\n${SEE_OPEN}` },
    { argv: 'cm/web', text: `error: unknown command "cm/web" for "kubectl nodeport"\n${SEE}` },
    { argv: 'completion', text: `error: Shell not specified.\n${SEE_COMPLETION}` },
    { argv: 'completion tcsh', text: `error: Unsupported shell type "tcsh".\n${SEE_COMPLETION}` },
    {
      argv: 'completion bash zsh',
      text: `error: Too many arguments. Expected only the shell type.\n${SEE_COMPLETION}`,
    },
    { argv: 'completion bash --dir x', text: `error: --dir goes with \`completion install\`\n${SEE_COMPLETION}` },
    { argv: 'completion -n x bash', text: `error: unknown flag: --namespace\n${SEE_COMPLETION}` },
    {
      argv: '--all-namespace',
      text: `error: unknown flag: --all-namespace\ndid you mean \`--all-namespaces\`?\n${SEE_LIST}`,
    },
    {
      argv: '--version',
      text: `error: unknown flag: --version\ndid you mean \`kubectl nodeport version\`?\n${SEE_LIST}`,
    },
    { argv: 'explain --out json', text: `error: unknown flag: --out\ndid you mean \`--output\`?\n${SEE_EXPLAIN}` },
    { argv: 'explain --wait', text: `error: unknown flag: --wait\n${SEE_EXPLAIN}` },
    { argv: 'help lits', text: `error: unknown command "lits"\ndid you mean \`kubectl nodeport help list\`?\n${SEE}` },
    { argv: 'version web', text: "error: extra arguments: [web]\nSee 'kubectl nodeport version --help' for usage.\n" },
    { argv: 'help get', text: `error: unknown command "get"\ndid you mean \`kubectl nodeport help list\`?\n${SEE}` },
    { argv: 'version -o wide', text: `error: --output must be 'yaml' or 'json'\n${SEE_VERSION}` },
    { argv: 'version --short', text: `error: unknown flag: --short\n${SEE_VERSION}` },
    { argv: 'help nonsense', text: `error: unknown command "nonsense"\n${SEE}` },
    { argv: 'Nonsense!', text: `error: unknown command "Nonsense!" for "kubectl nodeport"\n${SEE}` },
    {
      argv: 'constructor',
      text: `error: unknown command "constructor" for "kubectl nodeport"\ndid you mean \`kubectl nodeport open constructor\`?\n${SEE}`,
    },
  ])('`$argv`', ({ argv, text }) => {
    expect(parseCli(words(argv))).toEqual({ command: 'misuse', text });
  });
});

function words(argv: string): readonly string[] {
  return argv === '' ? [] : argv.split(' ');
}

test.each([`"x"`, `'x'`, `"x`, `'a=b'`])('a value keeps the quotes that the shell has left: %s', (value) => {
  const invocation = parseCli(['list', '--context', value]);
  expect(invocation.command === 'list' && invocation.options.connection).toEqual({ context: value });
});
