import type { Case } from './case.ts';
import type { Fix } from './fix.ts';
import type { Problem } from './problem.ts';

/** All that `explain NAME` says of one Service port. */
export interface ServiceReport {
  readonly case: Case;
  /** The root first. */
  readonly problems: readonly Problem[];
  /** The one that changes least first. */
  readonly fixes: readonly Fix[];
  /** When it was found out, ISO 8601. */
  readonly recorded: string;
  /** Whether that was earlier, for a report that is read again. */
  readonly isReplayed: boolean;
}
