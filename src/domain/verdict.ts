import type { Answer } from './answer.ts';
import type { NonEmpty } from './non-empty.ts';
import { isNonEmpty } from './non-empty.ts';
import type { NotTried } from './probe.ts';
import type { Attempt } from './route.ts';
import type { NodePublication, Publishing } from './runtime.ts';
import { type ServiceRow, usableEndpoints } from './service-row.ts';

/** What is so, for one row. `status` is public: the column STATUS and JSON carry it. */
export type Verdict =
  | { readonly status: 'Reachable'; readonly best: Attempt; readonly endpoints: 'some' | 'none-ready' }
  | { readonly status: 'NoEndpoints'; readonly total: number }
  /** Nothing was dialled; `predicted` is the best route there is, or `undefined` where none is sure enough to be named. */
  | { readonly status: 'Unverified'; readonly predicted: Attempt | undefined; readonly because: NotTried }
  /** The runtime publishes ports, and not this one. */
  | {
      readonly status: 'NotPublished';
      readonly published: readonly NodePublication[];
      readonly failed: readonly Attempt[];
    }
  /** What could not be seen might have held an address, and nothing answered. */
  | { readonly status: 'Unknown'; readonly unseen: 'nodes' | 'published-ports'; readonly because: string }
  | { readonly status: 'Unreachable'; readonly failed: readonly Attempt[] }
  /** Of a row that was listed and is no row any more: what is not there now. */
  | { readonly status: 'Gone'; readonly missing: 'service' | 'node-port' };

export interface Surroundings {
  readonly publishing: Publishing;
  readonly nodes: Answer<unknown>;
  readonly isFromFile: boolean;
}

/** The first of the rules that holds, in the order of `Verdict`; `Gone` is for those who list again. */
export function decide(
  row: ServiceRow,
  attempts: readonly Attempt[],
  { publishing, nodes, isFromFile }: Surroundings,
): Verdict {
  const ready = usableEndpoints(row, undefined);
  const isNoneReady = ready.kind === 'known' && ready.value === 0;
  const best = attempts.find(({ result }) => result.outcome === 'answered');
  if (best) return { status: 'Reachable', best, endpoints: isNoneReady ? 'none-ready' : 'some' };
  if (isNoneReady) return { status: 'NoEndpoints', total: totalEndpoints(row) };
  if (isFromFile) return { status: 'Unverified', predicted: attempts.find(isSure), because: 'read-from-file' };
  const isUnseen = nodes.kind === 'unknown' && publishing.kind !== 'every-node-port';
  return (
    unverified(attempts) ??
    (isUnseen ? { status: 'Unknown', unseen: 'nodes', because: nodes.because.value } : undefined) ??
    unpublished(attempts, publishing) ?? { status: 'Unreachable', failed: attempts }
  );
}

/** A prediction is shown where all that it depends on is known; the others are told with what they depend on. */
function isSure({ route }: Attempt): boolean {
  return route.onlyIf === undefined;
}

/** What keeps an address from being dialled without saying anything of it. */
const UNTOUCHED: ReadonlySet<NotTried> = new Set([
  'udp',
  'sctp',
  'probing-off',
  'condition-unknown',
  'public-address',
  'too-many-dials',
  'endpoints-unknown',
]);

function unverified(attempts: readonly Attempt[]): Verdict | undefined {
  const untouched = attempts.flatMap((attempt) => {
    const { result } = attempt;
    const isUntouched = result.outcome === 'not-tried' && UNTOUCHED.has(result.because);
    return isUntouched ? [{ predicted: attempt, because: result.because }] : [];
  });
  // One that was spared might have answered, whatever the others met.
  return isNonEmpty(untouched) ? { status: 'Unverified', ...firstOf(untouched) } : undefined;
}

function firstOf<T>([first]: NonEmpty<T>): T {
  return first;
}

function unpublished(attempts: readonly Attempt[], publishing: Publishing): Verdict | undefined {
  if (publishing.kind !== 'some-ports') return undefined;
  const { ports } = publishing;
  if (ports.kind === 'unknown') return { status: 'Unknown', unseen: 'published-ports', because: ports.because.value };
  if (ports.kind === 'not-asked') return { status: 'Unknown', unseen: 'published-ports', because: 'not asked' };
  const isPublished = attempts.some(({ route }) => route.via === 'published-port');
  // An address that refused or dropped is one that is reached from here: then publishing is not what is missing.
  const isReached = attempts.some(({ result }) => result.outcome === 'refused' || result.outcome === 'dropped');
  if (isPublished || isReached) return undefined;
  return { status: 'NotPublished', published: ports.value, failed: attempts };
}

function totalEndpoints({ port: { endpoints } }: ServiceRow): number {
  return endpoints.kind === 'known' ? endpoints.value.length : 0;
}
