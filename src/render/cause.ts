import { safeText } from './safe-text.ts';

/** How much of somebody else's sentence a line of ours has room for. */
const LONGEST_CAUSE = 160;

/**
 * The end of a chain of Go errors (`failed to …: failed to …: dial tcp 127.0.0.1:1: connection refused`), which says
 * what was so; what led there is left out where it does not fit.
 */
export function lastCause(message: string): string {
  const links = oneLine(message).split(': ');
  let cause = links.pop() ?? '';
  for (const link of links.toReversed()) {
    if (link.length + 2 + cause.length > LONGEST_CAUSE) break;
    cause = `${link}: ${cause}`;
  }
  return safeText(cause, LONGEST_CAUSE);
}

/** The first sentence, without its full stop: what the scheduler and the kubelet add says less and less. */
export function firstSentence(message: string): string {
  const [sentence = ''] = oneLine(message).split(/\.(?:\s|$)/, 1);
  return safeText(sentence, LONGEST_CAUSE);
}

/** A message may be a megabyte, and its cause is at one of its ends. */
const FAR_END = 4_096;

function oneLine(message: string): string {
  const ends = message.length > 2 * FAR_END ? `${message.slice(0, FAR_END)} ... ${message.slice(-FAR_END)}` : message;
  return ends.replace(/\s+/g, ' ').trim();
}
