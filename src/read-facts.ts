import type { Cluster, Deps, EngineAnswer, EngineQuestion, Scope } from './deps.ts';
import { type Answer, known, NOT_ASKED } from './domain/answer.ts';
import type { ClusterFacts, Facts, KubeconfigFacts, NodeFacts, ServiceFacts } from './domain/facts.ts';
import { keptOf } from './domain/kept-containers.ts';
import { isLoopbackServer } from './domain/server.ts';
import type { AccessError } from './errors.ts';
import { joinEndpoints } from './input/endpoints.ts';
import { glimpseNodes, nodesOfEndpoints, nodesOfSlices } from './input/glimpsed-nodes.ts';
import { parseNode, parseService, parseSlice, type SliceFacts } from './input/objects.ts';
import { parsePod } from './input/pod.ts';
import { isOfThisResource, listIfAllowed } from './list-if-allowed.ts';
import type { Overrule } from './recognise.ts';

/** How long a container engine may take: a local socket answers in milliseconds, a VM that wakes up in a few hundred. */
const ENGINE_TIMEOUT_MS = 2_000;

/** Where ssh may be in the way: it logs in first. */
const ENGINE_OVER_SSH_TIMEOUT_MS = 5_000;

type Asked = Pick<Deps, 'readEngine' | 'readMachine' | 'readSettings'>;

export interface FactsWanted {
  /** Of the Services. */
  readonly scope: Scope;
  readonly overrule: Overrule | undefined;
  /** Whether an engine that docker reaches over ssh may be asked. */
  readonly canUseSsh: boolean;
}

/** What the API server has of each kind. Only the Services have to be there: what else may not be seen is «unknown». */
export interface Lists {
  readonly services: Promise<readonly ServiceFacts[]>;
  readonly slices: Promise<Answer<readonly SliceFacts[]>>;
  readonly nodes: Promise<Answer<readonly NodeFacts[]>>;
}

/**
 * Asks the API server for Services, EndpointSlices and nodes at once, each kind one time, and then the container engine
 * where the nodes say that it matters.
 */
export function readFacts(cluster: Cluster, wanted: FactsWanted, deps: ReadingDeps): Promise<Facts> {
  const namespace = { namespace: wanted.scope.namespace };
  const ask = (): Lists => ({
    services: cluster.list('services', wanted.scope, parseService),
    slices: listIfAllowed(cluster, 'endpointslices', namespace, parseSlice, isOfThisResource),
    nodes: listIfAllowed(cluster, 'nodes', EVERYWHERE, parseNode, isOfThisResource),
  });
  return readFactsFrom(ask, cluster, wanted, deps);
}

export type ReadingDeps = Asked & Pick<Deps, 'readTunnels'>;

/** The same where the API server is asked in another way. */
export async function readFactsFrom(
  ask: () => Lists,
  cluster: Cluster,
  { scope, overrule, canUseSsh }: FactsWanted,
  deps: ReadingDeps,
): Promise<Facts> {
  const namespace = { namespace: scope.namespace };
  const likely = askLikelyEngine(cluster.kubeconfig, canUseSsh, deps);
  // An engine takes longer than an API server on the same machine: there it is asked first.
  if (isLoopbackServer(cluster.kubeconfig.server)) await likely;
  const { services, slices, nodes } = ask();
  const joined = Promise.all([services, slices]).then(([found, its]) => joinEndpoints(found, its));
  const nodeNames = async () => nodesOfEndpoints(await joined);
  const around = readAround(cluster, { nodes, nodeNames, namespace, likely, overrule, canUseSsh }, deps);
  const [ofServices, facts, tunnels] = await Promise.all([joined, around, deps.readTunnels(cluster)]);
  return { ...facts, services: ofServices, tunnels };
}

/** The cluster without its Services. That the API server does not answer is one of the facts; `failure` has its words. */
export async function readClusterFacts(
  cluster: Cluster,
  overrule: Overrule | undefined,
  deps: Asked,
): Promise<{ readonly facts: ClusterFacts; readonly failure: AccessError | undefined }> {
  const namespace = { namespace: cluster.namespace };
  let failure: AccessError | undefined;
  const likely = askLikelyEngine(cluster.kubeconfig, true, deps);
  const nodes = listIfAllowed(cluster, 'nodes', EVERYWHERE, parseNode, (error) => {
    failure = error.reason === 'forbidden' ? undefined : error;
    return true;
  });
  const nodeNames = async () => {
    const slices = await listIfAllowed(cluster, 'endpointslices', namespace, parseSlice, () => true);
    return slices.kind === 'known' ? nodesOfSlices(slices.value) : [];
  };
  const facts = await readAround(cluster, { nodes, nodeNames, namespace, likely, overrule, canUseSsh: true }, deps);
  return { facts, failure };
}

