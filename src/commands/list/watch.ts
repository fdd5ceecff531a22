import { EXIT_CODES } from '../../errors.ts';
import { renderUnseen } from '../../render/conversation.ts';
import { safeLines } from '../../render/failure.ts';
import { RowChanges } from '../../render/row-changes.ts';
import { isForPeople } from '../list-output.ts';
import { followList } from './follow.ts';
import type { Listing } from './listing.ts';
import { endWithout, missingIn } from './missing.ts';
import { loadRowStream } from './row-stream.ts';

/** Prints the rows, and then each that has changed, for as long as somebody reads. */
export async function watchList(listing: Listing): Promise<number> {
  const unread = listing.deps.io.stdout.untilGone(listing.end).then(() => EXIT_CODES.answered);
  return Promise.race([printRounds(listing), unread]);
}

async function printRounds(listing: Listing): Promise<number> {
  const { options, deps } = listing;
  const { io } = deps;
  const render = await loadRowStream(options, (sentence) => io.stderr.write(safeLines(sentence)));
  const rounds = followList(listing, AS_LIST);
  const changes = new RowChanges(options.output !== 'table');
  let unseen = '';
  const first = await io.progress('asking the cluster', () => rounds.next());
  // A name that is not there is not waited for: kubectl's way too.
  const missing = first.done ? [] : await missingIn(first.value.report.facts.services, listing);
  if (missing.length > 0) return endWithout(missing, deps);
  for (let next = first; !next.done; next = await rounds.next()) {
    const { report, gone } = next.value;
    const text = render(changes.next(report.rows, gone));
    if (text !== '') io.stdout.write(text);
    if (!isForPeople(options)) continue;
    const lines = renderUnseen(report);
    if (lines !== unseen) io.stderr.write(lines);
    unseen = lines;
  }
  return EXIT_CODES.answered;
}

/** What keeps `list` from being made keeps this from beginning. */
const AS_LIST = { patience: 'after-a-change', isOutlived: () => false, awaited: () => undefined } as const;
