import type { EngineAnswer, EngineQuestion } from '../../deps.ts';
import type { EngineFacts } from '../../domain/facts.ts';
import { askEngine } from './ask-engine.ts';
import { candidates } from './candidates.ts';
import { type Endpoint, farHostOf } from './endpoint.ts';
import { EngineFailure } from './engine-failure.ts';
import type { Environment } from './environment.ts';
import type { Limits } from './limits.ts';
import { outsideOfMinikube } from './minikube-docker-env.ts';

/** What the engine that docker would ask gets before the others are asked too: a local socket answers in milliseconds. */
const HEAD_START_MS = 150;

/**
 * Asks the engine that docker would ask, and where that one knows no container that fits, or is slow, the others of this
 * machine: several are often installed. The first whose containers fit counts, else the first that has containers; what
 * the chosen one said stands when no engine has.
 */
export async function readEngine(question: EngineQuestion, shell: Environment): Promise<EngineAnswer> {
  const environment = outsideOfMinikube(shell);
  const others = candidates(environment);
  const chosen = others.next().value;
  if (chosen === undefined) {
    return { kind: 'unknown', value: 'no engine found', source: 'docker', remoteHost: undefined };
  }
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(question.timeoutMs)]);
  const limits = { signal, timeoutMs: question.timeoutMs, environment };
  try {
    const first = ask(chosen, question, limits);
    const early = await Promise.race([first, wait(HEAD_START_MS, signal)]);
    const isIt = (reply: Reply) => fits(reply, question);
    const found =
      early && isIt(early)
        ? early
        : await best([first, ...[...others].map((endpoint) => ask(endpoint, question, limits))], isIt, signal);
    const { endpoint, answer } = found ?? (await first);
    return { ...answer, remoteHost: endpoint === chosen ? farHostOf(chosen) : undefined };
  } finally {
    done.abort(); // whoever has not answered by now is asked no longer
  }
}

type Told =
  | { readonly kind: 'known'; readonly value: EngineFacts }
  | { readonly kind: 'unknown'; readonly value: string; readonly source: string };

interface Reply {
  readonly endpoint: Endpoint;
  readonly answer: Told;
}

async function ask(endpoint: Endpoint, { filters, canUseSsh }: EngineQuestion, limits: Limits): Promise<Reply> {
  const unknown = (value: string): Reply => ({ endpoint, answer: { kind: 'unknown', value, source: endpoint.url } });
  if (endpoint.kind === 'unusable') return unknown('no engine found');
  if (endpoint.kind === 'ssh' && !canUseSsh) return unknown('remote engine');
  try {
    return { endpoint, answer: { kind: 'known', value: await askEngine(endpoint, filters, limits) } };
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    return unknown(error.message);
  }
}

function hasContainers({ answer }: Reply): boolean {
  return answer.kind === 'known' && answer.value.containers.length > 0;
}

/** Whether its containers are those that are meant, and not another cluster's of the same name. */
function fits(reply: Reply, { publishing }: EngineQuestion): boolean {
  if (reply.answer.kind !== 'known' || publishing === undefined) return hasContainers(reply);
  return reply.answer.value.containers.some(({ published }) =>
    published.some(({ hostPort }) => hostPort === publishing),
  );
}

/**
 * As soon as there is one that fits; one that has containers is given a little time to be outdone; `undefined` when all
 * have answered, and without a container.
 */
async function best(
  replies: readonly Promise<Reply>[],
  isIt: (reply: Reply) => boolean,
  signal: AbortSignal,
): Promise<Reply | undefined> {
  return new Promise((resolve, reject) => {
    const told = replies.map(async (reply) => {
      const answer = await reply;
      if (isIt(answer)) resolve(answer);
      else if (hasContainers(answer)) wait(HEAD_START_MS, signal).then(() => resolve(answer), reject);
      return answer;
    });
    Promise.all(told).then((all) => resolve(all.find(hasContainers)), reject);
  });
}

function wait(ms: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
