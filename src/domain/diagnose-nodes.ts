import type { Case } from './case.ts';
import { hasReadyEndpoint } from './case.ts';
import { nodesOf } from './evidence.ts';
import { familyOf, isInSubnet, isLoopback, isPublic } from './ip.ts';
import { isSilence, type ProbeResult } from './probe.ts';
import type { Problem } from './problem.ts';
import type { Attempt } from './route.ts';
import { selects } from './selects.ts';
import type { Neighbour, ProxyConfig } from './study.ts';

/** What the nodes do with a connection that gets as far as them, or why none does. */
export function problemsOfNodes(each: Case): readonly Problem[] {
  const failed = each.attempts.filter((attempt) => isFailure(attempt, each));
  const unserved = failed.flatMap((attempt) => unservedAt(attempt, each));
  const others = failed.filter((attempt) => unservedAt(attempt, each).length === 0 && !isForOthers(attempt, each));
  return [...localPolicy(each), ...unserved.slice(0, 1), ...policies(others, each), ...notForwarded(others, each)];
}

function isFailure({ route, result }: Attempt, { world: { publishing } }: Case): boolean {
  if (route.via === 'tunnel') return false;
  if (route.via === 'localhost' && route.answeredBy === 'kube-proxy') return false; // many modes do not serve it
  // Who forwards every nodePort and refuses this one does not listen: that says nothing of the nodes.
  const isForwarder = publishing.kind === 'every-node-port' && route.answeredBy === 'proxy';
  if (result.outcome === 'refused') return !isForwarder;
  return result.outcome === 'dropped' || isSilent(result);
}

function isSilent(result: ProbeResult): boolean {
  return isSilence(result) || isKnownSilent(result);
}

/** Other ports of the host, which every node serves, have told it. */
function isKnownSilent(result: ProbeResult): boolean {
  return result.outcome === 'not-tried' && result.because === 'host-is-silent';
}

/** A node without a ready pod of its own swallows what comes in; where another one has some, it is no route at all. */
function localPolicy(each: Case): readonly Problem[] {
  const { service, attempts, facts } = each;
  if (service.externalTrafficPolicy !== 'Local' || !hasReadyEndpoint(each)) return [];
  const homes = homesOf(each);
  const isNowhere = facts.nodes.kind === 'known' && !facts.nodes.value.some(({ name }) => homes.includes(name));
  const isDropped = attempts.some((attempt) => isForOthers(attempt, each));
  return isDropped || isNowhere ? [{ code: 'local-policy', homes }] : [];
}

function homesOf({ port: { endpoints } }: Case): readonly string[] {
  const ready = endpoints.kind === 'known' ? endpoints.value.filter(({ isReady }) => isReady) : [];
  return [...new Set(ready.map(({ node }) => node).filter((node) => node !== undefined))].toSorted();
}

/** Whether it arrives, or may arrive, at a node that keeps what it gets for pods of its own. A proxy holds it then. */
function isForOthers({ route, result }: Attempt, each: Case): boolean {
  if (result.outcome === 'not-tried') return result.because === 'local-policy';
  if (each.service.externalTrafficPolicy !== 'Local' || route.answeredBy !== 'proxy') return false;
  const homes = homesOf(each);
  const nodes = route.node === undefined ? nodesOf(each.facts).map(({ name }) => name) : [route.node];
  return result.outcome === 'timed-out' && homes.length > 0 && nodes.some((name) => !homes.includes(name));
}

/** What the node's kube-proxy was told not to serve. What is published for a node arrives at its own address. */
function unservedAt({ route, result }: Attempt, { facts, study: { proxy } }: Case): readonly Problem[] {
  const config = proxy.kind === 'known' ? proxy.value : undefined;
  if (config === undefined || isKnownSilent(result)) return [];
  const internal = nodesOf(facts)
    .find(({ name }) => name === route.node)
    ?.addresses.filter(({ type }) => type === 'InternalIP')
    .map(({ ip }) => ip);
  const host = route.via === 'node-address' ? route.host : route.via === 'published-port' ? internal?.[0] : undefined;
  if (host === undefined) return [];
  const served = servedOf(config).filter((network) => isOfFamily(network, host));
  const primary = internal?.find((ip) => familyOf(ip) === familyOf(host));
  const isServed = (network: string) =>
    network === PRIMARY ? primary === undefined || primary === host : isInSubnet(host, network);
  return served.length === 0 || served.some(isServed) ? [] : [{ code: 'address-not-served', host, served }];
}

/** The address by which the node is known, of each family. */
const PRIMARY = 'primary';

/** Source: kubernetes 1.35, cmd/kube-proxy/app/server_linux.go: nftables serves the primary addresses where nothing is said. */
function servedOf({ mode, nodePortAddresses }: ProxyConfig): readonly string[] {
  return nodePortAddresses.length === 0 && mode === 'nftables' ? [PRIMARY] : nodePortAddresses;
}

