import type { Facts, ServiceFacts, ServicePort } from './facts.ts';
import type { Attempt } from './route.ts';
import type { Runtime } from './runtime.ts';
import type { Observed, Study } from './study.ts';
import type { Verdict } from './verdict.ts';
import type { World } from './world.ts';

/** One Service port with all that is known of it: what `explain` explains. */
export interface Case {
  /** What means this port on a command line: `web`, `web:admin`. */
  readonly word: string;
  /** The flags that chose cluster and namespace: commands that are to be pasted need them too. */
  readonly namespaceFlags: readonly string[];
  readonly service: ServiceFacts;
  readonly port: ServicePort;
  readonly facts: Facts;
  readonly runtime: Runtime;
  readonly world: World;
  /** Every route with what happened; those at which a stranger answered are `another-program`. */
  readonly attempts: readonly Attempt[];
  /** `undefined`: it has no nodePort, so that there is no address to dial. */
  readonly verdict: Verdict | undefined;
  readonly study: Study;
  readonly observed: Observed;
}

/** Whether its EndpointSlices are known to list a ready endpoint. */
export function hasReadyEndpoint({ port: { endpoints } }: Pick<Case, 'port'>): boolean {
  return endpoints.kind === 'known' && endpoints.value.some(({ isReady }) => isReady);
}

export function isReachable({ verdict }: Pick<Case, 'verdict'>): boolean {
  return verdict?.status === 'Reachable';
}
