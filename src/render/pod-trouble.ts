import type { PodTrouble } from '../domain/pod-trouble.ts';
import { firstSentence, lastCause } from './cause.ts';
import { safeText } from './safe-text.ts';

/** One line without its end: `pod web-abc: container web ends again and again: exit code 1, 3 restarts`. */
export function phraseOfTrouble(trouble: PodTrouble): string {
  return `pod ${safeText(trouble.pod)}: ${predicateOf(trouble)}`;
}

function predicateOf(trouble: PodTrouble): string {
  switch (trouble.code) {
    case 'image-not-pulled':
      return withCause(`image "${safeText(trouble.image)}" cannot be pulled`, trouble.because);
    case 'image-not-there':
      return `image "${safeText(trouble.image)}" is not on the node, and its pull policy is Never`;
    case 'not-configured':
      return withCause(`${nameOf(trouble)} cannot be configured`, trouble.because);
    case 'not-started':
      return withCause(`${nameOf(trouble)} cannot be started`, trouble.because);
    case 'crash-loop':
      return phraseOfCrash(trouble);
    case 'not-scheduled':
      return phraseOfUnscheduled(trouble);
    case 'initialising':
      return `${nameOf(trouble)} has not finished`;
    case 'probe-fails':
      return `${nameOf(trouble)} runs, and its readiness probe does not succeed`;
    case 'gated':
      return `a readiness gate is closed${colon(trouble.because && firstSentence(trouble.because))}`;
    case 'node-silent':
      return `not ready, though its containers are: node ${safeText(trouble.node ?? '')} may have stopped reporting`;
    case 'starting':
      return 'starting';
    case 'ending':
      return 'ending';
    case 'failed':
      return phraseOfFailure(trouble);
    case 'completed':
      return 'has run to its end';
  }
}

function nameOf({ container }: Extract<PodTrouble, { container: unknown }>): string {
  return `${container.role === 'init' ? 'init container' : 'container'} ${safeText(container.name)}`;
}

function withCause(text: string, because: string | undefined): string {
  return `${text}${colon(because && lastCause(because))}`;
}

function colon(text: string | undefined): string {
  return text ? `: ${text}` : '';
}

function phraseOfCrash(trouble: Extract<PodTrouble, { code: 'crash-loop' }>): string {
  const { isRepeated, restarts, end } = trouble;
  // `Error` and `Completed` are what every exit code is called; `OOMKilled` is more.
  const reason = end?.reason === 'Error' || end?.reason === 'Completed' ? undefined : end?.reason;
  const code =
    end?.exitCode === undefined ? [] : [`exit code ${end.exitCode}${reason ? ` (${safeText(reason)})` : ''}`];
  const count = isRepeated ? [restarts === 1 ? '1 restart' : `${restarts} restarts`] : [];
  return `${nameOf(trouble)} ${isRepeated ? 'ends again and again' : 'ended'}${colon([...code, ...count].join(', '))}`;
}

function phraseOfUnscheduled({ reason, because }: Extract<PodTrouble, { code: 'not-scheduled' }>): string {
  return `not scheduled${colon(because ? firstSentence(because) : reason && safeText(reason))}`;
}

function phraseOfFailure({ reason, because }: Extract<PodTrouble, { code: 'failed' }>): string {
  const what = reason === 'Evicted' ? 'was evicted' : `failed${reason ? ` (${safeText(reason)})` : ''}`;
  return `${what}${colon(because && firstSentence(because))}`;
}
