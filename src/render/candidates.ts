import type { ServiceFacts, ServicePort } from '../domain/facts.ts';
import type { Candidate, Gap } from '../domain/gap.ts';
import { portsText, portText } from './ports-text.ts';
import { safeText } from './safe-text.ts';

/**
 * Lines as the shells' scripts read them: a word, a tab, its description; the last line says what the shell does besides.
 * Source: spf13/cobra 1.10, completions.go; kubectl 1.26-1.35, pkg/cmd/plugin/plugin_completion.go.
 */
export function renderCandidates({ typed, lead, wanted }: Gap, candidates: readonly Candidate[]): string {
  const fitting = withoutRepeats(candidates)
    .map(({ word, description }) => ({ word: lead + word, description }))
    .filter(({ word }) => word !== lead && word.startsWith(typed) && isFit(word));
  const lines = fitting.map(({ word, description }) =>
    description === '' ? word : `${word}\t${safeText(description)}`,
  );
  const isBegun = fitting.length > 0 && fitting.every(({ word }) => /[/=]$/.test(word));
  return [...lines, `:${directiveOf(wanted) | (isBegun ? DIRECTIVES.noSpace : 0)}`, ''].join('\n');
}

/** Of a word that is there twice, bash would write the beginning of its descriptions on the line. */
function withoutRepeats(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.word, candidate])).values()];
}

/** Bits of cobra's `ShellCompDirective`. */
const DIRECTIVES = { shellsOwn: 0, noSpace: 2, noFiles: 4, folders: 16 } as const;

function directiveOf({ kind }: Gap['wanted']): number {
  if (kind === 'files') return DIRECTIVES.shellsOwn;
  return kind === 'folders' ? DIRECTIVES.folders : DIRECTIVES.noFiles;
}

/**
 * What a terminal or a shell would obey is no name that somebody gave. cobra's script for bash, which kubectl's users have,
 * writes what several words begin with on the line without quotes, and the next TAB evaluates the line.
 */
function isFit(word: string): boolean {
  return safeText(word) === word && !/[$`;&|<>]/.test(word);
}

export function candidateOfService({ name, type, ports }: ServiceFacts): Candidate {
  return { word: name, description: [type, portsText(ports)].join(' ').trim() };
}

/** By its name and by its number. */
export function candidatesOfPort(port: ServicePort): readonly Candidate[] {
  const number = { word: String(port.port), description: `${portText(port)} ${port.name}`.trim() };
  return port.name === '' ? [number] : [{ word: port.name, description: portText(port) }, number];
}
