import type { CommandName } from './commands.ts';

type Lines = readonly (readonly [codes: string, meaning: string])[];

const MISUSE = ['2', 'misuse, or no such Service, port or context'] as const;
const COULD_NOT = ['3', 'could not find out: forbidden, unreachable, bad kubeconfig'] as const;
const ENDED = ['129, 130, 143', 'hung up, interrupted, terminated before there was an answer'] as const;
const OF_COMMAND: Lines = [
  ['125', 'it was not started, for one of the reasons above'],
  ['126', 'it cannot be executed'],
  ['127', 'it was not found'],
];

/** How each command ends, as its help says it. Those of help itself are no news. */
const OF: Partial<Record<CommandName, string>> = {
  list: linesOf([
    ['0', 'the list was made, whatever is in it; with --wait: all of it answers'],
    ['1', 'with --wait: not all of it did in time'],
    MISUSE,
    COULD_NOT,
    ENDED,
  ]),
  open: `${linesOf([
    ['0', 'an address answered, or a tunnel was ended by Ctrl-C'],
    ['1', 'none did, and there was no tunnel'],
    MISUSE,
    COULD_NOT,
    ENDED,
  ])}
${withCommand('-- COMMAND')}`,
  explain: linesOf([
    ['0', 'the Service answers; without NAME: there was something to say'],
    ['1', 'it does not'],
    MISUSE,
    ['3', 'could not find out, or it is a prediction: forbidden, unreachable, -f'],
  ]),
  version: linesOf([['0', 'printed'], MISUSE, ['3', 'printed, but for the version of the API server']]),
};

/** The same in every command. */
const OF_ALL = `${linesOf([
  ['0', 'an address answered, the list was made, or a tunnel was ended by Ctrl-C'],
  ['1', 'none did, or with `list --wait` not all of them'],
  MISUSE,
  COULD_NOT,
  ENDED,
  ['70', 'a bug of kubectl-nodeport'],
])}
${withCommand('`open ... -- COMMAND`')}`;

/** A section of the help of a command, or of all; empty where a command has nothing to say. */
export function exitCodesSection(command: CommandName | undefined): string {
  const lines = command === undefined ? OF_ALL : OF[command];
  return lines === undefined ? '' : `Exit codes:\n${lines}\n\n`;
}

function withCommand(written: string): string {
  return `  With ${written} the exit code is the COMMAND's own, else\n${linesOf(OF_COMMAND)}`;
}

function linesOf(lines: Lines): string {
  return lines.map(([codes, meaning]) => `  ${codes.padEnd(3)}  ${meaning}`).join('\n');
}
