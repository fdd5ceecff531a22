import { known } from '../domain/answer.ts';
import type { Case } from '../domain/case.ts';
import { withoutLocalWords } from '../domain/connection.ts';
import { withoutHome } from '../domain/home.ts';
import { mapTexts } from '../domain/map-texts.ts';
import type { ContainerEnd, PodContainer } from '../domain/pod-state.ts';
import { NOT_STARTED } from '../domain/pod-trouble.ts';
import type { ProbeResult } from '../domain/probe.ts';
import type { ServiceReport } from '../domain/service-report.ts';
import type { Study } from '../domain/study.ts';
import { API_VERSION, clusterOf, reportedFacts } from './cluster-json.ts';
import { answerOf, portOf } from './json.ts';
import { safeJson } from './safe-text.ts';
import { safeYaml } from './safe-yaml.ts';
import { directUrl } from './service-title.ts';
import { unknownIn } from './service-unknown.ts';

/** `explain NAME -o json`: one document, which `-f` reads again. */
export function renderServiceJson(report: ServiceReport): string {
  return `${safeJson(documentOf(report))}\n`;
}

export function renderServiceYaml(report: ServiceReport): string {
  return safeYaml(documentOf(report));
}

/** The names of its fields are public. Whose home a path is in is nobody's business. */
export function documentOf({ case: each, problems, fixes, recorded }: ServiceReport): unknown {
  const { facts, runtime, service, port } = each;
  const document = {
    apiVersion: API_VERSION,
    kind: 'Report',
    recorded,
    cluster: clusterOf(facts, runtime, unknownIn(each)),
    service: { namespace: service.namespace, name: service.name, port: portOf(port) },
    ...answerOfCase(each),
    problems,
    fixes: fixes.map(({ commands, files, effect, note }) => ({
      commands: commands.map(withoutLocalWords),
      files,
      effect,
      note,
    })),
    facts: factsOf(each),
  };
  return mapTexts(withoutUndefined(document), withoutHome);
}

function answerOfCase(each: Case) {
  const { service, port, attempts, verdict } = each;
  const { nodePort } = port;
  if (nodePort === undefined || verdict === undefined)
    return { url: null, status: null, via: null, reason: null, endpoints: null, routes: [] };
  const answer = answerOf({ row: { service, port: { ...port, nodePort }, isNamed: true }, attempts, verdict });
  return { ...answer, url: directUrl(each) ?? answer.url };
}

/** All that the rest was concluded from. */
function factsOf({ facts, runtime, service, port, study, attempts, observed, namespaceFlags }: Case) {
  return {
    ...reportedFacts(facts, runtime),
    services: [service],
    port: { name: port.name, port: port.port, protocol: port.protocol },
    study: { ...study, pods: withoutLastWords(study.pods) },
    attempts: attempts.map(({ route, result }) => ({ route, result: withoutBytes(result) })),
    observed: {
      ...observed,
      neighbours: observed.neighbours.map((neighbour) => ({ ...neighbour, result: withoutBytes(neighbour.result) })),
    },
    namespaceFlags: withoutLocalWords(namespaceFlags),
  };
}

/** What a program left behind when it ended may be its log, and that may hold anything. */
function withoutLastWords(pods: Study['pods']): Study['pods'] {
  if (pods.kind !== 'known') return pods;
  return known(pods.value.map((pod) => ({ ...pod, containers: pod.containers.map(withoutMessages) })));
}

function withoutMessages(container: PodContainer): PodContainer {
  const { state, lastEnd } = container;
  return {
    ...container,
    state: state.kind === 'terminated' ? { kind: 'terminated', end: withoutMessage(state.end) } : state,
    lastEnd: lastEnd && withoutMessage(lastEnd),
  };
}

/** Of one that never began the message is the engine's. */
function withoutMessage(end: ContainerEnd): ContainerEnd {
  return NOT_STARTED.has(end.reason) ? end : { ...end, message: undefined };
}

function withoutBytes(result: ProbeResult): ProbeResult {
  return result.outcome === 'answered' ? { outcome: 'answered', afterMs: result.afterMs } : result;
}

/** As JSON has it. */
function withoutUndefined(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document));
}
