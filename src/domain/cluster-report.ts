import type { Unknown } from './answer.ts';
import type { ClusterFacts } from './facts.ts';
import type { Publishing, Reach, Runtime, WhenDown } from './runtime.ts';
import { worldOf } from './world.ts';

/** What can be said of the cluster and this machine without any Service. */
export interface ClusterReport {
  readonly facts: ClusterFacts;
  /** When the facts were read, ISO 8601. */
  readonly recorded: string;
  /** Whether that was earlier, for a report that is read again. */
  readonly isReplayed: boolean;
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
  { recorded, isReplayed, start }: Pick<ClusterReport, 'recorded' | 'isReplayed' | 'start'>,
): ClusterReport {
  const { publishing, reach } = worldOf(runtime, facts);
  return {
    facts,
    recorded,
    isReplayed,
    runtime,
    publishing,
    reach,
    unknown: unknownsIn(facts, publishing, reach),
    start,
  };
}

const IN_NO_FILE: Unknown = { code: 'nodes', value: 'not in the file', source: 'kubectl get nodes -o wide' };
const IN_NO_NARROW_TABLE: Unknown = {
  code: 'addresses-and-systems',
  value: 'not in the table',
  source: 'kubectl get nodes -o wide',
};

/** What could not be asked and may be missed, each once: on a node itself no engine is, and settings are a help only. */
function unknownsIn({ nodes, engine }: ClusterFacts, publishing: Publishing, { loopback }: Reach): readonly Unknown[] {
  const published = publishing.kind === 'some-ports' && loopback === 'no' ? [publishing.ports, engine] : [];
  const found = [nodes, ...published].flatMap((answer) => (answer.kind === 'unknown' ? [answer.because] : []));
  if (nodes.kind === 'not-asked') found.push(IN_NO_FILE);
  if (nodes.kind === 'known' && nodes.value.every(({ kernel }) => kernel === '')) found.push(IN_NO_NARROW_TABLE);
  return [...new Map(found.map((unknown) => [unknown.code, unknown])).values()];
}
