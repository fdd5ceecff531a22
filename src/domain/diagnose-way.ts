import type { Case } from './case.ts';
import { nodesOf } from './evidence.ts';
import { familyOf, isInSubnet, isLoopback, isPublic } from './ip.ts';
import { isNonEmpty } from './non-empty.ts';
import { isSilence, type ProbeResult } from './probe.ts';
import type { Problem } from './problem.ts';
import { swallowedBy } from './proxy-variables.ts';
import type { Attempt } from './route.ts';
import type { NodePublication } from './runtime.ts';
import { schemeOf } from './scheme.ts';
import { selects } from './selects.ts';
import type { Neighbour } from './study.ts';

/** What keeps a connection from getting as far as the pods: at the nodes, before them, on this machine. */
export function problemsOfWay(each: Case): readonly Problem[] {
  if (each.verdict === undefined) return [];
  const problems = [...localPolicy(each), ...ofNodes(each), ...ofPublisher(each), ...ofMachine(each)];
  const isMute = problems.length === 0 && each.attempts.length === 0;
  return [...problems, ...(isMute ? outOfReach(each) : []), ...policies(each)];
}

/** What is to be known of a Service that answers, and of one that does not: none of it stops a connection. */
export function notesOf(each: Case): readonly Problem[] {
  return [...otherNumber(each), ...deadLoopback(each), ...proxyVariable(each)];
}

function localPolicy({ service, port, attempts }: Case): readonly Problem[] {
  const isDropped = attempts.some(({ result }) => result.outcome === 'not-tried' && result.because === 'local-policy');
  if (service.externalTrafficPolicy !== 'Local' || !isDropped || port.endpoints.kind !== 'known') return [];
  const ready = port.endpoints.value.filter(({ isReady }) => isReady);
  const homes = [...new Set(ready.map(({ node }) => node).filter((node) => node !== undefined))].toSorted();
  return [{ code: 'local-policy', homes }];
}

/** A node that was reached refuses or swallows this port, while the pods answer the API server. */
function ofNodes(each: Case): readonly Problem[] {
  const failed = each.attempts.find(isFailureOfNode);
  if (failed === undefined || !hasReadyPods(each)) return [];
  const { host, port, node } = failed.route;
  const { proxy } = each.study;
  const config = proxy.kind === 'known' ? proxy.value : undefined;
  const served = config?.nodePortAddresses.filter((address) => address !== 'primary') ?? [];
  if (isNonEmpty(served) && familyOf(host) && !served.some((cidr) => isInSubnet(host, cidr)))
    return [{ code: 'address-not-served', host, served }];
  const neighbours = each.observed.neighbours.filter((neighbour) => neighbour.host === host || neighbour.node === node);
  if (isHostSilent(failed.result, neighbours)) return [{ code: 'host-silent', host, port, isPublic: isPublic(host) }];
  const { outcome } = failed.result;
  return [{ code: 'node-does-not-forward', node, host, port, outcome, suspect: suspectOf(failed.result, neighbours) }];
}

function isFailureOfNode({ route, result }: Attempt): boolean {
  const isFailure = result.outcome === 'refused' || result.outcome === 'dropped' || isSilence(result);
  return isFailure && route.via !== 'tunnel' && !(route.via === 'localhost' && route.answeredBy === 'kube-proxy');
}

function isHostSilent(result: ProbeResult, neighbours: readonly Neighbour[]): boolean {
  return isSilence(result) && !neighbours.some((neighbour) => !isSilence(neighbour.result));
}

function suspectOf(
  { outcome }: ProbeResult,
  neighbours: readonly Neighbour[],
): Extract<Problem, { code: 'node-does-not-forward' }>['suspect'] {
  const health = neighbours.find(({ of }) => of.kind === 'health');
  if (health?.result.outcome === 'refused') return 'stopped';
  const hasOther = neighbours.some(({ of, result }) => of.kind === 'service' && result.outcome === 'answered');
  if (outcome !== 'refused' && outcome !== 'dropped') return hasOther || health ? 'rule' : 'unknown';
  return hasOther ? 'behind' : 'unknown';
}

function ofPublisher({ verdict, port, world: { publishing } }: Case): readonly Problem[] {
  const isUncarried = publishing.kind === 'every-node-port' && !publishing.carries.includes(port.protocol);
  if (isUncarried) return [{ code: 'protocol-not-carried', protocol: port.protocol }];
  if (verdict?.status !== 'NotPublished' || port.nodePort === undefined) return [];
  const { nodePort } = port;
  const { published } = verdict;
  const own = published.find((each) => each.port.containerPort === nodePort && each.port.protocol === port.protocol);
  if (own) return [{ code: 'published-elsewhere', publication: own }];
  const twisted = published.find(({ port: { hostPort } }) => hostPort === nodePort);
  if (twisted) return [{ code: 'published-to-another-port', nodePort, publication: twisted, published }];
  return [{ code: 'not-published', nodePort, published }];
}

