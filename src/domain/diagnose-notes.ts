import type { Case } from './case.ts';
import { isLoopback } from './ip.ts';
import type { Problem } from './problem.ts';
import { schemeAsked, swallowedBy } from './proxy-variables.ts';
import type { Attempt } from './route.ts';
import type { NodePublication } from './runtime.ts';
import type { ProxyConfig } from './study.ts';

/** What is to be known of a Service that answers: none of it stops a connection to the address that is printed. */
export function notesOf(each: Case): readonly Problem[] {
  return [...strangers(each), ...otherNumber(each), ...deadLoopback(each), ...proxyVariable(each)];
}

/** Addresses at which another program answers than the pods, as the API server reaches them. */
export function strangers({ observed }: Case): readonly Problem[] {
  const { pods } = observed;
  const spoken = pods.kind === 'asked' ? pods.answers.find(({ kind }) => kind === 'spoke') : undefined;
  if (spoken?.kind !== 'spoke') return [];
  return observed.strangers.map(({ route: { host, port }, speech }) => ({
    code: 'another-program',
    host,
    port,
    says: speech,
    pod: spoken.speech,
  }));
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
  const because = whyNotLoopback(proxy.kind === 'known' ? proxy.value : undefined);
  return [{ code: 'loopback-not-served', because, host: other.route.host }];
}

/** Source: kubernetes/website, reference/networking/virtual-ips.md; kube-proxy --iptables-localhost-nodeports. */
function whyNotLoopback(config: ProxyConfig | undefined) {
  if (config?.mode === 'nftables' || config?.mode === 'ipvs') return config.mode;
  return config?.servesLoopback === false ? 'switched-off' : 'unknown';
}

function isNodesLoopback({ host, answeredBy }: Attempt['route']): boolean {
  return isLoopback(host) && answeredBy === 'kube-proxy';
}

/** Browsers leave loopback alone; curl and most programs do not. */
function proxyVariable({ verdict, port, study, observed }: Case): readonly Problem[] {
  if (verdict?.status !== 'Reachable') return [];
  const { host } = verdict.best.route;
  const variable = swallowedBy(schemeAsked(port, observed.direct?.speech), host, study.user.proxies);
  return variable === undefined ? [] : [{ code: 'proxy-variable', variable, host }];
}
