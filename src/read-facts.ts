import type { Cluster, Deps, Resources, Scope } from './deps.ts';
import { type Answer, known, NOT_ASKED } from './domain/answer.ts';
import type { ClusterFacts, EngineFacts, Facts } from './domain/facts.ts';
import { AccessError } from './errors.ts';
import { joinEndpoints } from './input/endpoints.ts';
import { parseNode, parseService, parseSlice } from './input/objects.ts';
import { containerLabelsWanted, type Overrule } from './recognise.ts';

/** How long a container engine may take: a local socket answers in milliseconds, a VM that wakes up in a few hundred. */
const ENGINE_TIMEOUT_MS = 2_000;

/**
 * Asks the API server for Services, EndpointSlices and nodes at once, each kind one time, and then the container engine
 * where the nodes say that it matters. Only the Services have to be there: what else may not be seen is «unknown».
 */
export async function readFacts(
  cluster: Cluster,
  scope: Scope,
  overrule: Overrule | undefined,
  deps: Pick<Deps, 'readEngine' | 'readMachine'>,
): Promise<Facts> {
  const { kubeconfig } = cluster;
  const machine = deps.readMachine();
  const readNodes = async () => {
    const nodes = await listIfAllowed(cluster, 'nodes', { namespace: undefined }, parseNode);
    return { nodes, engine: await askEngine({ kubeconfig, machine, nodes }, overrule, deps) };
  };
  const [services, slices, { nodes, engine }] = await Promise.all([
    cluster.list('services', scope, parseService),
    listIfAllowed(cluster, 'endpointslices', { namespace: scope.namespace }, parseSlice),
    readNodes(),
  ]);
  return { kubeconfig, machine, nodes, engine, services: joinEndpoints(services, slices) };
}

async function listIfAllowed<R extends keyof Resources, T>(
  cluster: Cluster,
  resource: R,
  scope: Scope,
  parse: (object: Resources[R]) => T,
): Promise<Answer<readonly T[]>> {
  try {
    return known(await cluster.list(resource, scope, parse));
  } catch (error) {
    if (!(error instanceof AccessError) || !isOfThisResource(error)) throw error;
    return { kind: 'unknown', because: { code: resource, value: error.reason, source: 'API server' } };
  }
}

// Whether another resource may still be answered: a server that is not there answers none.
function isOfThisResource({ reason }: AccessError): boolean {
  return reason === 'forbidden' || reason === 'not-found' || reason === 'refused-by-server';
}

/** The container engine's answer, where the cluster is one of containers; otherwise nobody is asked. */
async function askEngine(
  facts: Omit<ClusterFacts, 'engine'>,
  overrule: Overrule | undefined,
  { readEngine }: Pick<Deps, 'readEngine'>,
): Promise<Answer<EngineFacts>> {
  const labels = containerLabelsWanted({ ...facts, engine: NOT_ASKED }, overrule);
  if (labels.length === 0) return NOT_ASKED;
  const answer = await readEngine(labels, ENGINE_TIMEOUT_MS);
  if (answer.kind === 'known') return known(answer.value);
  return { kind: 'unknown', because: { code: 'container-engine', value: answer.value, source: answer.source } };
}
