import type { Speech } from './speech.ts';

/** How what an address said compares with what a pod said. `unsaid`: one of them said nothing that tells. */
export type Comparison = 'same' | 'other' | 'unsaid';

/** Greeting, certificate, HTTP status and what its head says of the server; how long it took says nothing. */
export function compare(one: Speech, other: Speech): Comparison {
  if (one.kind === 'unsettled' || other.kind === 'unsettled') return 'unsaid';
  return gistOf(one) === gistOf(other) ? 'same' : 'other';
}

function gistOf(speech: Exclude<Speech, { kind: 'unsettled' }>): string {
  const { afterMs: _, ...gist } = speech;
  return JSON.stringify(gist, Object.keys(gist).toSorted());
}
