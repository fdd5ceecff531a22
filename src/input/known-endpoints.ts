import { known } from '../domain/answer.ts';
import type { ServiceFacts } from '../domain/facts.ts';
import { joinEndpoints } from './endpoints.ts';
import type { SliceFacts } from './objects.ts';

/**
 * Endpoints, where the file tells them. It may hold the slices of one namespace and the Services of all: of a namespace
 * without a slice nothing is known, since every Service with a selector has one, ready or not.
 */
export function joinKnownEndpoints(
  services: readonly ServiceFacts[],
  slices: readonly SliceFacts[],
): readonly ServiceFacts[] {
  const namespaces = new Set(slices.map(({ namespace }) => namespace));
  const joined = joinEndpoints(services, known(slices));
  return services.map((service, index) => {
    const isTold =
      namespaces.has(service.namespace) && service.ports.every(({ endpoints }) => endpoints.kind !== 'known');
    return (isTold ? joined[index] : undefined) ?? service;
  });
}
