import type { Cluster, Deps, Guide, PodTarget } from '../../deps.ts';
import type { Answer } from '../../domain/answer.ts';
import { isNonEmpty } from '../../domain/non-empty.ts';
import type { PodEndpoint, PodEndpoints } from '../../domain/pod-endpoints.ts';
import type { PodAnswer, PodAnswers } from '../../domain/study.ts';
import { AccessError } from '../../errors.ts';
import type { Target } from '../open/target.ts';
import { OF_TUNNEL, speakAt } from '../open/way.ts';

/** So many of a Service's pods are asked. Where there are more, an answer that none of them gives may be another one's. */
const MOST_ASKED = 3;

export interface PodMeans {
  readonly cluster: Pick<Cluster, 'forward'>;
  readonly deps: Pick<Deps, 'converse' | 'openTunnel'>;
}

/** Speaks with the ready pods behind a Service port, through the API server, in the words in which it is spoken with directly. */
export async function speakWithPods(
  target: Target,
  endpoints: Answer<PodEndpoints>,
  means: PodMeans,
): Promise<PodAnswers> {
  if (target.port.protocol !== 'TCP') return { kind: 'not-asked', because: 'not-tcp' };
  const ready = endpoints.kind === 'known' ? endpoints.value.pods.filter(({ isReady }) => isReady) : [];
  if (!isNonEmpty(ready)) return { kind: 'not-asked', because: 'no-pod' };
  try {
    const answers = await Promise.all(ready.slice(0, MOST_ASKED).map((pod) => speakWith(pod, target, means)));
    return { kind: 'asked', answers };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return { kind: 'cannot-ask', because: error.reason };
  }
}

/** Through a listener of this process that nobody else is told of. */
async function speakWith(
  { namespace, pod: name, port }: PodEndpoint,
  target: Target,
  { cluster, deps }: PodMeans,
): Promise<PodAnswer> {
  const pod: PodTarget = { pod: { namespace, name }, port };
  const refused = Promise.withResolvers<PodAnswer>();
  refused.promise.catch(() => undefined); // it may fail when it has been spoken with
  const tunnel = await deps.openTunnel(
    undefined,
    { addresses: ['127.0.0.1'], port: { kind: 'any' } },
    cluster,
    guideTo(pod, {
      refused: (because) => refused.resolve({ pod: name, port, kind: 'refused', because }),
      failed: refused.reject,
    }),
  );
  try {
    await tunnel.warm(pod);
    const address = { ...OF_TUNNEL, host: tunnel.host, port: tunnel.port, taker: 'tunnel' } as const;
    const spoken = speakAt(target, address, undefined, deps);
    return await Promise.race([
      refused.promise,
      spoken.then(({ speech }): PodAnswer => ({ pod: name, port, kind: 'spoke', speech })),
    ]);
  } finally {
    tunnel.close();
  }
}

/** Always to the one pod. */
function guideTo(
  pod: PodTarget,
  told: { readonly refused: (because: string) => void; readonly failed: (error: AccessError) => void },
): Guide {
  const nothing = () => undefined;
  return {
    choose: async (signal) => (signal.aborted ? undefined : pod),
    connected: nothing,
    failed: (_, error) => told.failed(error),
    lost: nothing,
    unconnected: nothing,
    refused: (_, because) => told.refused(because),
  };
}
