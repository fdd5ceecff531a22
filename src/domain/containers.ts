import { type Answer, known } from './answer.ts';
import { nodesOf } from './evidence.ts';
import type { ClusterFacts, ContainerFacts } from './facts.ts';
import { isLoopback } from './ip.ts';
import type { NodePublication } from './runtime.ts';

/** kubeadm's port of the API server within a node container: kind's; minikube's is 8443. */
const API_PORTS: readonly number[] = [6443, 8443];

/**
 * The ports that the engine publishes for the nodes of this cluster. Where the engine could not be asked, or knows no
 * container of this cluster (several engines are often installed), the answer is «unknown because», never «none».
 */
export function portsOfNodeContainers(facts: ClusterFacts): Answer<readonly NodePublication[]> {
  const { engine } = facts;
  if (engine.kind !== 'known') return engine;
  const nodes = nodesOf(facts).map(({ name }) => name);
  const containers = engine.value.containers.filter(({ name }) => nodes.length === 0 || nodes.includes(name));
  if (containers.length === 0 || containers.some((container) => isOfAnotherCluster(container, facts))) {
    const value = 'has no container of this cluster';
    return { kind: 'unknown', because: { code: 'container-engine', value, source: engine.value.endpoint } };
  }
  return known(
    containers.flatMap(({ name, published }) => published.map((port) => ({ container: name, node: name, port }))),
  );
}

/**
 * A cluster of the same name may run on another machine, reached through an ssh tunnel. Its API server's port is then
 * not the one that the local engine publishes.
 */
function isOfAnotherCluster({ published }: ContainerFacts, { kubeconfig: { server } }: ClusterFacts): boolean {
  const api = published.filter(({ containerPort }) => API_PORTS.includes(containerPort));
  const isHere = isLoopback(server.host) || ['localhost', '0.0.0.0'].includes(server.host);
  return isHere && api.length > 0 && !api.some(({ hostPort }) => hostPort === server.port);
}
