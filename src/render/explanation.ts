import { authorityOf } from '../domain/host.ts';
import { isLoopback } from '../domain/ip.ts';
import type { Problem } from '../domain/problem.ts';
import type { NodePublication } from '../domain/runtime.ts';
import { selectorText } from '../domain/selects.ts';
import type { Speech } from '../domain/speech.ts';
import { lastCause } from './cause.ts';
import { phraseOfTrouble } from './pod-trouble.ts';
import { safeText } from './safe-text.ts';

/** What is so, a clause without a full stop. The cure is never in it. */
export function explain(problem: Problem): string {
  switch (problem.code) {
    case 'selects-nothing':
      return `its selector ${pairs(problem.selector)} matches no pod${nearMiss(problem)}`;
    case 'no-such-port': {
      const { pod, targetName, declared } = problem;
      const has = declared.length === 0 ? 'it names none' : `it has ${declared.map(portWords).join(', ')}`;
      return `targetPort ${safeText(targetName)} is a name that no container of pod ${safeText(pod)} has: ${has}`;
    }
    case 'nobody-lists':
      return 'it has no selector, and no EndpointSlice lists an endpoint for it';
    case 'not-listed-yet':
      return `pod ${safeText(problem.pod)} is ready, and the EndpointSlices do not say so yet`;
    case 'none-ready':
      return problem.total === 0 ? 'it has no endpoints' : `none of its ${problem.total} endpoints is ready`;
    case 'external-name':
      return `it is a DNS name for ${safeText(problem.host)}: it has no ports and no pods of its own`;
    case 'no-node-port':
      return NO_NODE_PORT[problem.type];
    case 'port-closed':
      return `nobody listens on port ${problem.port} of pod ${safeText(problem.pod)} (${lastCause(problem.because)}), which is the targetPort${declaredWords(problem)}`;
    case 'node-not-ready':
      return problem.ready === 'no'
        ? `node ${safeText(problem.node)} is not ready`
        : `node ${safeText(problem.node)} has stopped reporting`;
    case 'local-policy':
      return `externalTrafficPolicy is Local, and the node behind it has no ready pod of this Service${homesWords(problem.homes)}`;
    case 'node-does-not-forward':
      return notForwarded(problem);
    case 'address-not-served':
      return `kube-proxy serves NodePorts only at ${safeText(problem.served.join(', '))}, and ${problem.host} is not one of these`;
    case 'loopback-not-served':
      return `127.0.0.1 does not answer: ${LOOPBACK_NOT_SERVED[problem.because]}`;
    case 'not-published':
      return problem.published.length === 0
        ? 'no port of the nodes is published on this machine'
        : `${publishedWords(problem.published)}, not ${problem.nodePort}`;
    case 'published-to-another-port': {
      const { container, port } = problem.publication;
      return `port ${problem.nodePort} of this machine leads to port ${port.containerPort} of ${safeText(container)}, not to ${problem.nodePort}`;
    }
    case 'published-elsewhere': {
      const { container, port } = problem.publication;
      return `${safeText(container)} publishes it at ${authorityOf(port.hostIp, port.hostPort)}, which is not reached from here`;
    }
    case 'nodes-out-of-reach':
      return `${safeText(problem.because)}`;
    case 'no-route':
      return `this machine has no route to ${problem.host}, or one that leads elsewhere (a VPN, say)`;
    case 'host-silent':
      return problem.isPublic
        ? `${problem.host} does not answer at all: a firewall in front of the nodes, as clouds have, keeps the port closed until it is opened`
        : `${problem.host} does not answer at all, on this port or another`;
    case 'no-address':
      return 'no address of a node is known';
    case 'unexplained': {
      const does =
        problem.outcome === 'refused' ? 'refuses' : problem.outcome === 'dropped' ? 'accepts and drops' : 'swallows';
      return `${authorityOf(problem.host, problem.port)} ${does}; whether the pods answer could not be asked`;
    }
    case 'accepts-everything':
      return `${problem.host} accepts every port: something on the network answers in its place`;
    case 'protocol-not-carried':
      return `the forwarder to this machine does not carry ${problem.protocol}`;
    case 'network-policy':
      return `NetworkPolicy ${problem.policies.map((name) => safeText(name)).join(', ')} selects its pods, and may keep out what comes from outside the cluster`;
    case 'another-program':
      return `another program listens on ${authorityOf(problem.host, problem.port)}: it ${differenceWords(problem.says, problem.pod)}`;
    case 'proxy-variable':
      return `${problem.variable} is set, and NO_PROXY does not name ${problem.host}: curl and other programs ask the proxy for it`;
    case 'other-number':
      return `${authorityOf(problem.host, problem.nodePort)} is not it: ${safeText(problem.container)} publishes ${problem.nodePort} at ${problem.port}`;
    case 'local-network-forbidden':
      return `macOS keeps this program from the local network, where ${problem.host} is (System Settings, Privacy & Security, Local Network)`;
    default:
      return problem.others === 0
        ? phraseOfTrouble(problem)
        : `none of ${problem.others + 1} pods is ready; ${phraseOfTrouble(problem)}`;
  }
}

