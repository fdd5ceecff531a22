import { unknownDistribution } from '../../src/distributions/unknown.ts';
import { known } from '../../src/domain/answer.ts';
import type { Case } from '../../src/domain/case.ts';
import type { Facts } from '../../src/domain/facts.ts';
import type { ProbeResult } from '../../src/domain/probe.ts';
import type { Attempt, Route } from '../../src/domain/route.ts';
import type { Distribution, NodePublication, Substrate } from '../../src/domain/runtime.ts';
import type { Speech } from '../../src/domain/speech.ts';
import type { Neighbour, Observed, PodAnswers, Study } from '../../src/domain/study.ts';
import { decide } from '../../src/domain/verdict.ts';
import type { World } from '../../src/domain/world.ts';
import { unknownSubstrate } from '../../src/substrates/unknown.ts';
import { aPort, aRoute, aRow, type RowWords, someFacts } from './build.ts';
import { anEndpoint, aPod } from './pods.ts';

export interface CaseWords extends RowWords {
  readonly facts?: Partial<Facts>;
  readonly world?: Partial<Omit<World, 'reach'>> & { readonly reach?: Partial<World['reach']> };
  readonly attempts?: readonly Attempt[];
  readonly study?: Partial<Study>;
  readonly observed?: Partial<Observed>;
  readonly distribution?: Partial<Distribution>;
  readonly substrate?: Partial<Substrate>;
  readonly namespaceFlags?: readonly string[];
  /** The Service has no nodePort, and so no address. */
  readonly isWithoutNodePort?: boolean;
}

/** A Service that answers at its only node, a container on this machine, as its only pod does. */
export function aCase(words: CaseWords = {}): Case {
  const { isWithoutNodePort = false, attempts = [attempt(ANSWERED)] } = words;
  const row = aRow(words);
  const port = isWithoutNodePort ? { ...row.port, nodePort: undefined } : row.port;
  const service = { ...row.service, ports: [port] };
  const facts = someFacts(words.facts);
  const world = aWorld(facts, words.world);
  const tried = isWithoutNodePort ? [] : attempts;
  const surroundings = { publishing: world.publishing, nodes: facts.nodes, isFromFile: false };
  return {
    word: service.name,
    namespaceFlags: words.namespaceFlags ?? ['-n', 'shop'],
    service,
    port: { ...port },
    facts,
    runtime: {
      distribution: { ...unknownDistribution, ...words.distribution },
      substrate: { ...unknownSubstrate, ...words.substrate },
      evidence: { distribution: [], substrate: [] },
    },
    world,
    attempts: tried,
    verdict: isWithoutNodePort ? undefined : decide(row, tried, surroundings),
    study: aStudy(words.study),
    observed: { direct: undefined, strangers: [], pods: SPOKE, neighbours: [], ...words.observed },
  };
}

function aWorld(facts: Facts, different: CaseWords['world'] = {}): World {
  const { reach, ...others } = different;
  return {
    facts,
    publishing: { kind: 'nothing' },
    nodesAre: 'containers',
    ...others,
    reach: {
      nodes: 'on-this-machine',
      because: 'the nodes are containers on this machine',
      loopback: 'no',
      published: 'here',
      ...reach,
    },
  };
}

export function aStudy(different: Partial<Study> = {}): Study {
  return {
    isHeadless: false,
    endpoints: known({ pods: [anEndpoint('web-abc')], others: [] }),
    pods: known([aPod({ node: 'a' })]),
    proxy: known(undefined),
    policies: known([]),
    nodePorts: known([aPort(30_080)]),
    names: known([]),
    user: { shell: 'posix', proxies: { set: [], except: [] } },
    ...different,
  };
}

export const ANSWERED: ProbeResult = { outcome: 'answered', afterMs: 1 };
export const REFUSED: ProbeResult = { outcome: 'refused', afterMs: 1 };
export const TIMED_OUT: ProbeResult = { outcome: 'timed-out', afterMs: 1_000 };
export const DROPPED: ProbeResult = { outcome: 'dropped', afterMs: 5 };
export const NO_ROUTE: ProbeResult = { outcome: 'no-route' };

export function attempt(result: ProbeResult, route: Parameters<typeof aRoute>[0] = {}): Attempt {
  return { route: aRoute(route), result };
}

export const PUBLISHED: Partial<Route> = { via: 'published-port', host: '127.0.0.1', answeredBy: 'proxy' };
export const FORWARDED: Partial<Route> = { via: 'localhost', host: '127.0.0.1', node: undefined, answeredBy: 'proxy' };

export const HTTP_200 = {
  kind: 'http',
  scheme: 'http',
  status: 200,
  server: 'nginx',
  afterMs: 2,
} as const satisfies Speech;

export const SPOKE: PodAnswers = {
  kind: 'asked',
  answers: [{ kind: 'spoke', pod: 'web-abc', port: aPort(8080), speech: HTTP_200 }],
};

export const POD_REFUSED: PodAnswers = {
  kind: 'asked',
  answers: [{ kind: 'refused', pod: 'web-abc', port: aPort(8080), because: 'connection refused' }],
};

/** Another Service at the same host. */
export function other(result: ProbeResult, host = '172.18.0.2'): Neighbour {
  return { host, port: aPort(30_001), node: 'a', of: { kind: 'service', namespace: 'shop', name: 'api' }, result };
}

export function health(result: ProbeResult, host = '172.18.0.2'): Neighbour {
  return { host, port: aPort(10_256), node: 'a', of: { kind: 'health' }, result };
}

export function forbidden(code: string) {
  return { kind: 'unknown', because: { code, value: 'forbidden', source: code } } as const;
}

export const NOBODY: CaseWords = { port: { endpoints: known([]) } };
export const NONE_READY: CaseWords = { port: { endpoints: known([{ isReady: false, node: 'a' }]) } };

export const INSIDE_A_VM = { nodes: 'no', because: 'the nodes are inside a VM' } as const;

/** Of node `a`, and of TCP. */
export function publication(hostPort: number, containerPort: number, hostIp = '0.0.0.0'): NodePublication {
  const port = { hostIp, hostPort: aPort(hostPort), containerPort: aPort(containerPort), protocol: 'TCP' } as const;
  return { container: 'dev-worker', node: 'a', port };
}

/** Only that is published, and nothing else leads to the nodes. */
export function publishing(...ports: readonly NodePublication[]): NonNullable<CaseWords['world']> {
  return { publishing: { kind: 'some-ports', ports: known(ports) }, reach: INSIDE_A_VM };
}
