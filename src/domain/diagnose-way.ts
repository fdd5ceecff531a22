import type { Case } from './case.ts';
import { hasReadyEndpoint } from './case.ts';
import { problemsOfNodes } from './diagnose-nodes.ts';
import { strangers } from './diagnose-notes.ts';
import { nodesOf } from './evidence.ts';
import { familyOf, isInSubnet, isPublic } from './ip.ts';
import type { ProbeResult } from './probe.ts';
import type { Problem } from './problem.ts';
import type { Attempt, Via } from './route.ts';
import type { NodePublication } from './runtime.ts';

/** What keeps a connection from getting as far as the pods: at the nodes, on this machine, between the two. */
export function problemsOfWay(each: Case): readonly Problem[] {
  if (each.verdict === undefined) return [];
  const found = [...problemsOfNodes(each), ...ofMachine(each)];
  // Where the nodes themselves are reached from here, nobody has to publish anything.
  const isDirect = each.world.reach.nodes === 'on-this-machine' && found.length > 0;
  const problems = [...found, ...(isDirect ? [] : ofPublisher(each))];
  return problems.length > 0 ? problems : outOfReach(each);
}

/** Of this machine: who else listens here, and where its own routes and rules lead. */
function ofMachine(each: Case): readonly Problem[] {
  const { attempts, facts } = each;
  const accepting = attempts.find(
    ({ result }) => result.outcome === 'not-tried' && result.because === 'accepts-everything',
  );
  const unrouted = isWayExpected(each) ? nodeThatMet('no-route', attempts) : undefined;
  const forbidden = facts.machine.platform === 'darwin' ? nodeThatMet('host-unreachable', attempts) : undefined;
  return [
    ...strangers(each),
    ...(accepting ? [{ code: 'accepts-everything', host: accepting.route.host } as const] : []),
    ...(unrouted === undefined ? [] : [{ code: 'no-route', host: unrouted } as const]),
    ...(forbidden === undefined || isPublic(forbidden)
      ? []
      : [{ code: 'local-network-forbidden', host: forbidden } as const]),
  ];
}

function nodeThatMet(outcome: ProbeResult['outcome'], attempts: readonly Attempt[]): string | undefined {
  return attempts.find(({ route, result }) => route.via === 'node-address' && result.outcome === outcome)?.route.host;
}

/**
 * Whether a node's address should lead somewhere: this machine has the other end of its network, which a VPN may hide.
 * Where ports are published one by one, or nobody knows that it does, nothing is expected of it.
 */
function isWayExpected({ attempts, facts: { machine }, world: { reach, publishing } }: Case): boolean {
  const host = nodeThatMet('no-route', attempts);
  const isOurs = host !== undefined && machine.interfaces.some((cidr) => isInSubnet(host, cidr));
  if (reach.nodes === 'on-this-machine' && isOurs) return true;
  const isOnlyWay = publishing.kind === 'nothing' && attempts.every(({ result }) => result.outcome === 'no-route');
  return isOnlyWay && reach.nodes !== 'no';
}

/** Attempts at what an engine publishes have one of these, by where the engine is. */
const OF_PUBLISHED: ReadonlySet<Via> = new Set(['published-port', 'engine-host', 'container-host']);

function ofPublisher(each: Case): readonly Problem[] {
  const { port, verdict } = each;
  const { publishing } = each.world;
  const isUncarried = publishing.kind === 'every-node-port' && !publishing.carries.includes(port.protocol);
  // Another route, of which nobody can say whether it answers, is not in its way.
  if (isUncarried && verdict?.status !== 'Unverified')
    return [{ code: 'protocol-not-carried', protocol: port.protocol }];
  const published = isDeaf(each) ? [] : publishedOthers(each);
  const { nodePort } = port;
  if (published === undefined || nodePort === undefined) return [];
  const isIts = (publication: NodePublication) => publication.port.protocol === port.protocol;
  const own = published.filter(isIts).find((publication) => publication.port.containerPort === nodePort);
  if (own) return [{ code: 'published-elsewhere', publication: own }];
  const twisted = published.filter(isIts).find((publication) => publication.port.hostPort === nodePort);
  if (twisted) return [{ code: 'published-to-another-port', nodePort, publication: twisted, published }];
  return [{ code: 'not-published', nodePort, published }];
}

/** Whether nobody listens where the runtime forwards every nodePort: it listens also where nothing is behind it. */
function isDeaf(each: Case): boolean {
  const isForwarding = each.world.publishing.kind === 'every-node-port' && hasReadyEndpoint(each);
  return isForwarding && each.attempts.some(({ route, result }) => isForwarder(route) && result.outcome === 'refused');
}

/** Whether an address is that of a forwarder which copies every nodePort, where it is one. */
function isForwarder({ via, answeredBy }: Attempt['route']): boolean {
  return answeredBy === 'proxy' && (via === 'localhost' || OF_PUBLISHED.has(via));
}

/** What is published instead of this port; `undefined`: it is published, or needs not be, or nobody knows. */
function publishedOthers({ verdict, attempts, facts, world }: Case): readonly NodePublication[] | undefined {
  const { publishing } = world;
  const isKnown = publishing.kind === 'some-ports' && publishing.ports.kind === 'known';
  if (!isKnown || publishing.ports.kind !== 'known' || facts.nodes.kind === 'unknown') return undefined;
  // Of the verdicts the other ones say of every address that it was tried, or that it may be there unseen.
  const isMeant =
    verdict?.status === 'NotPublished' ||
    verdict?.status === 'NoEndpoints' ||
    (verdict?.status === 'Unverified' && attempts.length === 0);
  const isOffered = attempts.some(({ route }) => OF_PUBLISHED.has(route.via));
  const isReached = attempts.some(({ result }) => result.outcome === 'refused' || result.outcome === 'dropped');
  return isMeant && !isOffered && !isReached ? publishing.ports.value : undefined;
}

/** No address at all, and no other reason for that. */
function outOfReach(each: Case): readonly Problem[] {
  const { facts, attempts, verdict } = each;
  const isOver = verdict?.status === 'Unreachable' || verdict?.status === 'NoEndpoints';
  if (!isOver || attempts.length > 0 || facts.nodes.kind !== 'known') return [];
  const host = nodesOf(facts)[0]?.addresses[0]?.ip;
  return host === undefined ? [] : [{ code: 'nodes-out-of-reach', host, because: whyOutOfReach(each) }];
}

function whyOutOfReach({ service: { ipFamilies }, facts, world: { reach, nodesAre, publishing } }: Case): string {
  if (nodesAre === 'fake') return 'the nodes are objects alone, and no machine is behind them';
  if (reach.nodes === 'no' || publishing.kind === 'some-ports') return reach.because;
  const families = nodesOf(facts).flatMap(({ addresses }) => addresses.map(({ ip }) => familyOf(ip) ?? ''));
  const isOfOther = ipFamilies.length > 0 && !families.some((family) => ipFamilies.includes(family));
  return isOfOther
    ? `the Service is for ${ipFamilies.join(' and ')}, and no node has such an address`
    : 'the address is of a network that only the nodes have';
}
