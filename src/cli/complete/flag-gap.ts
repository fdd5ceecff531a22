import { type Candidate, type Gap, plainCandidate, type Wanted } from '../../domain/gap.ts';
import { bareValue, flagOfLong, flagOfShort } from '../argv.ts';
import { COMMANDS, flagsOf } from '../commands.ts';
import type { Flag } from '../flag.ts';
import { FLAGS } from '../flags.ts';
import { takesTemplate } from '../list-output.ts';
import type { Line } from './line.ts';

/** A word that begins with a dash: the name of a flag, or one with the beginning of its value. */
export function flagGap(typed: string, line: Line): Gap {
  if (!/^-[^-]/.test(typed)) {
    const [written = '', ...value] = typed.slice(2).split('=');
    const flag = flagOfLong(written);
    if (value.length === 0) return { typed, lead: '', wanted: { kind: 'words', words: namesOf(line) } };
    return flag ? valueGap(flag, { typed: value.join('='), lead: '' }, line) : nothing(typed);
  }
  return shortGap(typed, line);
}

/** `-n`, `-nsh`, `-n=sh`, `-Ansh`: as argv.ts reads them. */
function shortGap(typed: string, line: Line): Gap {
  for (let at = 1; at < typed.length; at += 1) {
    const flag: Flag | undefined = flagOfShort(typed[at] ?? '');
    const following = typed.slice(at + 1);
    if (!flag || !isOwn(flag, line)) return nothing(typed);
    if (following.startsWith('=')) return valueGap(flag, { typed: following.slice(1), lead: '' }, line);
    if (following === '') return { typed, lead: '', wanted: words([{ word: typed, description: summaryOf(flag) }]) };
    if (bareValue(flag) === undefined) return valueGap(flag, { typed, lead: typed.slice(0, at + 1) }, line);
  }
  return nothing(typed);
}

/** The value of a flag. */
export function valueGap(flag: Flag, gap: Pick<Gap, 'typed' | 'lead'>, line: Line): Gap {
  const { takes } = flag;
  if (!isOwn(flag, line)) return { ...gap, wanted: { kind: 'nothing' } };
  if (flag.kind === 'boolean') return { ...gap, wanted: words(['true', 'false'].map(plainCandidate)) };
  if (typeof takes === 'object') return { ...gap, wanted: words(takes.map(plainCandidate)) };
  if (takes === undefined) return { ...gap, wanted: { kind: 'nothing' } };
  switch (takes) {
    case 'output':
      return { ...gap, wanted: words(outputsOf(line).map(plainCandidate)) };
    case 'runtime':
      return runtimeGap(gap);
    case 'cluster':
    case 'context':
    case 'file':
    case 'folder':
    case 'namespace':
    case 'user':
      return { ...gap, wanted: { kind: `${takes}s` } };
  }
}

/** `DISTRIBUTION[/SUBSTRATE]`. */
function runtimeGap({ typed, lead }: Pick<Gap, 'typed' | 'lead'>): Gap {
  const [distribution, substrate] = typed.slice(lead.length).split('/');
  if (substrate === undefined) return { typed, lead, wanted: { kind: 'distributions' } };
  return { typed, lead: `${lead}${distribution}/`, wanted: { kind: 'substrates' } };
}

function outputsOf({ command }: Line): readonly string[] {
  return COMMANDS[command ?? 'list'].outputs.map((output) => (takesTemplate(output) ? `${output}=` : output));
}

/** The flags of the command that may still be given. */
function namesOf(line: Line): readonly Candidate[] {
  return ownFlags(line)
    .filter(({ name, kind }) => kind === 'values' || kind === 'array' || !Object.hasOwn(line.flags, name))
    .flatMap((flag) => {
      const description = summaryOf(flag);
      const long = { word: `--${flag.name}`, description };
      return flag.short === undefined ? [long] : [long, { word: `-${flag.short}`, description }];
    });
}

function ownFlags({ command, words: [first] }: Line): readonly Flag[] {
  const isStranger = first !== undefined && command === undefined;
  return isStranger ? [] : flagsOf(command ?? 'list').map((name) => FLAGS[name]);
}

/** Before the command is known every flag may be. */
function isOwn({ name }: Flag, line: Line): boolean {
  return line.words.length === 0 || ownFlags(line).some((own) => own.name === name);
}

/** The first sentence of what its help says. */
function summaryOf({ description }: Flag): string {
  return description.split(/(?<!e\.g)\.(?= |$)/, 1).join('');
}

function words(candidates: readonly Candidate[]): Wanted {
  return { kind: 'words', words: candidates };
}

function nothing(typed: string): Gap {
  return { typed, lead: '', wanted: { kind: 'nothing' } };
}
