import type { Cluster, Deps, EngineAnswer, Resources, Scope } from './deps.ts';
import { type Answer, known, NOT_ASKED } from './domain/answer.ts';
import type { ClusterFacts, EngineFacts, Facts, KubeconfigFacts } from './domain/facts.ts';
import { AccessError } from './errors.ts';
import { joinEndpoints } from './input/endpoints.ts';
import { parseNode, parseService, parseSlice } from './input/objects.ts';
import { containerLabelsLikely, containerLabelsWanted, type Overrule } from './recognise.ts';

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
  const services = cluster.list('services', scope, parseService);
  const slices = listIfAllowed(cluster, 'endpointslices', { namespace: scope.namespace }, parseSlice);
  const nodes = listIfAllowed(cluster, 'nodes', { namespace: undefined }, parseNode);
  const likely = askLikelyEngine(kubeconfig, deps); // the questions to the API server have gone out by now
  const engine = nodes.then((known) => askEngine({ kubeconfig, machine, nodes: known }, overrule, likely, deps));
  const [ofServices, ofSlices, ofNodes, ofEngine] = await Promise.all([services, slices, nodes, engine]);
  return { kubeconfig, machine, nodes: ofNodes, engine: ofEngine, services: joinEndpoints(ofServices, ofSlices) };
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

/** A question to the engine that was asked before it was known to be the right one. */
interface EngineQuestion {
  readonly labels: readonly string[];
  readonly answer: Promise<EngineAnswer>;
}

/** What the kubeconfig suggests is asked while the API server answers: on a cluster of containers that is half the wait. */
function askLikelyEngine(
  kubeconfig: KubeconfigFacts,
  { readEngine }: Pick<Deps, 'readEngine'>,
): EngineQuestion | undefined {
  const labels = containerLabelsLikely(kubeconfig);
  if (labels.length === 0) return undefined;
  const answer = readEngine(labels, ENGINE_TIMEOUT_MS);
  answer.catch(() => {}); // whoever waits for it is told; nobody may
  return { labels, answer };
}

/** The container engine's answer, where the cluster is one of containers; otherwise nobody is asked. */
async function askEngine(
  facts: Omit<ClusterFacts, 'engine'>,
  overrule: Overrule | undefined,
  likely: EngineQuestion | undefined,
  { readEngine }: Pick<Deps, 'readEngine'>,
): Promise<Answer<EngineFacts>> {
  const labels = containerLabelsWanted({ ...facts, engine: NOT_ASKED }, overrule);
  if (labels.length === 0) return NOT_ASKED;
  const isAsked = likely && String(likely.labels) === String(labels);
  const answer = await (isAsked ? likely.answer : readEngine(labels, ENGINE_TIMEOUT_MS));
  if (answer.kind === 'known') return known(answer.value);
  return { kind: 'unknown', because: { code: 'container-engine', value: answer.value, source: answer.source } };
}
