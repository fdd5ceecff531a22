import type { Unknown } from './answer.ts';
import type { ClusterFacts } from './facts.ts';
import { publishingOf } from './routes.ts';
import type { Publishing, Reach, Runtime, WhenDown } from './runtime.ts';

/** What can be said of the cluster and this machine without any Service. */
export interface ClusterReport {
  readonly facts: ClusterFacts;
  /** When the facts were read, ISO 8601. */
  readonly recorded: string;
  readonly runtime: Runtime;
  readonly publishing: Publishing;
  readonly reach: Reach;
  readonly unknown: readonly Unknown[];
  /** What starts it, where the API server does not answer. */
  readonly start: WhenDown | undefined;
}

export function reportOn(
  facts: ClusterFacts,
  runtime: Runtime,
  { recorded, start }: Pick<ClusterReport, 'recorded' | 'start'>,
): ClusterReport {
  const { distribution, substrate } = runtime;
  const publishing = publishingOf(distribution, facts);
  const reach = substrate.reaches(facts, distribution.nodesAre(facts));
  return { facts, recorded, runtime, publishing, reach, unknown: unknownsIn(facts, publishing), start };
}

/** What could not be asked, each once. Settings that nobody wrote are no loss. */
function unknownsIn({ nodes, engine, settings }: ClusterFacts, publishing: Publishing): readonly Unknown[] {
  const published = publishing.kind === 'some-ports' ? [publishing.ports] : [];
  const found = [nodes, ...published, engine, settings].flatMap((answer) =>
    answer.kind === 'unknown' ? [answer.because] : [],
  );
  return [...new Map(found.map((unknown) => [unknown.code, unknown])).values()];
}
