import { isAnswering } from '../../domain/gate.ts';
import { type NamedService, rowsOf } from '../../domain/service-row.ts';
import { AccessError, type AccessFailure, EXIT_CODES } from '../../errors.ts';
import type { Round } from '../../follow-rows.ts';
import { safeLines } from '../../render/failure.ts';
import { followList } from './follow.ts';
import type { Listing } from './listing.ts';
import { endWithout, missingIn } from './missing.ts';
import { printList } from './print.ts';
import { waitingLines } from './waiting-lines.ts';

/** Prints the list once every row answers, or when the time is over; says meanwhile what it waits for. */
export async function waitForList(listing: Listing, limitMs: number): Promise<number> {
  const { deps } = listing;
  const last = await lastRound(listing, limitMs);
  const isOver = isAnswered(last, listing);
  if (!isOver && limitMs > 0) deps.io.stderr.write(`gave up after ${limitMs / 1_000} s\n`);
  await printList(last.report, listing);
  const missing = await missingIn(last.report.facts.services, listing);
  if (missing.length > 0) return endWithout(missing, deps);
  return isOver ? EXIT_CODES.answered : EXIT_CODES.noAnswer;
}

/** It refuses to answer, and then answers that it cannot yet. */
const OF_A_SERVER_THAT_STARTS: readonly AccessFailure[] = ['unreachable', 'refused-by-server'];

/** The first in which every row answers, else the last before the time is over. */
async function lastRound(listing: Listing, limitMs: number): Promise<Round> {
  const { deps, end } = listing;
  const { io } = deps;
  let away: AccessError | undefined;
  const rounds = followList(listing, {
    patience: 'until-it-answers',
    isOutlived: ({ reason }) => limitMs > 0 && OF_A_SERVER_THAT_STARTS.includes(reason),
    awaited(error) {
      if (!away) io.stderr.write(safeLines(error.message));
      away = error;
    },
  });
  const over = limitMs > 0 ? deps.sleep(limitMs, end).then(() => undefined) : new Promise<undefined>(() => {});
  let last: Round | undefined;
  let said: ReadonlySet<string> = new Set();
  for (;;) {
    const next = await Promise.race([rounds.next(), over]);
    if (next === undefined || next.done) break;
    last = next.value;
    const lines = waitingLines(last, listing);
    for (const { key, text } of lines) if (!said.has(key)) io.stderr.write(`${text}\n`);
    said = new Set(lines.map(({ key }) => key));
    if (limitMs === 0 || isAnswered(last, listing)) break;
  }
  if (last) return last;
  throw away ?? new AccessError('unreachable', `error: the cluster was not read within ${limitMs / 1_000} s`);
}

/** A list without rows is none that answers. */
function isAnswered({ report: { rows, facts }, untold }: Round, { options }: Listing): boolean {
  const isThere = (target: NamedService) => rowsOf(facts.services, [target]).length > 0;
  const isWhole = rows.length > 0 && options.targets.every(isThere);
  return isWhole && untold.size === 0 && rows.every(isAnswering);
}
