import type { Cluster, Deps } from '../../deps.ts';
import type { Facts } from '../../domain/facts.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import type { ReportRow } from '../../domain/report.ts';
import { EXIT_CODES } from '../../errors.ts';
import type { OpenOptions } from '../../invocation.ts';
import type { Overrule } from '../../recognise.ts';
import type { Dialled } from './reach-directly.ts';
import type { Target } from './target.ts';

/** One run of `open`. */
export interface Opening {
  readonly options: OpenOptions;
  readonly overrule: Overrule | undefined;
  readonly cluster: Cluster;
  readonly deps: Deps;
  /** Of the run: what watches and follows ends with it. */
  readonly end: AbortSignal;
}

/** What came of looking for direct addresses, a target each. */
export interface Reached {
  readonly facts: Facts;
  readonly targets: NonEmpty<ReachedTarget>;
}

export interface ReachedTarget extends Dialled {
  readonly target: Target;
}

/** A program reads the answer: nothing is opened or asked, and nothing blocks. */
export function isForScript({
  options,
  deps,
}: {
  readonly options: OpenOptions;
  readonly deps: Pick<Deps, 'io'>;
}): boolean {
  const isRead = !deps.io.stdout.isTerminal && options.argv === undefined && options.tunnel !== 'always';
  return options.isUrlOnly || isRead;
}

/** How a run ends that got nobody there. `rows`: what was dialled, where something was. */
export function codeWithout({ argv }: Pick<OpenOptions, 'argv'>, ...rows: readonly (ReportRow | undefined)[]): number {
  if (argv !== undefined) return EXIT_CODES.notStarted;
  return rows.some(isUndetermined) ? EXIT_CODES.couldNotFindOut : EXIT_CODES.noAnswer;
}

/** Whether an address answers was not to be found out: that is not «none does». */
function isUndetermined(row: ReportRow | undefined): boolean {
  return row?.verdict.status === 'Unverified' || row?.verdict.status === 'Unknown';
}
