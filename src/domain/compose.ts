import { portsOfNodeContainers } from './containers.ts';
import type { ClusterFacts } from './facts.ts';
import type { ContainerFilter, NodeKind, Publishing } from './runtime.ts';

/**
 * Clusters whose tool labels no container, but comes with a Compose file: Compose labels what it starts. Source:
 * docker/compose, pkg/api/labels.go, read 2026-11. Status: documented.
 */
export function containersOfCompose(nodesAre: NodeKind): readonly ContainerFilter[] {
  return nodesAre === 'containers' ? ['label=com.docker.compose.project'] : [];
}

export function publishedByCompose(facts: ClusterFacts, nodesAre: NodeKind): Publishing {
  return nodesAre === 'containers'
    ? { kind: 'some-ports', ports: portsOfNodeContainers(facts, { ownPorts: [6443] }) }
    : { kind: 'nothing' };
}
