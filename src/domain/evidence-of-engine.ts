import { whereContainersAre } from './containers.ts';
import type { ClusterFacts, EngineFacts } from './facts.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Evidence } from './runtime.ts';

/** What the engine that has this cluster's containers says of the system it runs on. */
export function evidenceOfEngine(
  facts: ClusterFacts,
  isIts: (engine: EngineFacts) => boolean,
): NonEmpty<Evidence> | undefined {
  const { engine } = facts;
  if (engine.kind !== 'known' || whereContainersAre(facts) !== 'here' || !isIts(engine.value)) return undefined;
  const { operatingSystem, name, endpoint } = engine.value;
  const value = `${operatingSystem} (${name})`;
  return [{ code: 'engine', value, source: endpoint, says: 'so calls itself the engine of these containers' }];
}
