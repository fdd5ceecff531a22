import type { Case } from './case.ts';
import type { Fix } from './fix.ts';
import { isLoopback } from './ip.ts';
import type { NonEmpty } from './non-empty.ts';
import { changesService, patchPort, patchService, shows } from './patch.ts';
import { type Port, parsePort } from './port.ts';
import type { Problem } from './problem.ts';
import type { NodePublication, PublishWish } from './runtime.ts';
import { schemeOf } from './scheme.ts';
import { urlOf } from './url.ts';

/** What helps where the way from this machine to the nodes ends. */
export function fixesOfWay(problem: Problem, each: Case): readonly Fix[] {
  switch (problem.code) {
    case 'not-published':
    case 'published-to-another-port':
      return [...moveToPublished(problem.published, each), ...publish(each)];
    case 'published-elsewhere':
    case 'nodes-out-of-reach':
    case 'protocol-not-carried':
      return publish(each);
    case 'no-node-port':
      return nodePort(problem.type, each);
    case 'another-program':
      return anotherProgram(problem, each);
    case 'no-route':
      return [shows(routeTo(problem.host, each), 'shows where this machine would send it')];
    case 'host-silent':
      return [];
    case 'proxy-variable':
      return withoutProxy(each);
    default:
      return [];
  }
}

/** To a port that is published, and that no Service has: nothing but the Service changes. */
function moveToPublished(published: readonly NodePublication[], each: Case): readonly Fix[] {
  const { nodePorts } = each.study;
  const taken = nodePorts.kind === 'known' ? nodePorts.value : undefined;
  const free = published
    .filter(({ port }) => port.protocol === each.port.protocol && isNodePort(port.containerPort))
    .map(({ port }) => port.containerPort)
    .find((port) => taken?.includes(port) === false);
  if (free === undefined) return [];
  return [changesService(patchPort(each, 'nodePort', String(free)), `${free} is published and free`)];
}

/** Of the default range: `--service-node-port-range` cannot be asked for. */
function isNodePort(port: Port): boolean {
  return port >= 30_000 && port <= 32_767;
}

/** What the tools of this cluster and of this machine offer. */
function publish(each: Case): readonly Fix[] {
  const { port, service, facts, runtime } = each;
  if (port.nodePort === undefined) return [];
  const wish: PublishWish = {
    service,
    port: { ...port, nodePort: port.nodePort },
    namespaceFlags: each.namespaceFlags,
  };
  return [
    ...(runtime.distribution.publishFixes?.(wish, facts) ?? []),
    ...(runtime.substrate.publishFixes?.(wish, facts) ?? []),
  ];
}

function nodePort(type: 'headless' | 'cluster-ip' | 'not-allocated', each: Case): readonly Fix[] {
  switch (type) {
    case 'headless':
      return [];
    case 'cluster-ip':
      return [changesService(patchService(each, 'merge', '{spec: {type: NodePort}}'), 'it gets a nodePort')];
    case 'not-allocated':
      return [
        changesService(
          patchService(each, 'merge', '{spec: {allocateLoadBalancerNodePorts: true}}'),
          'it gets a nodePort beside its load balancer',
        ),
      ];
  }
}

/** Who it is; and where the runtime forwards each nodePort, another number for the Service. */
function anotherProgram({ host, port }: Extract<Problem, { code: 'another-program' }>, each: Case): readonly Fix[] {
  const isForwarded = each.world.publishing.kind === 'every-node-port' || each.world.reach.loopback === 'is-a-node';
  const free = freeNodePort(each);
  return [
    ...(isLoopback(host) ? [shows(whoListens(port, each), 'shows the program that listens there')] : []),
    ...(isForwarded && free !== undefined
      ? [changesService(patchPort(each, 'nodePort', String(free)), `no Service that can be seen has ${free}`)]
      : []),
  ];
}

/** The first after its own that no Service has. */
function freeNodePort({ port, study: { nodePorts } }: Case): Port | undefined {
  if (nodePorts.kind !== 'known' || port.nodePort === undefined) return undefined;
  for (let next = port.nodePort + 1; next <= 32_767; next += 1) {
    const free = parsePort(next);
    if (free && !nodePorts.value.includes(free)) return free;
  }
  return undefined;
}

function whoListens(port: Port, { facts: { machine } }: Case): NonEmpty<string> {
  switch (machine.platform) {
    case 'linux':
      return ['ss', '-ltnp', `sport = :${port}`];
    case 'darwin':
      return ['lsof', '-nP', `-iTCP:${port}`, '-sTCP:LISTEN'];
    case 'win32':
      return ['netstat', '-abno', '-p', 'TCP'];
  }
}

function routeTo(host: string, { facts: { machine } }: Case): NonEmpty<string> {
  switch (machine.platform) {
    case 'linux':
      return ['ip', 'route', 'get', host];
    case 'darwin':
      return ['route', '-n', 'get', host];
    case 'win32':
      return ['route', 'print'];
  }
}

function withoutProxy(each: Case): readonly Fix[] {
  const { verdict, port, service } = each;
  if (verdict?.status !== 'Reachable' || port.nodePort === undefined || !schemeOf(port).startsWith('http')) return [];
  const url = urlOf({ service, port: { ...port, nodePort: port.nodePort }, isNamed: true }, verdict.best.route);
  return [shows(['curl', '--noproxy', '*', url], 'asks it without the proxy')];
}
