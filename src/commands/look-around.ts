import type { Cluster, Scope } from '../deps.ts';
import type { ServiceFacts } from '../domain/facts.ts';
import { AccessError } from '../errors.ts';
import { parseService } from '../input/objects.ts';
import type { Around } from '../render/missing.ts';

type Asked = Pick<Cluster, 'list' | 'namespace'>;

/** Where a Service is not there: what else is. `known`: the Services that were seen. */
export async function lookAround(cluster: Asked, known: readonly ServiceFacts[]): Promise<Around> {
  const [everywhere, isNamespaceThere] = await Promise.all([
    servicesForHint(cluster, { namespace: undefined }, known),
    hasNamespace(cluster),
  ]);
  return { everywhere, isNamespaceThere };
}

/** For a word on what was probably meant: what is known already where more may not be seen. */
export function servicesForHint(
  cluster: Pick<Cluster, 'list'>,
  scope: Scope,
  known: readonly ServiceFacts[],
): Promise<readonly ServiceFacts[]> {
  return ifAllowed(cluster.list('services', scope, parseService), known);
}

/** As kubectl, which asks where a name is missing. Source: cli-runtime pkg/resource/visitor.go, `Get`. */
export async function hasNamespace({ list, namespace }: Asked): Promise<boolean> {
  if (namespace === 'default') return true;
  const found = await ifAllowed(list('namespaces', { namespace: undefined, name: namespace }, Boolean), [true]);
  return found.length > 0;
}

function ifAllowed<T>(answer: Promise<readonly T[]>, otherwise: readonly T[]): Promise<readonly T[]> {
  return answer.catch((error: unknown) => {
    if (error instanceof AccessError) return otherwise;
    throw error;
  });
}