const EVERYWHERE: Scope = { namespace: undefined };

interface Around {
  readonly nodes: Promise<Answer<readonly NodeFacts[]>>;
  /** Of the nodes that endpoints name; asked for only where nodes may not be listed. */
  readonly nodeNames: () => Promise<readonly string[]>;
  readonly namespace: Scope;
  readonly likely: Promise<LikelyQuestion | undefined>;
  readonly overrule: Overrule | undefined;
  readonly canUseSsh: boolean;
}

/** What the nodes say, and what on this machine says more about them. */
async function readAround(cluster: Cluster, asked: Around, deps: Asked): Promise<ClusterFacts> {
  const { kubeconfig } = cluster;
  const { overrule, canUseSsh } = asked;
  const { distributionOf } = await import('./recognise.ts');
  const likely = await asked.likely;
  const machine = deps.readMachine();
  const nodes = await asked.nodes;
  const glimpsedNodes = nodes.kind === 'unknown' ? await glimpse(cluster, nodes.because.value, asked) : [];
  const unasked = { settings: NOT_ASKED, engine: NOT_ASKED, remoteEngine: undefined };
  const seen = { kubeconfig, machine, nodes, glimpsedNodes, ...unasked };
  const distribution = distributionOf(seen, overrule);
  const file = distribution.settings?.(seen);
  const settings = file ? await deps.readSettings(file) : NOT_ASKED;
  const filters = distribution.containersWanted?.({ ...seen, settings }) ?? [];
  if (filters.length === 0) return { ...seen, settings };
  const isAsked = likely && String(likely.filters) === String(filters);
  const question = questionFor(filters, kubeconfig, canUseSsh);
  const answer = await (isAsked ? likely.answer : deps.readEngine(question));
  const engine = engineOf(answer);
  return {
    ...seen,
    settings,
    remoteEngine: answer.remoteHost,
    engine: engine.kind === 'known' ? known(keptOf(engine.value, filters, distribution, seen)) : engine,
  };
}

/** Who may not list nodes sees them through pods, and through the endpoints of Services. */
async function glimpse(
  cluster: Cluster,
  reason: string,
  { nodeNames, namespace }: Around,
): Promise<readonly NodeFacts[]> {
  if (reason !== 'forbidden') return [];
  const pods = await listIfAllowed(cluster, 'pods', namespace, parsePod, () => true);
  return glimpseNodes(pods.kind === 'known' ? pods.value : [], await nodeNames());
}

/** A question to the engine that was asked before it was known to be the right one. */
interface LikelyQuestion {
  readonly filters: EngineQuestion['filters'];
  readonly answer: Promise<EngineAnswer>;
}

/** What the kubeconfig suggests is asked while the API server answers: on a cluster of containers that is half the wait. */
async function askLikelyEngine(
  kubeconfig: KubeconfigFacts,
  canUseSsh: boolean,
  { readEngine }: Asked,
): Promise<LikelyQuestion | undefined> {
  const { containersLikely } = await import('./recognise.ts');
  const filters = containersLikely(kubeconfig);
  if (filters.length === 0) return undefined;
  const answer = readEngine(questionFor(filters, kubeconfig, canUseSsh));
  answer.catch(() => {}); // whoever waits for it is told; nobody may
  return { filters, answer };
}

/** What an engine has of a cluster that does not answer. */
export async function readEngineOf(kubeconfig: KubeconfigFacts, deps: Asked): Promise<ClusterFacts['engine']> {
  const likely = await askLikelyEngine(kubeconfig, false, deps);
  return likely ? engineOf(await likely.answer) : NOT_ASKED;
}

/** The same question is asked once: what was under way when the API server failed is the answer to what comes then. */
export function askingOnce<D extends Asked>(deps: D): D {
  const answers = new Map<string, Promise<EngineAnswer>>();
  const readEngine = (question: EngineQuestion) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) ?? deps.readEngine(question);
    answers.set(key, answer);
    return answer;
  };
  return { ...deps, readEngine };
}

function questionFor(
  filters: EngineQuestion['filters'],
  { server }: KubeconfigFacts,
  canUseSsh: boolean,
): EngineQuestion {
  const timeoutMs = canUseSsh ? ENGINE_OVER_SSH_TIMEOUT_MS : ENGINE_TIMEOUT_MS;
  return { filters, timeoutMs, publishing: isLoopbackServer(server) ? server?.port : undefined, canUseSsh };
}

function engineOf(answer: EngineAnswer): ClusterFacts['engine'] {
  if (answer.kind === 'known') return known(answer.value);
  return { kind: 'unknown', because: { code: 'container-engine', value: answer.value, source: answer.source } };
}