/** A family of which no network is said is served whole. Source: kubernetes 1.35, pkg/proxy/util/nodeport_addresses.go. */
function isOfFamily(network: string, host: string): boolean {
  const [base = ''] = network.split('/');
  return network === PRIMARY || familyOf(base) === familyOf(host);
}

/** Their engine may drop what comes from outside the cluster; the API server's own way goes past it. */
function policies(failed: readonly Attempt[], each: Case): readonly Problem[] {
  const { policies: answer } = each.study;
  const isSwallowed = failed.some(
    ({ route, result }) => isSilence(result) && !isMute(neighboursAt(route, each)) && hasReadyEndpoint(each),
  );
  if (answer.kind !== 'known' || !isSwallowed) return [];
  const labels = labelsOfPods(each);
  const names = answer.value
    .filter(({ selector }) => selector !== undefined && labels.some((each) => isFor(selector, each)))
    .map(({ name }) => name);
  return names.length === 0 ? [] : [{ code: 'network-policy', policies: names }];
}

/** Where pods may not be seen: those behind a Service have at least what it selects by. */
function labelsOfPods({ service: { selector }, study: { pods } }: Case): readonly Readonly<Record<string, string>>[] {
  const seen = pods.kind === 'known' ? pods.value.filter(({ labels }) => selects(selector, labels)) : [];
  return seen.length > 0 ? seen.map(({ labels }) => labels) : [selector];
}

/** An empty selector is for every pod. */
function isFor(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(selector).length === 0 || selects(selector, labels);
}

/** Of a node that was reached; else that none was. */
function notForwarded(failed: readonly Attempt[], each: Case): readonly Problem[] {
  const found = failed.flatMap((attempt) => problemAt(attempt, each) ?? []);
  const first = found.find(({ code }) => code === 'node-does-not-forward') ?? found[0];
  return first ? [first] : [];
}

function problemAt({ route, result }: Attempt, each: Case): Problem | undefined {
  const { node, host, port } = route;
  const neighbours = neighboursAt(route, each);
  // Without a ready pod a port is not waited for, so that its own silence tells nothing.
  const isProven = isKnownSilent(result) || isMute(neighbours) || (neighbours.length === 0 && hasReadyEndpoint(each));
  if (isSilent(result) && isProven && !isLoopback(host))
    return { code: 'host-silent', host, port, isPublic: isPublic(host) };
  const suspect = suspectOf(result, neighbours, each);
  return suspect && { code: 'node-does-not-forward', node, host, port, outcome: result.outcome, suspect };
}

type Suspect = Extract<Problem, { code: 'node-does-not-forward' }>['suspect'];

/** `undefined`: it may as well be the pods. */
function suspectOf(result: ProbeResult, neighbours: readonly Neighbour[], each: Case): Suspect | undefined {
  if (isStopped(neighbours, each)) return 'stopped';
  if (!hasReadyEndpoint(each)) return undefined;
  // A closed port of a pod refuses: what swallows is before the pods, whether they were asked or not.
  if (isSilent(result)) return neighbours.some((each) => !isSilence(each.result)) ? 'rule' : 'unknown';
  if (!hasSpoken(each)) return undefined;
  const hasOther = neighbours.some(({ of, result }) => of.kind === 'service' && result.outcome === 'answered');
  if (hasOther) return 'behind';
  return neighbours.some(isHealthRefused) ? 'perhaps-stopped' : 'unknown';
}

/**
 * Whether kube-proxy does not tell that it lives, where it should: where it is kubeadm's. k3s keeps that port to
 * loopback, and what stands in for kube-proxy elsewhere has none.
 */
function isStopped(neighbours: readonly Neighbour[], { study: { proxy } }: Case): boolean {
  const config = proxy.kind === 'known' ? proxy.value : undefined;
  return config !== undefined && TELLS_EVERYBODY.has(config.health) && neighbours.some(isHealthRefused);
}

/** Addresses of its health port that are the node's own ones too. Empty: the default, which is the second. */
const TELLS_EVERYBODY: ReadonlySet<string> = new Set(['', '0.0.0.0:10256', '[::]:10256', ':10256', '0.0.0.0', '::']);

function isHealthRefused({ of, result }: Neighbour): boolean {
  return of.kind === 'health' && result.outcome === 'refused';
}

function neighboursAt({ host, node }: Attempt['route'], { observed }: Case): readonly Neighbour[] {
  return observed.neighbours.filter(
    (neighbour) => neighbour.host === host || (node !== undefined && neighbour.node === node),
  );
}

function isMute(neighbours: readonly Neighbour[]): boolean {
  return neighbours.length > 0 && neighbours.every(({ result }) => isSilence(result));
}

function hasSpoken({ observed: { pods } }: Case): boolean {
  return pods.kind === 'asked' && pods.answers.some(({ kind }) => kind === 'spoke');
}
