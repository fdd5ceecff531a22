import type { Facts } from '../../domain/facts.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import { askInTime, readAll } from './find-in-time.ts';
import { isForScript, type Opening, type Reached, type ReachedTarget } from './opening.ts';
import { reachDirectly } from './reach-directly.ts';
import type { Target } from './target.ts';

/** kube-proxy is up to three seconds behind the EndpointSlices; then a tunnel is the quicker way. */
const PATIENCE_MS = 3_000;
const AGAIN_AFTER_MS = 500;

interface Known {
  readonly targets: NonEmpty<Target>;
  readonly facts: Facts;
}

/** Dials the direct addresses; after waiting for the pods again and again, until they answer or the time is over. */
export async function reachInTime(known: Known, opening: Opening, time: AbortSignal): Promise<Reached> {
  const { options, deps } = opening;
  if (options.tunnel === 'always') return { facts: known.facts, targets: notDialled(known.targets) };
  const hasTunnel = options.tunnel === 'auto' && !isForScript(opening);
  const until = hasTunnel ? deps.now().getTime() + PATIENCE_MS : Number.POSITIVE_INFINITY;
  let current = known;
  for (;;) {
    if (options.waitMs !== undefined)
      current = renewed(current, await askInTime(() => readAll(opening), opening, time));
    const targets = await deps.io.progress('looking for an address', () => dial(current, opening));
    if (!targets.some(mayCome) || time.aborted || deps.now().getTime() > until)
      return { facts: current.facts, targets };
    await deps.sleep(AGAIN_AFTER_MS, time);
  }
}

/** Who publishes single ports will not publish this one; and what cannot be dialled cannot come to answer. */
function mayCome({ address, row }: ReachedTarget): boolean {
  return !address && row !== undefined && row.verdict.status !== 'NotPublished' && row.verdict.status !== 'Unverified';
}

async function dial({ targets, facts }: Known, { options, overrule, deps }: Opening): Promise<NonEmpty<ReachedTarget>> {
  const dialled = await reachDirectly(targets, facts, { options, overrule, deps });
  const [first, ...others] = targets.map((target, index) => {
    const { address, row } = dialled[index] ?? NOTHING;
    return { target, address, row };
  });
  if (!first) throw new Error('nothing was to be dialled');
  return [first, ...others];
}

const NOTHING = { address: undefined, row: undefined };

function notDialled([first, ...others]: NonEmpty<Target>): NonEmpty<ReachedTarget> {
  const of = (target: Target) => ({ target, ...NOTHING });
  return [of(first), ...others.map(of)];
}

/** The same targets as they are now; one that has gone meanwhile stays as it was. */
function renewed({ targets: [first, ...others] }: Known, facts: Facts): Known {
  const now = (target: Target): Target => {
    const service = facts.services.find(({ name }) => name === target.service.name);
    const port = service?.ports.find(
      (each) => each.port === target.port.port && each.protocol === target.port.protocol,
    );
    return service && port ? { service, port } : target;
  };
  return { facts, targets: [now(first), ...others.map(now)] };
}