/** Of this machine: who else listens here, and where its own routes and rules lead. */
function ofMachine({ verdict, attempts, observed, world, facts }: Case): readonly Problem[] {
  const pod = observed.pods.kind === 'asked' ? observed.pods.answers.find(({ kind }) => kind === 'spoke') : undefined;
  const strangers = observed.strangers.flatMap(({ route, speech }): readonly Problem[] =>
    pod?.kind === 'spoke'
      ? [{ code: 'another-program', host: route.host, port: route.port, says: speech, pod: pod.speech }]
      : [],
  );
  const accepting = attempts.find(
    ({ result }) => result.outcome === 'not-tried' && result.because === 'accepts-everything',
  );
  const hostOf = (outcome: ProbeResult['outcome']) =>
    attempts.find(({ route, result }) => route.via === 'node-address' && result.outcome === outcome)?.route.host;
  // Where ports are published one by one, nobody expects a way to the nodes' own network.
  const isExpected = verdict?.status === 'Unreachable' && world.reach.nodes === 'on-this-machine';
  const unrouted = isExpected ? hostOf('no-route') : undefined;
  const forbidden = facts.machine.platform === 'darwin' ? hostOf('host-unreachable') : undefined;
  return [
    ...strangers,
    ...(accepting ? [{ code: 'accepts-everything', host: accepting.route.host } as const] : []),
    ...(unrouted === undefined ? [] : [{ code: 'no-route', host: unrouted } as const]),
    ...(forbidden === undefined ? [] : [{ code: 'local-network-forbidden', host: forbidden } as const]),
  ];
}

function outOfReach({ facts, world: { reach } }: Case): readonly Problem[] {
  const [node] = nodesOf(facts);
  const host = node?.addresses[0]?.ip;
  return host === undefined ? [] : [{ code: 'nodes-out-of-reach', host, because: reach.because }];
}

/** Their engine may drop what comes from outside the cluster, and the API server's own way goes past it. */
function policies({ service, study, attempts }: Case): readonly Problem[] {
  if (study.policies.kind !== 'known' || !attempts.some(({ result }) => isSilence(result))) return [];
  const names = study.policies.value
    .filter(({ selector }) => selector !== undefined && isFor(selector, service.selector))
    .map(({ name }) => name);
  return names.length === 0 ? [] : [{ code: 'network-policy', policies: names }];
}

/** An empty selector is for every pod; pods behind a Service have at least its labels. */
function isFor(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(selector).length === 0 || selects(selector, labels);
}

/** The host's port is another one than every tutorial would say. */
function otherNumber({ verdict, port: { nodePort }, world: { publishing } }: Case): readonly Problem[] {
  if (verdict?.status !== 'Reachable' || nodePort === undefined) return [];
  const { route } = verdict.best;
  if (route.via !== 'published-port' || route.port === nodePort) return [];
  const published = publishing.kind === 'some-ports' && publishing.ports.kind === 'known' ? publishing.ports.value : [];
  const isIts = ({ port }: NodePublication) => port.hostPort === route.port && port.containerPort === nodePort;
  const container = published.find(isIts)?.container;
  if (container === undefined) return [];
  return [{ code: 'other-number', nodePort, host: route.host, port: route.port, container }];
}

/** Of a node that is this machine: its other addresses are served, and loopback is not. */
function deadLoopback({ attempts, study: { proxy }, world: { reach } }: Case): readonly Problem[] {
  const isDead = attempts.some(({ route, result }) => isNodesLoopback(route) && result.outcome === 'refused');
  const other = attempts.find(({ route, result }) => route.via === 'node-address' && result.outcome === 'answered');
  if (reach.loopback !== 'is-a-node' || !isDead || other === undefined) return [];
  const config = proxy.kind === 'known' ? proxy.value : undefined;
  return [{ code: 'loopback-not-served', mode: config?.mode ?? '', host: other.route.host }];
}

function isNodesLoopback({ host, answeredBy }: Attempt['route']): boolean {
  return isLoopback(host) && answeredBy === 'kube-proxy';
}

/** Browsers leave loopback alone; curl and most programs do not. */
function proxyVariable({ verdict, port, study, attempts }: Case): readonly Problem[] {
  const scheme = schemeOf(port);
  const route = verdict?.status === 'Reachable' ? verdict.best.route : attempts[0]?.route;
  const variable = route && swallowedBy(scheme, route.host, study.user.proxies);
  return route && variable !== undefined ? [{ code: 'proxy-variable', variable, host: route.host }] : [];
}

function hasReadyPods({ port: { endpoints }, observed: { pods } }: Case): boolean {
  const isReady = endpoints.kind === 'known' && endpoints.value.some((endpoint) => endpoint.isReady);
  const isRefused =
    pods.kind === 'asked' && pods.answers.length > 0 && pods.answers.every(({ kind }) => kind === 'refused');
  return isReady && !isRefused;
}
