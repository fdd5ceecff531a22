import type { Answer } from './answer.ts';
import type { ServiceFacts, ServicePort } from './facts.ts';
import { isNonEmpty, type NonEmpty } from './non-empty.ts';
import { hasReadyEndpoint, type PodEndpoints } from './pod-endpoints.ts';
import type { PodState } from './pod-state.ts';
import { isLeaving, keyOfTrouble, mostTelling, type PodTrouble, troubleOf } from './pod-trouble.ts';
import { selects } from './selects.ts';

/** What is waited for: a ready endpoint of one port of a Service. */
export interface Awaited {
  readonly service: AwaitedService;
  readonly endpoints: PodEndpoints;
  /** Of its namespace, or only those it selects. */
  readonly pods: Answer<readonly PodState[]>;
}

export type AwaitedService = Pick<ServiceFacts, 'type' | 'selector'> & Pick<ServicePort, 'targetName'>;

export type WaitReason =
  | { readonly code: 'no-service' }
  /** It is a DNS name of something else: no endpoint will ever come. */
  | { readonly code: 'external-name' }
  /** Without a selector, somebody else writes its EndpointSlices. */
  | { readonly code: 'nobody-lists' }
  /** Why there is no endpoint cannot be seen. */
  | { readonly code: 'pods-not-seen'; readonly because: string }
  | { readonly code: 'selects-nothing'; readonly selector: Readonly<Record<string, string>> }
  /** `others`: how many more are not ready and may become so. */
  | { readonly code: 'none-ready'; readonly trouble: PodTrouble; readonly others: number }
  /** Its pods are ready, and none has a port of that name: only other pods, of a rollout say, will help. */
  | { readonly code: 'no-such-port'; readonly pod: string; readonly targetName: string }
  | { readonly code: 'not-listed-yet'; readonly pod: string };

/** `undefined`: there is a ready endpoint. */
export function reasonToWait({ service, endpoints, pods }: Awaited): WaitReason | undefined {
  if (service.type === 'ExternalName') return { code: 'external-name' };
  if (hasReadyEndpoint(endpoints)) return undefined;
  const { selector, targetName } = service;
  if (Object.keys(selector).length === 0) return { code: 'nobody-lists' };
  if (pods.kind === 'unknown') return { code: 'pods-not-seen', because: pods.because.value };
  if (pods.kind === 'not-asked') return { code: 'pods-not-seen', because: 'not asked' };
  const own = pods.value.filter(({ labels }) => selects(selector, labels));
  return reasonOfPods(own, targetName) ?? { code: 'selects-nothing', selector };
}

/** What stays the same while nothing new is to be said: a line is printed when this changes. */
export function keyOfWait(reason: WaitReason): string {
  return reason.code === 'none-ready' ? keyOfTrouble(reason.trouble) : JSON.stringify(reason);
}

function reasonOfPods(pods: readonly PodState[], targetName: string | undefined): WaitReason | undefined {
  const ready = pods.filter((pod) => troubleOf(pod) === undefined).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (isNonEmpty(ready)) return reasonNotListed(ready, targetName);
  const troubles = pods.flatMap((pod) => troubleOf(pod) ?? []);
  const trouble = mostTelling(troubles);
  if (!trouble) return undefined;
  const others = troubles.filter((each) => each !== trouble && !isLeaving(each)).length;
  return { code: 'none-ready', trouble, others };
}

function reasonNotListed(ready: NonEmpty<PodState>, targetName: string | undefined): WaitReason {
  const [{ name: pod }] = ready;
  if (targetName === undefined) return { code: 'not-listed-yet', pod };
  const served = ready.find((each) => hasPort(each, targetName));
  return served ? { code: 'not-listed-yet', pod: served.name } : { code: 'no-such-port', pod, targetName };
}

/** As the EndpointSlice controller looks for it. Source: k8s.io/endpointslice, utils.go, `FindPort`. */
function hasPort({ containers }: PodState, name: string): boolean {
  return containers.some(({ role, ports }) => role !== 'init' && ports.some((port) => port.name === name));
}
