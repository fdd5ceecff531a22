import { Parser } from 'yargs/helpers';
import type { ProbePolicy } from '../domain/restraint.ts';
import type { Connection, Invocation, ListOptions } from '../invocation.ts';
import { plainArgv } from './argv.ts';
import { COMMANDS, type CommandName, isCommandName } from './commands.ts';
import { parseDuration } from './duration.ts';
import { fileOptionsOf } from './file-options.ts';
import { FLAGS, type Flag, type FlagName } from './flags.ts';
import { type Flags, textOf } from './plain-flags.ts';

/** A command line as a value: prints nothing, runs nothing. */
export function parseCli(argv: readonly string[]): Invocation {
  const plain = plainArgv(argv);
  if ('misuse' in plain) return misuse(plain.misuse, argv.find(isCommandName) ?? 'list');
  const { _: given, ...flags }: Parsed = Parser([...plain], PARSER);
  const [first, ...words] = given.map(String);
  if (flags.help === true) return { command: 'help', topic: topicOf(first) };
  const command = first ?? 'list';
  if (!isCommandName(command)) return unknownCommand(command);
  const own: readonly string[] = COMMANDS[command].flags;
  const stranger = Object.keys(flags).find((name) => !own.includes(name));
  if (stranger !== undefined) return misuse(`unknown flag: --${stranger}`, command);
  switch (command) {
    case 'list':
      return list(flags, words);
    case 'explain':
      return explain(flags, words);
    case 'version':
      return words.length === 0 ? { command } : misuse(`extra arguments: [${words.join(' ')}]`, command);
    case 'help':
      return help(words[0]);
  }
}

function help(word: string | undefined): Invocation {
  if (word !== undefined && !isCommandName(word)) return misuse(`unknown command "${word}"`, undefined);
  return { command: 'help', topic: word === 'help' ? undefined : word };
}

interface Parsed extends Flags {
  readonly _: readonly unknown[];
}

// yargs' own parser without the rest of it: evaluating the whole costs 10 ms of our start. What it would add to the
// plain form is switched off.
const PARSER = {
  boolean: namesOf('boolean'),
  string: namesOf('value'),
  configuration: {
    'boolean-negation': false,
    'camel-case-expansion': false,
    'dot-notation': false,
    'duplicate-arguments-array': false,
    'parse-numbers': false,
    'parse-positional-numbers': false,
    'short-option-groups': false,
  },
};

function namesOf(wanted: 'boolean' | 'value'): string[] {
  const flags: readonly Flag[] = Object.values(FLAGS);
  return flags.filter(({ kind }) => kind === wanted).map(({ name }) => name);
}

function list(flags: Flags, words: readonly string[]): Invocation {
  const names = words.map(parseServiceName);
  const stranger = names.find(isMisuse);
  if (stranger) return misuse(stranger.misuse, 'list');
  const output = textOf(flags, 'output') ?? 'table';
  const probe = textOf(flags, 'probe') ?? 'auto';
  const timeout = textOf(flags, 'timeout');
  const timeoutMs = timeout === undefined ? undefined : Math.min(parseDuration(timeout) ?? 0, LONGEST_TIMER_MS);
  const selector = textOf(flags, 'selector');
  const isAllNamespaces = flags['all-namespaces'] === true;
  const file = fileOptionsOf(flags);
  if (file && 'misuse' in file) return misuse(file.misuse, 'list');
  if (!isOutput(output)) return misuse(unknownOutput(output, 'list'), 'list');
  if (!isProbePolicy(probe)) return misuse(invalid('probe', probe, 'must be one of auto, all, none'), 'list');
  if (timeoutMs !== undefined && !(timeoutMs >= 1)) return misuse(invalid('timeout', timeout, NOT_A_TIME), 'list');
  if (names.length > 0 && selector) return misuse('name cannot be provided when a selector is specified', 'list');
  if (names.length > 0 && isAllNamespaces) return misuse(NAME_IN_ALL, 'list');
  const options: ListOptions = {
    connection: connectionOf(flags),
    file,
    names: names.flatMap((name) => (typeof name === 'string' ? [name] : [])),
    isAllNamespaces,
    selector,
    output,
    hasHeaders: flags['no-headers'] !== true,
    probe,
    timeoutMs,
    runtime: textOf(flags, 'runtime'),
  };
  return { command: 'list', options };
}

function explain(flags: Flags, [name]: readonly string[]): Invocation {
  const file = fileOptionsOf(flags);
  const output = textOf(flags, 'output') ?? 'text';
  if (name !== undefined)
    return misuse(`"explain ${name}" is not in this version yet: without a name it explains the cluster`, 'explain');
  if (file && 'misuse' in file) return misuse(file.misuse, 'explain');
  if (output !== 'text' && output !== 'json') return misuse(unknownOutput(output, 'explain'), 'explain');
  const options = { connection: connectionOf(flags), file, output, runtime: textOf(flags, 'runtime') } as const;
  return { command: 'explain', options };
}

/** A timer that is longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const NAME_IN_ALL = 'a resource cannot be retrieved by name across all namespaces';
const NOT_A_TIME = 'must be a time of at least 1ms, such as 500ms or 2s';

function connectionOf(flags: Flags): Connection {
  const [context, kubeconfig, namespace] = ['context', 'kubeconfig', 'namespace'].map((name) => textOf(flags, name));
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

function unknownOutput(output: string, command: CommandName): string {
  const allowed = COMMANDS[command].outputs;
  return `unable to match a printer suitable for the output format "${output}", allowed formats are: ${allowed.join(',')}`;
}

function isProbePolicy(text: string): text is ProbePolicy {
  return text === 'auto' || text === 'all' || text === 'none';
}

function invalid(flag: FlagName, value: string | undefined, because: string): string {
  return `invalid argument "${value}" for "--${flag}" flag: ${because}`;
}

/** Bare `--help` is the help of all, though the bare command is `list`. */
function topicOf(word: string | undefined): CommandName | undefined {
  return word !== undefined && isCommandName(word) ? word : undefined;
}

/** Words that are no Service's name: commands that this version has not got yet. */
const TO_COME = ['open', 'completion'];

function unknownCommand(word: string): Invocation {
  const isToCome = TO_COME.includes(word);
  const text = isToCome ? `"${word}" is not in this version yet` : `unknown command "${word}" for "kubectl nodeport"`;
  const isName = !isToCome && /^(svc\/)?[a-z]([-a-z0-9]*[a-z0-9])?$/.test(word);
  const hint = isName ? `did you mean \`kubectl nodeport open ${word}\`?\n` : '';
  return { command: 'misuse', text: `error: ${text}\n${hint}See 'kubectl nodeport --help' for usage.\n` };
}

function misuse(sentence: string, command: CommandName | undefined): Invocation {
  const of = command ? `kubectl nodeport ${command}` : 'kubectl nodeport';
  return { command: 'misuse', text: `error: ${sentence}\nSee '${of} --help' for usage.\n` };
}