const LOOPBACK_NOT_SERVED = {
  nftables: 'kube-proxy runs in nftables mode, which does not serve loopback',
  ipvs: 'kube-proxy runs in ipvs mode, which does not serve loopback',
  'switched-off': 'kube-proxy was told not to serve loopback (localhostNodePorts: false)',
  unknown: 'kube-proxy does not serve loopback here',
} as const;

const NO_NODE_PORT = {
  headless: 'a headless Service has no nodePort: its clients look its pods up in DNS',
  'cluster-ip': 'it is of type ClusterIP, which only the cluster reaches: it has no nodePort',
  'not-allocated': 'its nodePorts were switched off (allocateLoadBalancerNodePorts: false)',
  'not-applied': 'the API server chooses its nodePort when it is applied, unless it names one (spec.ports[].nodePort)',
} as const;

function notForwarded(problem: Extract<Problem, { code: 'node-does-not-forward' }>): string {
  const { host, port, outcome, suspect, node } = problem;
  const who = node === undefined ? 'the node' : `node ${safeText(node)}`;
  const does = outcome === 'refused' ? 'refuses' : outcome === 'dropped' ? 'accepts and drops' : 'swallows';
  const what = `${who} ${does} ${authorityOf(host, port)}, while the pods are ready`;
  // A forwarder and a silent stranger in its place look the same from here.
  const squatter = node === undefined && isLoopback(host) ? ', or another program holds it on this machine' : '';
  switch (suspect) {
    case 'stopped':
      return `${what}: kube-proxy does not run there`;
    case 'perhaps-stopped':
      return `${what}: kube-proxy may not run there, as nobody answers at its own port 10256`;
    case 'behind':
      return `${what}: others answer there, so kube-proxy has not heard of this one, a rule of the node refuses it, or the server listens on 127.0.0.1 of its pod alone${squatter}`;
    case 'rule':
      return `${what}: others answer there, so a rule of the node or a policy drops this port${squatter}`;
    case 'unknown':
      return `${what}${squatter}`;
  }
}

function nearMiss({ nearest }: Extract<Problem, { code: 'selects-nothing' }>): string {
  if (nearest === undefined) return '';
  const differs = nearest.differs.map(({ key, is }) =>
    is === undefined ? `no ${safeText(key)}` : `${safeText(key)}=${safeText(is)}`,
  );
  return `; pod ${safeText(nearest.pod)} has ${differs.join(', ')} (its labels: ${pairs(nearest.labels)})`;
}

function pairs(labels: Readonly<Record<string, string>>): string {
  return safeText(selectorText(labels));
}

function portWords({ name, port }: { readonly name: string; readonly port: number }): string {
  return name === '' ? String(port) : `${safeText(name)} (${port})`;
}

function declaredWords({ declared, port }: Extract<Problem, { code: 'port-closed' }>): string {
  const others = declared.filter((each) => each !== port);
  return others.length === 0 ? '' : `; its containers name ${others.join(', ')}`;
}

function homesWords(homes: readonly string[]): string {
  return homes.length === 0 ? '' : `: they are on ${homes.map((name) => safeText(name)).join(', ')}`;
}

/** How many published ports a line names. */
const MOST_NAMED = 5;

function publishedWords(published: readonly NodePublication[]): string {
  const containers = [...new Set(published.map(({ container }) => safeText(container)))];
  const ports = [...new Set(published.map(({ port }) => port.containerPort))].toSorted((a, b) => a - b);
  const named = ports.slice(0, MOST_NAMED);
  const more = ports.length > MOST_NAMED ? ` and ${ports.length - MOST_NAMED} more` : '';
  const last = named.at(-1);
  const list = named.length > 1 && more === '' ? `${named.slice(0, -1).join(', ')} and ${last}` : named.join(', ');
  return `${containers.join(', ')} ${containers.length === 1 ? 'publishes' : 'publish'} ${list}${more}`;
}

/** What tells two answers apart. */
function differenceWords(its: Speech, pods: Speech): string {
  const [one, other] = [spokenWords(its), spokenWords(pods)];
  if (one !== other || its.kind !== 'http' || pods.kind !== 'http') return `${one}, the pod ${other}`;
  return `${one} as the pod does, but its head is another one (${headWords(its)}; the pod: ${headWords(pods)})`;
}

function headWords({ head }: Extract<Speech, { kind: 'http' }>): string {
  return head === undefined ? 'no type, no date' : safeText(head.includes('dated') ? head : `${head}, no date`);
}

/** What somebody said, a clause that follows its name: `greeted as MariaDB 10.11.6`. */
export function spokenWords(speech: Speech): string {
  switch (speech.kind) {
    case 'greeted':
      return `greets as ${safeText(speech.server)}`;
    case 'http': {
      const server = speech.server === undefined ? '' : ` (${safeText(speech.server)})`;
      return `answers ${speech.scheme.toUpperCase()} ${speech.status}${server}`;
    }
    case 'tls':
      return 'answers over TLS';
    case 'recognised':
      return `speaks ${speech.scheme}`;
    case 'unsettled':
      return 'says nothing';
  }
}
