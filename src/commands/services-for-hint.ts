import type { Cluster, Scope } from '../deps.ts';
import type { ServiceFacts } from '../domain/facts.ts';
import { AccessError } from '../errors.ts';
import { parseService } from '../input/objects.ts';

/** For a word on what was probably meant: what is known already where more may not be seen. */
export function servicesForHint(
  cluster: Pick<Cluster, 'list'>,
  scope: Scope,
  known: readonly ServiceFacts[],
): Promise<readonly ServiceFacts[]> {
  return cluster.list('services', scope, parseService).catch((error: unknown) => {
    if (error instanceof AccessError) return known;
    throw error;
  });
}
