import type { Facts } from '../../domain/facts.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import { AccessError } from '../../errors.ts';
import { parseService } from '../../input/objects.ts';
import { readFacts } from '../../read-facts.ts';
import { safeLines } from '../../render/failure.ts';
import { chooseTargets } from './choose-targets.ts';
import { findCandidates } from './find-candidates.ts';
import type { Opening } from './opening.ts';
import type { Target } from './target.ts';

/** How often it is looked whether a Service that is waited for exists. */
const LOOK_EVERY_MS = 500;

export type FoundInTime =
  | { readonly kind: 'found'; readonly targets: NonEmpty<Target>; readonly facts: Facts }
  | { readonly kind: 'missing'; readonly sentence: string }
  /** Somebody was asked, and left. */
  | { readonly kind: 'left' };

/** Reads the cluster and finds the targets in it; what does not exist is waited for, while there is time. */
export async function findInTime(opening: Opening, time: AbortSignal): Promise<FoundInTime> {
  const { options, deps } = opening;
  for (;;) {
    const { facts, found } = await askInTime(() => look(opening), opening, time);
    if (found.kind === 'there') {
      const targets = await chooseTargets(found.candidates, { options, deps });
      return targets ? { kind: 'found', targets, facts } : { kind: 'left' };
    }
    if (time.aborted) return { kind: 'missing', sentence: await found.sentence() };
    await untilThere(found.line, opening, time);
  }
}

async function look(opening: Opening) {
  const { options, cluster, deps } = opening;
  const facts = await deps.io.progress('asking the cluster', () => readAll(opening));
  return { facts, found: await findCandidates({ options, cluster, services: facts.services }) };
}

/** Only the Services are looked at meanwhile: the rest may be large, and says nothing of them. */
async function untilThere(first: string, { options, cluster, deps }: Opening, time: AbortSignal): Promise<void> {
  let line = first;
  deps.io.stderr.write(`${line}\n`);
  while (!time.aborted) {
    await deps.sleep(LOOK_EVERY_MS, time);
    const next = await lineOrNothing({ options, cluster });
    if (next === undefined) return;
    if (next !== line) deps.io.stderr.write(safeLines(next));
    line = next;
  }
}

/** What is waited for; a server that is away for a while is waited for too. */
async function lineOrNothing({ options, cluster }: Pick<Opening, 'options' | 'cluster'>): Promise<string | undefined> {
  try {
    const services = await cluster.list('services', scopeOf({ options, cluster }), parseService);
    const found = await findCandidates({ options, cluster, services });
    return found.kind === 'there' ? undefined : found.line;
  } catch (error) {
    if (isAway(error)) return error.message;
    throw error;
  }
}

/** A server that is away for a while is asked again, while there is time; that it is away is said once. */
export async function askInTime<T>(
  ask: () => Promise<T>,
  { deps }: Pick<Opening, 'deps'>,
  time: AbortSignal,
): Promise<T> {
  for (let isSaid = false; ; isSaid = true) {
    try {
      return await ask();
    } catch (error) {
      if (time.aborted || !isAway(error)) throw error;
      if (!isSaid) deps.io.stderr.write(safeLines(error.message));
    }
    await deps.sleep(LOOK_EVERY_MS, time);
  }
}

function isAway(error: unknown): error is AccessError {
  return error instanceof AccessError && error.reason === 'unreachable';
}

export function readAll({ options, overrule, cluster, deps }: Opening): Promise<Facts> {
  return readFacts(cluster, { scope: scopeOf({ options, cluster }), overrule, canUseSsh: false }, deps);
}

function scopeOf({ options, cluster }: Pick<Opening, 'options' | 'cluster'>) {
  return { namespace: cluster.namespace, ...(options.selector && { selector: options.selector }) };
}
