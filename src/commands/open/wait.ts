import type { Cluster, Deps, Resources } from '../../deps.ts';
import { type Answer, known, NOT_ASKED } from '../../domain/answer.ts';
import type { PodState } from '../../domain/pod-state.ts';
import { keyOfWait, reasonToWait, type WaitReason } from '../../domain/waiting.ts';
import { AccessError } from '../../errors.ts';
import { podEndpointsOf, sliceScope } from '../../input/pod-endpoints.ts';
import { parsePodState } from '../../input/pod-state.ts';
import { unseen } from '../../list-if-allowed.ts';
import { safeLines } from '../../render/failure.ts';
import { inVainLine, waitingLine } from '../../render/waiting.ts';
import { nameOf, podScopeOf, type Target } from './target.ts';

export interface Waiting {
  readonly cluster: Pick<Cluster, 'watch'>;
  readonly deps: Pick<Deps, 'io' | 'sleep'>;
  /** The end of the time, and of the run. */
  readonly signal: AbortSignal;
}

/**
 * Waits for a ready endpoint, and says for what; whether there is one. It gives up at once where none will ever come, but
 * not where no pod has a port of that name: while a Deployment rolls out, those that have it are yet to come.
 */
export async function awaitEndpoint(target: Target, { cluster, deps, signal }: Waiting): Promise<boolean> {
  const { service, port } = target;
  if (service.type === 'ExternalName') {
    deps.io.stderr.write(`${inVainLine({ code: 'external-name' }, service)}\n`);
    return false;
  }
  if (signal.aborted) return false;
  const found = { ...service, targetName: port.targetName };
  const over = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  let slices: readonly Resources['endpointslices'][] | undefined;
  let pods: Answer<readonly PodState[]> = NOT_ASKED;
  let said = '';

  const all = AbortSignal.any([signal, over.signal]);
  all.addEventListener('abort', () => resolve(false));
  const ofService = sliceScope(nameOf(target));
  cluster.watch('endpointslices', ofService, (slice) => slice, { changed: seeSlices, lost: tell }, all).catch(reject);
  const ofPods = podScopeOf(target);
  if (ofPods === undefined) pods = known([]);
  else cluster.watch('pods', ofPods, parsePodState, { changed: seePods, lost: tell }, all).catch(cannotSeePods);
  return promise.finally(() => over.abort());

  function seeSlices(seen: readonly Resources['endpointslices'][]): void {
    slices = seen;
    look();
  }

  function seePods(seen: readonly PodState[]): void {
    pods = known(seen);
    look();
  }

  function cannotSeePods(error: unknown): void {
    if (!(error instanceof AccessError)) {
      reject(error);
      return;
    }
    pods = unseen('pods', error);
    look();
  }

  function look(): void {
    if (slices === undefined) return;
    const reason = reasonToWait({ service: found, endpoints: podEndpointsOf(slices, nameOf(target)), pods });
    if (reason === undefined) {
      resolve(true);
      return;
    }
    if (pods.kind !== 'not-asked') say(reason);
  }

  function say(reason: WaitReason): void {
    const key = keyOfWait(reason);
    if (key !== said && !all.aborted) deps.io.stderr.write(`${waitingLine(reason, service)}\n`);
    said = key;
  }

  function tell(error: AccessError): void {
    if (said !== error.reason) deps.io.stderr.write(safeLines(error.message));
    said = error.reason;
  }
}
