import type { Deps } from '../deps.ts';
import type { Candidate } from '../domain/gap.ts';
import { EXIT_CODES } from '../errors.ts';
import type { CompleteOptions } from '../invocation.ts';
import { renderCandidates } from '../render/candidates.ts';
import { findCandidates } from './complete/find-candidates.ts';

/** How long somebody who has pressed TAB waits for a server. */
const LONGEST_MS = 2_000;

/**
 * Tells the shell what may stand where the cursor is, in the protocol of cobra. Whatever happens it is silent: a sentence
 * would stand in the middle of what is being typed.
 */
export async function runComplete(options: CompleteOptions, deps: Deps): Promise<number> {
  deps.io.stdout.write(renderCandidates(options.gap, await candidatesInTime(options, deps)));
  return EXIT_CODES.answered;
}

async function candidatesInTime(options: CompleteOptions, deps: Deps): Promise<readonly Candidate[]> {
  const end = new AbortController();
  const nothing = (): readonly Candidate[] => [];
  try {
    const found = findCandidates(options, deps, end.signal).catch(nothing); // all that can fail, our own bugs too
    return await Promise.race([found, deps.sleep(LONGEST_MS, end.signal).then(nothing)]);
  } finally {
    end.abort();
  }
}
