import type { Cluster } from '../../deps.ts';
import { whereWords } from '../../domain/connection.ts';
import type { ServiceFacts } from '../../domain/facts.ts';
import { isNonEmpty, type NonEmpty } from '../../domain/non-empty.ts';
import { selects } from '../../domain/selects.ts';
import { TargetError } from '../../errors.ts';
import type { OpenOptions, OpenTarget } from '../../invocation.ts';
import { emptySentence } from '../../render/empty.ts';
import {
  missingServiceSentence,
  missingWorkloadSentence,
  noSelectingService,
  type Workload,
} from '../../render/missing.ts';
import { awaitedLine, waitingLine } from '../../render/waiting.ts';
import { labelsOf } from '../labels-of.ts';
import { lookAround } from '../look-around.ts';

/** What one word of the command line means. */
export interface Candidates {
  readonly services: NonEmpty<ServiceFacts>;
  /** For somebody to choose one; `undefined`: all of them are meant. */
  readonly question: string | undefined;
  /** As it was written. */
  readonly port: string | undefined;
}

/** What is not there, and may come. */
interface Missing {
  readonly kind: 'missing';
  /** While it is waited for. */
  readonly line: string;
  /** Where it is not: with what was probably meant, which takes one list more. */
  sentence(): Promise<string>;
}

export type CandidatesFound = { readonly kind: 'there'; readonly candidates: NonEmpty<Candidates> } | Missing;

export interface Looking {
  readonly options: OpenOptions;
  readonly cluster: Cluster;
  /** Of the namespace, or those that the selector chooses. */
  readonly services: readonly ServiceFacts[];
}

/** The Services that each word of the command line may mean. */
export async function findCandidates(looking: Looking): Promise<CandidatesFound> {
  const { options, cluster, services } = looking;
  const [first, ...others] = options.targets;
  if (first) return candidatesOf([first, ...others], looking);
  if (!isNonEmpty(services)) {
    const sentence = emptySentence(cluster.namespace);
    if (options.selector === undefined) throw new TargetError(sentence); // nothing was named that could come
    const line = awaitedLine({ kind: 'labelled', selector: options.selector }, cluster.namespace);
    return { kind: 'missing', line, sentence: async () => sentence };
  }
  if (options.selector === undefined) return there([{ services, question: 'which Service?', port: undefined }]);
  return there([{ services, question: undefined, port: undefined }]);
}

async function candidatesOf([first, ...others]: NonEmpty<OpenTarget>, looking: Looking): Promise<CandidatesFound> {
  const { cluster, services } = looking;
  const unknown = [first, ...others].filter(({ kind, name }) => kind === 'service' && !called(name, services));
  if (isNonEmpty(unknown)) {
    const [{ name }] = unknown;
    const line = waitingLine({ code: 'no-service' }, { namespace: cluster.namespace, name });
    return { kind: 'missing', line, sentence: () => missingSentence(unknown, looking) };
  }
  const found = await candidateOf(first, looking);
  if ('sentence' in found) return found;
  const candidates: [Candidates, ...Candidates[]] = [found];
  for (const target of others) {
    const next = await candidateOf(target, looking);
    if ('sentence' in next) return next;
    candidates.push(next);
  }
  return there(candidates);
}

async function candidateOf(target: OpenTarget, looking: Looking): Promise<Candidates | Missing> {
  const { kind, name, port } = target;
  if (kind !== 'service') return selectingOf({ kind, name }, port, looking);
  const service = called(name, looking.services);
  if (!service) throw new Error(`${name} was there a moment ago`);
  return only(service, port);
}

/** The Services that select a workload's pods. */
async function selectingOf(
  workload: Workload,
  port: string | undefined,
  { cluster, services }: Looking,
): Promise<Candidates | Missing> {
  const { namespace } = cluster;
  const labels = await labelsOf(workload, cluster);
  if (!labels) {
    const line = awaitedLine({ kind: 'workload', workload }, namespace);
    return { kind: 'missing', line, sentence: async () => missingWorkloadSentence(workload) };
  }
  const selecting = services.filter(({ selector }) => selects(selector, labels));
  if (isNonEmpty(selecting)) {
    return { services: selecting, question: undefined, port };
  }
  const line = awaitedLine({ kind: 'selecting', workload }, namespace);
  return { kind: 'missing', line, sentence: async () => noSelectingService(workload, namespace) };
}

/** With the names that were probably meant, here and in other namespaces: silence where those are forbidden. */
async function missingSentence(
  targets: readonly OpenTarget[],
  { options, cluster, services }: Looking,
): Promise<string> {
  const { namespace: _, ...connection } = options.connection;
  const looked = {
    command: 'open',
    namespace: cluster.namespace,
    home: cluster.kubeconfig.namespace,
    where: whereWords(connection),
  } as const;
  const around = await lookAround(cluster, services);
  return targets.map(({ name }) => missingServiceSentence(name, around, looked)).join('\n');
}

function there(candidates: NonEmpty<Candidates>): CandidatesFound {
  return { kind: 'there', candidates };
}

function only(service: ServiceFacts, port: string | undefined): Candidates {
  return { services: [service], question: undefined, port };
}

function called(name: string, services: readonly ServiceFacts[]): ServiceFacts | undefined {
  return services.find((each) => each.name === name);
}
