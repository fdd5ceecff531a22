import { nodeIn } from './containers.ts';
import { nodesOf } from './evidence.ts';
import type { ClusterFacts, EngineFacts } from './facts.ts';
import type { ContainerFilter, Distribution } from './runtime.ts';

/**
 * What is kept of an engine's answer: labels hold passwords, and a filter that any project's containers fit (Compose's)
 * finds strangers. So the labels that were asked for or are read stay, and where no name was asked for, nodes alone.
 */
export function keptOf(
  engine: EngineFacts,
  filters: readonly ContainerFilter[],
  { labelsRead = [] }: Pick<Distribution, 'labelsRead'>,
  facts: Pick<ClusterFacts, 'nodes' | 'glimpsedNodes'>,
): EngineFacts {
  const keys = [...labelsRead, ...filters.map((filter) => filter.split('=')[1] ?? '')];
  const isAnyProjects = filters.every((filter) => /^label=[^=]+$/.test(filter));
  const nodes = nodesOf(facts);
  const containers = engine.containers.filter((container) => !isAnyProjects || nodeIn(container, nodes) !== undefined);
  return {
    ...engine,
    containers: containers.map((container) => ({
      ...container,
      labels: Object.fromEntries(Object.entries(container.labels).filter(([key]) => keys.includes(key))),
    })),
  };
}
