import type { Cluster, Resources, Scope } from './deps.ts';
import { type Answer, known } from './domain/answer.ts';
import { AccessError } from './errors.ts';

/** Lists what may be seen. `isFact`: that it may not, or cannot, be seen is an answer too; other failures are thrown. */
export async function listIfAllowed<R extends keyof Resources, T>(
  cluster: Cluster,
  resource: R,
  scope: Scope,
  parse: (object: Resources[R]) => T,
  isFact: (error: AccessError) => boolean,
): Promise<Answer<readonly T[]>> {
  try {
    return known(await cluster.list(resource, scope, parse));
  } catch (error) {
    if (!(error instanceof AccessError) || !isFact(error)) throw error;
    return unseen(resource, error);
  }
}

/** What the API server does not show, and why. */
export function unseen(resource: keyof Resources, { reason }: AccessError): Answer<never> {
  return { kind: 'unknown', because: { code: resource, value: reason, source: 'API server' } };
}

/** Whether another resource may still be answered: a server that is not there answers none. */
export function isOfThisResource({ reason }: AccessError): boolean {
  return reason === 'forbidden' || reason === 'not-found' || reason === 'refused-by-server';
}
