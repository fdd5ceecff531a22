import { wrap } from '../render/wrap.ts';
import { COMMANDS, type Command, isCommandName } from './commands.ts';
import type { Flag } from './flag.ts';
import { FLAGS } from './flags.ts';

/** The help of one command, or of all, in kubectl's layout. */
export function renderHelp(topic: string | undefined): string {
  return topic !== undefined && isCommandName(topic) ? renderCommand(COMMANDS[topic]) : OVERVIEW;
}

const OVERVIEW = `Find the URL under which a NodePort Service answers on this machine.

Examples:
${[COMMANDS.list, COMMANDS.open, COMMANDS.explain].map(({ examples }) => examplesOf(examples.slice(0, 2))).join('\n\n')}

Available Commands:
${Object.values(COMMANDS)
  .map(({ usage, summary }) => `  ${usage.split(' ', 1).join('').padEnd(12)} ${summary}`)
  .join('\n')}

Exit codes:
  0    an address answered, the list was made, or a tunnel was ended by Ctrl-C
  1    none did
  2    misuse, or no such Service, context or port
  3    could not find out: forbidden, unreachable, bad kubeconfig
  129, 130, 143  hung up, interrupted, terminated before there was an answer
  70   a bug of kubectl-nodeport
  With \`open ... -- COMMAND\` the exit code is the COMMAND's own, else
  125  it was not started, for one of the reasons above
  126  it cannot be executed
  127  it was not found

Usage:
  kubectl nodeport [COMMAND] [flags]

Use "kubectl nodeport <command> --help" for more information about a given command.
`;

function renderCommand(command: Command): string {
  const flags = command.flags.map((name) => flagText(FLAGS[name], command)).join('\n\n');
  return `${command.description}

Examples:
${examplesOf(command.examples)}

Options:
${flags}

Usage:
  kubectl nodeport ${command.usage}
${command.describedElsewhere.length === 0 ? '' : OPTIONS_LINE}`;
}

const OPTIONS_LINE = `
Use "kubectl nodeport options" for its other connection flags, which are kubectl's.
`;

function examplesOf(examples: Command['examples']): string {
  return examples.map(([comment, line]) => `  # ${comment}\n  ${line}`).join('\n\n');
}

function flagText({ name, short, shown, description }: Flag, { outputs }: Command): string {
  const text = description.replace('OUTPUTS', outputs.join(', '));
  return `    ${short ? `-${short}, ` : ''}--${name}=${shown}:\n${wrap(text, 8, 80).join('\n')}`;
}
