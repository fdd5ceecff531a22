import yargs, { type Options } from 'yargs';
import type { ProbePolicy } from '../domain/restraint.ts';
import type { Invocation, ListOptions } from '../invocation.ts';
import { readArgv } from './argv.ts';
import { COMMANDS, type CommandName, isCommandName } from './commands.ts';
import { parseDuration } from './duration.ts';
import { FLAGS, type FlagName } from './flags.ts';

/** A command line as a value: prints nothing, runs nothing. */
export function parseCli(argv: readonly string[]): Invocation {
  const plain = readArgv(argv);
  if ('misuse' in plain) return misuse(plain.misuse, undefined);
  const [first, ...words] = plain.words;
  if (plain.flags.help === 'true') return { command: 'help', topic: topicOf(first) };
  const word = first ?? 'list';
  if (!isCommandName(word)) return unknownCommand(word);
  const { flags } = COMMANDS[word];
  const stranger = Object.keys(plain.flags).find((name) => !flags.some((each) => each === name));
  if (stranger) return misuse(`unknown flag: --${stranger}`, word);
  const long = Object.entries(plain.flags).map(([name, value]) => `--${name}=${value}`);
  return parsePlain(word, [word, ...long, '--', ...words]);
}

/** What yargs makes of the plain form. `--` stands before the words, so that none is taken for a flag. */
function parsePlain(command: CommandName, plain: readonly string[]): Invocation {
  let invocation: Invocation = { command: 'help', topic: undefined };
  yargs()
    .exitProcess(false)
    .help(false)
    .version(false)
    .detectLocale(false) // otherwise messages would follow LANG, and locale files are not in the executable
    .parserConfiguration(PLAIN)
    .options(optionsOf(command))
    .command('list', false, {}, (args) => {
      invocation = list(args, wordsOf(args));
    })
    .command('version', false, {}, () => {
      invocation = { command: 'version' };
    })
    .command('help', false, {}, (args) => {
      const [topic = 'help'] = wordsOf(args);
      invocation = { command: 'help', topic: isCommandName(topic) && topic !== 'help' ? topic : undefined };
    })
    .parse([...plain], {}, (error) => {
      if (error) invocation = misuse(error.message, command);
    });
  return invocation;
}

// readArgv has brought everything into one form; what yargs would add to it is switched off.
const PLAIN = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
};

function optionsOf(command: CommandName): Record<string, Options> {
  const names: readonly FlagName[] = COMMANDS[command].flags;
  return Object.fromEntries(names.map((name) => [name, { type: FLAGS[name].kind === 'value' ? 'string' : 'boolean' }]));
}

type Args = Readonly<Record<string, unknown>>;

function list(args: Args, words: readonly string[]): Invocation {
  const names = words.map(parseServiceName);
  const stranger = names.find(isMisuse);
  if (stranger) return misuse(stranger.misuse, 'list');
  const output = textOf(args, 'output') ?? 'table';
  const probe = textOf(args, 'probe') ?? 'auto';
  const timeout = textOf(args, 'timeout');
  const timeoutMs = timeout === undefined ? undefined : Math.min(parseDuration(timeout) ?? 0, LONGEST_TIMER_MS);
  const selector = textOf(args, 'selector');
  const isAllNamespaces = args['all-namespaces'] === true;
  if (!isOutput(output)) return misuse(unknownOutput(output), 'list');
  if (!isProbePolicy(probe)) return misuse(invalid('probe', probe, 'must be one of auto, all, none'), 'list');
  if (timeoutMs !== undefined && !(timeoutMs >= 1)) return misuse(invalid('timeout', timeout, NOT_A_TIME), 'list');
  if (names.length > 0 && selector) return misuse('name cannot be provided when a selector is specified', 'list');
  if (names.length > 0 && isAllNamespaces) return misuse(NAME_IN_ALL, 'list');
  const options: ListOptions = {
    connection: connectionOf(args),
    names: names.flatMap((name) => (typeof name === 'string' ? [name] : [])),
    isAllNamespaces,
    selector,
    output,
    hasHeaders: args['no-headers'] !== true,
    probe,
    timeoutMs,
    runtime: textOf(args, 'runtime'),
  };
  return { command: 'list', options };
}

/** A timer that is longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const NAME_IN_ALL = 'a resource cannot be retrieved by name across all namespaces';
const NOT_A_TIME = 'must be a time of at least 1ms, such as 500ms or 2s';

function connectionOf(args: Args): ListOptions['connection'] {
  const [context, kubeconfig, namespace] = ['context', 'kubeconfig', 'namespace'].map((name) => textOf(args, name));
  return { ...(context && { context }), ...(kubeconfig && { kubeconfig }), ...(namespace && { namespace }) };
}

/** `web`, `svc/web`, `service/web`, `services/web`: what kubectl takes for a Service. */
function parseServiceName(word: string): string | { readonly misuse: string } {
  const [type = '', name, ...more] = word.split('/');
  if (name === undefined) return word;
  if (more.length > 0) return { misuse: 'arguments in resource/name form may not have more than one slash' };
  const isService = ['svc', 'service', 'services'].includes(type.toLowerCase());
  return isService && name ? name : { misuse: `the resource "${word}" is not a Service` };
}

function isMisuse(name: string | { readonly misuse: string }): name is { readonly misuse: string } {
  return typeof name !== 'string';
}

function isOutput(text: string): text is ListOptions['output'] {
  return text === 'table' || text === 'wide' || text === 'json';
}

function unknownOutput(output: string): string {
  return `unable to match a printer suitable for the output format "${output}", allowed formats are: json,wide`;
}

function isProbePolicy(text: string): text is ProbePolicy {
  return text === 'auto' || text === 'all' || text === 'none';
}

function invalid(flag: FlagName, value: string | undefined, because: string): string {
  return `invalid argument "${value}" for "--${flag}" flag: ${because}`;
}

// An empty value is what kubectl's flags start from: it is «not given».
function textOf(args: Args, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What stands behind `--`, without the command itself. */
function wordsOf({ _: words }: Args): readonly string[] {
  return Array.isArray(words) ? words.slice(1).map(String) : [];
}

/** Bare `--help` is the help of all, though the bare command is `list`. */
function topicOf(word: string | undefined): CommandName | undefined {
  return word !== undefined && isCommandName(word) ? word : undefined;
}

function unknownCommand(word: string): Invocation {
  const text = `error: unknown command "${word}" for "kubectl nodeport"\n`;
  const isName = /^(svc\/)?[a-z]([-a-z0-9]*[a-z0-9])?$/.test(word);
  const hint = isName ? `did you mean \`kubectl nodeport open ${word}\`?\n` : '';
  return { command: 'misuse', text: `${text}${hint}See 'kubectl nodeport --help' for usage.\n` };
}

function misuse(sentence: string, command: CommandName | undefined): Invocation {
  const of = command ? `kubectl nodeport ${command}` : 'kubectl nodeport';
  return { command: 'misuse', text: `error: ${sentence}\nSee '${of} --help' for usage.\n` };
}
