import { wrap } from '../render/wrap.ts';
import { COMMANDS, type Command, type CommandName, isCommandName } from './commands.ts';
import { exitCodesSection } from './exit-codes.ts';
import type { Flag } from './flag.ts';
import { FLAGS } from './flags.ts';

/** What `--runtime` takes. */
export interface KnownRuntimes {
  readonly distributions: readonly string[];
  readonly substrates: readonly string[];
}

/** The help of one command, in kubectl's layout. */
export function renderHelp(topic: string, runtimes: KnownRuntimes): string {
  return isCommandName(topic) ? renderCommand(topic, runtimes) : renderOverview();
}

/** The help of all. */
export function renderOverview(): string {
  const first = [COMMANDS.list, COMMANDS.open, COMMANDS.explain].map(({ examples }) =>
    examplesOf(examples.slice(0, 2)),
  );
  const others = Object.keys(COMMANDS).filter((name) => isCommandName(name) && !BASIC.includes(name));
  return `Find the URL under which a NodePort Service answers on this machine.

It recognises where the cluster runs, tries the addresses that could work from
here, and prints the one that answered. Where none does it says why, and opens a
tunnel that works.

Examples:
${first.join('\n\n')}

Basic Commands:
${summariesOf(BASIC)}

Other Commands:
${summariesOf(others.filter(isCommandName))}

${exitCodesSection(undefined)}Usage:
  kubectl nodeport [COMMAND] [flags]

Use "kubectl nodeport <command> --help" for more information about a given command.
Use "kubectl nodeport options" for the connection flags, which are kubectl's.
`;
}

const BASIC: readonly CommandName[] = ['list', 'open', 'explain'];

function summariesOf(names: readonly CommandName[]): string {
  return names.map((name) => `  ${name.padEnd(12)} ${COMMANDS[name].summary}`).join('\n');
}

function renderCommand(name: CommandName, runtimes: KnownRuntimes): string {
  const command: Command = COMMANDS[name];
  const flags = command.flags.map((flag) => flagText(FLAGS[flag], command, runtimes)).join('\n\n');
  return `${command.description}

Examples:
${examplesOf(command.examples)}

Options:
${flags}

${exitCodesSection(name)}Usage:
  kubectl nodeport ${command.usage}
${command.describedElsewhere.length === 0 ? '' : OPTIONS_LINE}`;
}

const OPTIONS_LINE = `
Use "kubectl nodeport options" for its other connection flags, which are kubectl's.
`;

function examplesOf(examples: Command['examples']): string {
  return examples.map(([comment, line]) => `  # ${comment}\n  ${line}`).join('\n\n');
}

function flagText({ name, short, shown, description }: Flag, { outputs }: Command, runtimes: KnownRuntimes): string {
  const text = description
    .replace('OUTPUTS', outputs.join(', '))
    .replace('DISTRIBUTIONS', inAlphabet(runtimes.distributions))
    .replace('SUBSTRATES', inAlphabet(runtimes.substrates));
  return `    ${short ? `-${short}, ` : ''}--${name}=${shown}:\n${wrap(text, 8, 80).join('\n')}`;
}

function inAlphabet(names: readonly string[]): string {
  return names.toSorted().join(', ');
}
