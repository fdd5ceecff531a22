import type { Elsewhere, Opened } from '../domain/desktop.ts';
import { safeText } from './safe-text.ts';
import { commandLine } from './shell.ts';

/** What came of opening a URL. `otherwise`: what is so here where no opener did it. */
export function openedSentence(opened: Opened, otherwise: Elsewhere | undefined): string {
  if (opened.kind === 'opened') return 'opened in browser';
  const problem = problemOf(opened);
  return otherwise ? `${problem}; ${elsewhereSentence(otherwise)}` : `${problem}: ${OPEN_IT}`;
}

/** Why nothing was opened, and what gets there. A command stands alone on its line, the last one. */
export function elsewhereSentence(elsewhere: Elsewhere): string {
  switch (elsewhere.kind) {
    case 'not-here':
      return notHere(elsewhere.because);
    case 'over-ssh':
      return `over SSH: run this where the browser is, and open ${elsewhere.url} there\n    ${commandLine(elsewhere.forward)}`;
    case 'forwarded':
      return `Codespaces forwards it: ${elsewhere.url}`;
  }
}

const OPEN_IT = 'open it in a browser';

function problemOf(opened: Exclude<Opened, { kind: 'opened' }>): string {
  switch (opened.kind) {
    case 'failed':
      return `${nameOf(opened.program)} ended with ${opened.status}`;
    case 'none-started':
      return `cannot run ${alternatives([...new Set(opened.programs.map(nameOf))])}`;
  }
}

function notHere(because: Extract<Elsewhere, { kind: 'not-here' }>['because']): string {
  switch (because) {
    case 'ci':
      return 'in CI: no browser is opened';
    case 'container':
      return `in a container: ${OPEN_IT} that reaches it`;
    case 'no-display':
      return `no display here: ${OPEN_IT}`;
  }
}

/** A helper's path is long, and says less than its name. */
function nameOf(program: string): string {
  return safeText(program.split(/[/\\]/).at(-1) || program);
}

function alternatives(names: readonly string[]): string {
  const [last = '', ...others] = names.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
}
