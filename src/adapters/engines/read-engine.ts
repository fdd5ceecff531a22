import type { EngineAnswer } from '../../deps.ts';
import type { EngineFacts } from '../../domain/facts.ts';
import { candidates } from './candidates.ts';
import type { Endpoint } from './endpoint.ts';
import { type DialableEndpoint, EngineFailure, getJson } from './engine-request.ts';
import type { Environment } from './environment.ts';
import { parseContainers, parseInfo } from './parse-engine.ts';

/**
 * Asks the engine that docker would ask, and where that one knows no container with one of the labels, the others of
 * this machine: several are often installed. What the first one said stands when none of them does better.
 */
export async function readEngine(
  labels: readonly string[],
  timeoutMs: number,
  environment: Environment,
): Promise<EngineAnswer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const [chosen, ...others] = candidates(environment);
  if (chosen === undefined) return { kind: 'unknown', value: 'no engine found', source: 'docker' };
  const first = await ask(chosen, labels, signal);
  if (hasContainers(first)) return first;
  const answers = await Promise.all(others.map((endpoint) => ask(endpoint, labels, signal)));
  return answers.find(hasContainers) ?? first;
}

function hasContainers(answer: EngineAnswer): boolean {
  return answer.kind === 'known' && answer.value.containers.length > 0;
}

async function ask(endpoint: Endpoint, labels: readonly string[], signal: AbortSignal): Promise<EngineAnswer> {
  const source = endpoint.url;
  if (endpoint.kind === 'remote') return { kind: 'unknown', value: 'remote engine', source };
  if (endpoint.kind === 'unusable') return { kind: 'unknown', value: 'no engine found', source };
  try {
    return { kind: 'known', value: await read(endpoint, labels, signal) };
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    return { kind: 'unknown', value: error.message, source };
  }
}

/** One request per label, as the engine takes several in one filter as «all of them»; unfiltered, it would inspect every container. */
async function read(endpoint: DialableEndpoint, labels: readonly string[], signal: AbortSignal): Promise<EngineFacts> {
  const [info, ...lists] = await Promise.all([
    getJson(endpoint, '/info', signal),
    ...labels.map((label) => getJson(endpoint, containersPath(label), signal)),
  ]);
  const engine = parseInfo(info);
  const containers = lists.map(parseContainers);
  if (engine === undefined || containers.includes(undefined)) throw new EngineFailure('not a container engine');
  const byId = new Map(containers.flatMap((list) => [...(list ?? [])]));
  return { endpoint: endpoint.url, ...engine, containers: [...byId.values()] };
}

function containersPath(label: string): string {
  return `/containers/json?all=true&filters=${encodeURIComponent(JSON.stringify({ label: [label] }))}`;
}
