import { COMPLETE } from '../domain/called-as.ts';
import type { Invocation } from '../invocation.ts';
import { didYouMean, nearestNames } from '../render/nearest.ts';
import { type FlagMisuse, plainArgv } from './argv.ts';
import { type CommandName, flagsOf, isCommandName } from './commands.ts';
import { completeOptionsOf } from './complete/complete-options.ts';
import { completionOptionsOf } from './completion-options.ts';
import { explainOptionsOf } from './explain-options.ts';
import { listOptionsOf } from './list-options.ts';
import { kubectlsFlag } from './list-output.ts';
import { openOptionsOf } from './open-options.ts';
import { isMisuse } from './plain-flags.ts';
import { readFlags } from './read-flags.ts';
import { commandsMeantBy, meantBy } from './unknown-command.ts';
import { versionOptionsOf } from './version-options.ts';

/** A command line as a value: prints nothing, runs nothing. */
export function parseCli(argv: readonly string[]): Invocation {
  if (argv[0] === COMPLETE) return { command: 'complete', options: completeOptionsOf(argv.slice(1)) };
  const invocation = parse(argv);
  const isKept = invocation.command === 'misuse' && hasCommand(argv);
  return isKept ? { ...invocation, keeps: 'a-command' } : invocation;
}

/** Whether `open` was to run a COMMAND. A value of a flag may be called `open` too: it is only about the exit code. */
function hasCommand(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const isOne = end >= 0 && argv.length > end + 1;
  return isOne && argv.slice(0, end).find((word) => isCommandName(word)) === 'open';
}

function parse(argv: readonly string[]): Invocation {
  const plain = plainArgv(argv);
  if ('misuse' in plain) {
    // As in cobra, which looks for the command before it reads the flags.
    const [word, ...words] = wordsBeforeFlags(argv);
    if (word !== undefined && !isCommandName(word)) return unknownCommand(word, words);
    const command = argv.find(isCommandName) ?? 'list';
    return strangeFlag(plain, command);
  }
  const flags = readFlags(plain.flags);
  const isOpen = plain.words[0] === 'open'; // to the others `--` only says that no flags follow
  const [first, ...words] = isOpen ? plain.words : [...plain.words, ...(plain.rest ?? [])];
  const isHelp = flags.help === true;
  if (isHelp && first === undefined) return { command: 'help', topic: undefined }; // though the bare command is `list`
  const command = first ?? 'list';
  if (!isCommandName(command)) return unknownCommand(command, words);
  if (isHelp) return { command: 'help', topic: command };
  const own: readonly string[] = flagsOf(command);
  const stranger = Object.keys(flags).find((name) => !own.includes(name));
  if (stranger !== undefined) return unknownFlag(stranger, command);
  switch (command) {
    case 'list': {
      const options = listOptionsOf(flags, words);
      return isMisuse(options) ? misuse(options.misuse, command) : { command, options };
    }
    case 'open': {
      const options = openOptionsOf(flags, words, isOpen ? plain.rest : undefined);
      return isMisuse(options) ? misuse(options.misuse, command) : { command, options };
    }
    case 'explain': {
      const options = explainOptionsOf(flags, words);
      return isMisuse(options) ? misuse(options.misuse, command) : { command, options };
    }
    case 'completion': {
      const options = completionOptionsOf(flags, words);
      return isMisuse(options) ? misuse(options.misuse, command) : { command, options };
    }
    case 'version': {
      const options = versionOptionsOf(flags, words);
      return isMisuse(options) ? misuse(options.misuse, command) : { command, options };
    }
    case 'options':
      if (words.length > 0) return misuse(`extra arguments: [${words.join(' ')}]`, command);
      return { command: 'help', topic: command };
    case 'help':
      return help(words[0]);
  }
}

function wordsBeforeFlags(argv: readonly string[]): readonly string[] {
  const end = argv.findIndex((word) => word.startsWith('-'));
  return end < 0 ? argv : argv.slice(0, end);
}

function help(word: string | undefined): Invocation {
  if (word === undefined || word === 'help') return { command: 'help', topic: undefined };
  if (isCommandName(word)) return { command: 'help', topic: word };
  const nearest = commandsMeantBy(word).map((name) => `kubectl nodeport help ${name}`);
  return misuse(withHint(`unknown command "${word}"`, nearest), undefined);
}

function unknownCommand(word: string, more: readonly string[]): Invocation {
  const hint = meantBy(word, more).map((line) => `kubectl nodeport ${line}`);
  return misuse(withHint(`unknown command "${word}" for "kubectl nodeport"`, hint), undefined);
}

/** Of the flags that `kubectl get` has, those about its output are expected of `list` too. */
function strangeFlag({ misuse: sentence, unknown }: FlagMisuse, command: CommandName): Invocation {
  const instead = command === 'list' && unknown !== undefined ? kubectlsFlag(unknown) : undefined;
  if (instead !== undefined) return misuse(instead, command);
  return unknown?.startsWith('--') ? unknownFlag(unknown.slice(2), command) : misuse(sentence, command);
}

function unknownFlag(name: string, command: CommandName): Invocation {
  const commands = isCommandName(name) ? [`kubectl nodeport ${name}`] : []; // --version, as other programs have it
  const nearest = nearestNames(name, flagsOf(command)).map((flag) => `--${flag}`);
  return misuse(withHint(`unknown flag: --${name}`, [...commands, ...nearest]), command);
}

function withHint(sentence: string, choices: readonly string[]): string {
  const hint = didYouMean(choices);
  return hint === undefined ? sentence : `${sentence}\n${hint}`;
}

/** `sentence`: maybe with a second line that helps. */
function misuse(sentence: string, command: CommandName | undefined): Invocation {
  const of = command ? `kubectl nodeport ${command}` : 'kubectl nodeport';
  return { command: 'misuse', text: `error: ${sentence}\nSee '${of} --help' for usage.\n` };
}
