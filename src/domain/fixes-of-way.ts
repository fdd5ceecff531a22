import { type Case, isReachable } from './case.ts';
import type { Fix } from './fix.ts';
import { authorityOf } from './host.ts';
import { familyOf, isLoopback } from './ip.ts';
import type { NonEmpty } from './non-empty.ts';
import { changesService, patchPort, patchService, shows } from './patch.ts';
import { type Port, parsePort } from './port.ts';
import type { Problem, WithoutNodePort } from './problem.ts';
import { schemeAsked } from './proxy-variables.ts';
import type { NodePublication, PublishWish } from './runtime.ts';

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
    case 'node-does-not-forward':
      return problem.node === undefined && isLoopback(problem.host) ? [whoItIs(problem.port, each)] : [];
    case 'no-route':
      return [shows(routeTo(problem.host, each), 'shows where this machine would send it')];
    case 'host-silent':
      return problem.isPublic
        ? publish(each)
        : [shows(routeTo(problem.host, each), 'shows where this machine would send it')];
    case 'local-network-forbidden':
      return [asksWithNc(problem.host, each)];
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
    .filter(({ port }) => each.world.reach.published === 'here' || !isLoopback(port.hostIp))
    .map(({ port }) => port.containerPort)
    .toSorted((a, b) => a - b) // an engine lists them in any order
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

function nodePort(type: WithoutNodePort, each: Case): readonly Fix[] {
  switch (type) {
    case 'headless':
    case 'not-applied':
      return [];
    case 'cluster-ip':
      return [changesService(patchService(each, 'merge', 'spec: {type: NodePort}'), 'it gets a nodePort')];
    case 'not-allocated':
      return [
        changesService(
          patchService(each, 'merge', 'spec: {allocateLoadBalancerNodePorts: true}'),
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
    ...(isLoopback(host) ? [whoItIs(port, each)] : []),
    ...(isForwarded && free !== undefined && !isReachable(each)
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

function whoItIs(port: Port, each: Case): Fix {
  return shows(whoListens(port, each), 'shows the program that listens there');
}

function whoListens(port: Port, { facts: { machine } }: Case): NonEmpty<string> {
  switch (machine.platform) {
    case 'linux':
      return ['ss', '-ltnp', `sport = :${port}`];
    case 'darwin':
      return ['lsof', '-nP', `-iTCP:${port}`, '-sTCP:LISTEN'];
    case 'win32':
      return ['netstat', '-ano', '-p', 'TCP']; // with -b, which names the program, it is for administrators
  }
}

/** What Apple ships needs no leave for the local network. Status: assumed. */
function asksWithNc(host: string, { port }: Case): Fix {
  const dials = ['/usr/bin/nc', '-vz', '-G', '2', host, String(port.nodePort ?? port.port)] as const;
  return shows(dials, 'needs no leave: where it connects, macOS keeps the terminal out');
}

function routeTo(host: string, { facts: { machine } }: Case): NonEmpty<string> {
  switch (machine.platform) {
    case 'linux':
      return ['ip', 'route', 'get', host];
    case 'darwin':
      return familyOf(host) === 'IPv6' ? ['route', '-n', 'get', '-inet6', host] : ['route', '-n', 'get', host];
    case 'win32':
      return ['route', 'print'];
  }
}

function withoutProxy(each: Case): readonly Fix[] {
  const { verdict, port, observed } = each;
  if (verdict?.status !== 'Reachable') return [];
  const { route } = verdict.best;
  const url = `${schemeAsked(port, observed.direct?.speech)}://${authorityOf(route.host, route.port)}`;
  return [shows(['curl', '--noproxy', '*', url], 'asks it without the proxy')];
}
