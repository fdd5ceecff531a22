import type { CompletionInstalled } from '../domain/completion-installed.ts';
import { safeText } from './safe-text.ts';

/** The answer, as kubectl says what it has done to something. */
export function installedSentence({ path, outcome }: CompletionInstalled): string {
  return outcome === 'absent' ? '' : `${safeText(path)} ${outcome}\n`;
}

/** What else is needed. */
export function installedLines({ path, outcome, found }: CompletionInstalled): string {
  switch (outcome) {
    case 'absent':
      return `${safeText(path)} is not there\n`;
    case 'deleted':
      return '';
    case 'created':
    case 'unchanged':
    case 'replaced':
      return `${foundLines(found)}${LOADED}`;
  }
}

function foundLines(found: CompletionInstalled['found']): string {
  switch (found) {
    case 'this':
      return '';
    case 'nothing':
      return 'kubectl does not find it: its directory is not on the PATH\n';
    default:
      return `kubectl does not find it: ${safeText(found.instead)} comes before it on the PATH\n`;
  }
}

const LOADED = `kubectl asks it from version 1.26 on, in a shell that has loaded kubectl's own completion:
    kubectl completion --help
`;
