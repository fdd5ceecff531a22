import { distance } from 'fastest-levenshtein';
import type { Case } from './case.ts';
import { nodesOf } from './evidence.ts';
import { isNonEmpty } from './non-empty.ts';
import type { PodState } from './pod-state.ts';
import type { PodTrouble } from './pod-trouble.ts';
import type { NearMiss, Problem } from './problem.ts';
import { selects } from './selects.ts';
import { reasonToWait, type WaitReason } from './waiting.ts';

/** Why nothing stands behind the Service port, or what does takes no connection. */
export function problemsOfPods(each: Case): readonly Problem[] {
  const { service, port, study } = each;
  if (study.endpoints.kind !== 'known') return noneReady(each);
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
      return [{ ...reason, declared: declaredBy(reason.pod, podsOf(each)) }];
    case 'none-ready':
      return troubleWithNode(reason.trouble, reason.others, each);
  }
}

/** Where nothing more may be seen, the endpoints of the row are what is known. */
function noneReady({ port: { endpoints } }: Case): readonly Problem[] {
  const isNoneReady = endpoints.kind === 'known' && endpoints.value.every(({ isReady }) => !isReady);
  return isNoneReady ? [{ code: 'none-ready', total: endpoints.value.length }] : [];
}

/** A node that does not report is why its pods are not ready. */
function troubleWithNode(trouble: PodTrouble, others: number, each: Case): readonly Problem[] {
  const home = podsOf(each).find(({ name }) => name === trouble.pod)?.node;
  const node = nodesOf(each.facts).find(({ name }) => name === home);
  const isOfNode = trouble.code === 'node-silent' || trouble.code === 'ending' || trouble.code === 'starting';
  if (node === undefined || node.ready === 'yes' || each.facts.nodes.kind !== 'known') return [{ ...trouble, others }];
  const silent: Problem = { code: 'node-not-ready', node: node.name, ready: node.ready };
  return isOfNode ? [silent] : [silent, { ...trouble, others }];
}

/** All that were asked refused: their port is not the one that the Service sends to. */
function closedPort(each: Case): readonly Problem[] {
  const { pods } = each.observed;
  if (pods.kind !== 'asked') return [];
  const [first] = pods.answers;
  if (first?.kind !== 'refused' || pods.answers.some(({ kind }) => kind === 'spoke')) return [];
  const { pod, port, because } = first;
  const declared = declaredBy(pod, podsOf(each)).map((declaration) => declaration.port);
  return [{ code: 'port-closed', pod, port, declared: [...new Set(declared)], because }];
}

function podsOf({ study: { pods } }: Case): readonly PodState[] {
  return pods.kind === 'known' ? pods.value : [];
}

function declaredBy(pod: string, pods: readonly PodState[]) {
  const containers = pods.find(({ name }) => name === pod)?.containers ?? [];
  return containers
    .filter(({ role }) => role !== 'init')
    .flatMap(({ ports }) => ports)
    .filter(({ protocol }) => protocol === 'TCP')
    .map(({ name, port }) => ({ name, port }));
}

/** The pod that lacks the fewest of the selector's labels; one that has none of its keys, nor a value, is not near. */
function nearestOf(selector: Readonly<Record<string, string>>, pods: readonly PodState[]): NearMiss | undefined {
  const misses = pods
    .filter(({ labels, isEnding, phase }) => !selects(selector, labels) && !isEnding && phase !== 'Succeeded')
    .map(({ name, labels }) => missOf(selector, name, labels))
    .filter((miss) => isNear(miss, selector));
  const [nearest] = misses.toSorted((a, b) => weightOf(a) - weightOf(b) || (a.pod < b.pod ? -1 : 1));
  return nearest;
}

function missOf(
  selector: Readonly<Record<string, string>>,
  pod: string,
  labels: Readonly<Record<string, string>>,
): NearMiss {
  const differs = Object.entries(selector)
    .filter(([key, wanted]) => labels[key] !== wanted)
    .map(([key, wanted]) => ({ key, wanted, is: labels[key] }));
  return { pod, labels, differs };
}

/** Some of it fits: a pair, or at least a value by another key, or another value that is only a slip away. */
function isNear({ differs, labels }: NearMiss, selector: Readonly<Record<string, string>>): boolean {
  const hasPair = differs.length < Object.keys(selector).length;
  const values = Object.values(labels);
  return (
    isNonEmpty(differs) && (hasPair || differs.every(({ wanted, is }) => values.includes(wanted) || isSlip(wanted, is)))
  );
}

function weightOf({ differs }: NearMiss): number {
  return differs.reduce((sum, { wanted, is }) => sum + (isSlip(wanted, is) ? 1 : 2), 0);
}

/** The same but for case, signs between words, an ending, or a letter or two. */
function isSlip(wanted: string, is: string | undefined): boolean {
  if (is === undefined) return false;
  const [a, b] = [wanted, is].map((text) => text.toLowerCase().replaceAll(/[-_.]/g, ''));
  if (a === undefined || b === undefined) return false;
  return a.startsWith(b) || b.startsWith(a) || distance(a, b) <= 2;
}
