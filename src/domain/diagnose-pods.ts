import type { Case } from './case.ts';
import { nearestOf } from './diagnose-selector.ts';
import type { NodeFacts } from './facts.ts';
import type { PodState } from './pod-state.ts';
import { isLeaving, type PodTrouble, troubleOf } from './pod-trouble.ts';
import type { Problem } from './problem.ts';
import { selects } from './selects.ts';
import { reasonToWait, type WaitReason } from './waiting.ts';

/** Why nothing stands behind the Service port, or what does takes no connection. */
export function problemsOfPods(each: Case): readonly Problem[] {
  const { service, port, study } = each;
  if (study.endpoints.kind !== 'known') return [...noneReady(each), ...closedPort(each)];
  const awaited = {
    service: { ...service, targetName: port.targetName },
    endpoints: study.endpoints.value,
    pods: study.pods,
  };
  const reason = reasonToWait(awaited);
  if (reason === undefined) return closedPort(each);
  return problemsFor(reason, each);
}

function problemsFor(reason: WaitReason, each: Case): readonly Problem[] {
  switch (reason.code) {
    case 'no-service':
    case 'external-name':
      return [];
    case 'nobody-lists':
    case 'not-listed-yet':
      return [reason];
    case 'pods-not-seen':
      return noneReady(each);
    case 'selects-nothing':
      return [{ ...reason, nearest: nearestOf(reason.selector, podsOf(each)) }];
    case 'no-such-port':
      return [{ ...reason, declared: declaredBy(reason.pod, each) }];
    case 'none-ready':
      return troubleWithNodes(reason.trouble, reason.others, each);
  }
}

/** Where nothing more may be seen, the endpoints of the row are what is known. */
function noneReady({ port: { endpoints } }: Case): readonly Problem[] {
  const isNoneReady = endpoints.kind === 'known' && endpoints.value.every(({ isReady }) => !isReady);
  return isNoneReady ? [{ code: 'none-ready', total: endpoints.value.length }] : [];
}

/** A node that does not report is why its pods are not ready; what else is wrong with them comes after it. */
function troubleWithNodes(trouble: PodTrouble, others: number, each: Case): readonly Problem[] {
  const silent = silentNodes(trouble, each);
  const home = podsOf(each).find(({ name }) => name === trouble.pod)?.node;
  const isOfNode = OF_NODES.has(trouble.code) && silent.some(({ name }) => name === home);
  return [
    ...silent.map(
      ({ name, ready }) => ({ code: 'node-not-ready', node: name, ready: ready === 'no' ? 'no' : 'unknown' }) as const,
    ),
    ...(isOfNode ? [] : [{ ...trouble, others }]),
  ];
}

/** What is so of pods on a node that is not there, and would be otherwise if it were. */
const OF_NODES: ReadonlySet<PodTrouble['code']> = new Set(['node-silent', 'ending', 'starting']);

/** Nodes that do not report, of those that have its pods, and those that the scheduler would not take. */
function silentNodes(trouble: PodTrouble, each: Case): readonly NodeFacts[] {
  const { nodes } = each.facts;
  if (nodes.kind !== 'known') return [];
  const homes = podsOf(each)
    .filter((pod) => selects(each.service.selector, pod.labels) && isKept(pod))
    .map(({ node }) => node);
  const isTainted = trouble.code === 'not-scheduled' && TAINT.test(trouble.because ?? '');
  return nodes.value.filter(({ name, ready }) => ready !== 'yes' && (isTainted || homes.includes(name)));
}

/** Not ready, though it is meant to be; one that is ending may be so because its node does not answer. */
function isKept(pod: PodState): boolean {
  const trouble = troubleOf(pod);
  return trouble !== undefined && (trouble.code === 'ending' || !isLeaving(trouble));
}

/** Of a node that does not report. Source: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const TAINT = /node\.kubernetes\.io\/(not-ready|unreachable)/;

/** All that were asked refused: their port is not the one that the Service sends to. */
function closedPort(each: Case): readonly Problem[] {
  const { pods } = each.observed;
  if (pods.kind !== 'asked') return [];
  const [first] = pods.answers;
  if (first?.kind !== 'refused' || pods.answers.some(({ kind }) => kind === 'spoke')) return [];
  const { pod, port, because } = first;
  const declared = declaredBy(pod, each).map((declaration) => declaration.port);
  return [{ code: 'port-closed', pod, port, declared: [...new Set(declared)], because }];
}

function podsOf({ study: { pods } }: Case): readonly PodState[] {
  return pods.kind === 'known' ? pods.value : [];
}

function declaredBy(pod: string, each: Case) {
  const containers = podsOf(each).find(({ name }) => name === pod)?.containers ?? [];
  return containers
    .filter(({ role }) => role !== 'init')
    .flatMap(({ ports }) => ports)
    .filter(({ protocol }) => protocol === each.port.protocol)
    .map(({ name, port }) => ({ name, port }));
}
