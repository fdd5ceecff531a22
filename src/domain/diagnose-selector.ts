import { distance } from 'fastest-levenshtein';
import { isNonEmpty } from './non-empty.ts';
import type { PodState } from './pod-state.ts';
import type { NearMiss } from './problem.ts';
import { selects } from './selects.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * The pod that a selector misses by the least. Labels that are quite different are meant to be: the pods of another part
 * of the same application are not near, though they share most of its labels.
 */
export function nearestOf(selector: Labels, pods: readonly PodState[]): NearMiss | undefined {
  const misses = pods
    .filter(({ labels, isEnding, phase }) => !selects(selector, labels) && !isEnding && phase !== 'Succeeded')
    .map(({ name, labels }) => missOf(selector, name, labels))
    .filter((miss) => isNear(miss, selector));
  const [nearest] = misses.toSorted((a, b) => weightOf(a) - weightOf(b) || (a.pod < b.pod ? -1 : 1));
  return nearest;
}

/** Where a pod has the wanted value, by a key that the selector does not speak of. */
export function otherKeyOf(wanted: string, selector: Labels, labels: Labels): string | undefined {
  return Object.keys(labels).find((key) => labels[key] === wanted && !Object.hasOwn(selector, key));
}

/** The same but for case, signs between words, an ending, or a letter or two. */
export function isSlip(wanted: string, is: string | undefined): boolean {
  const [a, b] = [wanted, is ?? ''].map((text) => text.toLowerCase().replaceAll(/[-_.]/g, ''));
  if (!a || !b) return false;
  if (a.startsWith(b) || b.startsWith(a)) return true;
  const shorter = Math.min(a.length, b.length);
  // Of three letters two are another word (`db`, `web`), unless they have changed places.
  return distance(a, b) <= (shorter < 5 ? 1 : 2) || lettersOf(a) === lettersOf(b);
}

function lettersOf(text: string): string {
  return [...text].toSorted().join('');
}

function missOf(selector: Labels, pod: string, labels: Labels): NearMiss {
  const differs = Object.entries(selector)
    .map(([key, wanted]) => ({ key, wanted, is: Object.hasOwn(labels, key) ? labels[key] : undefined }))
    .filter(({ wanted, is }) => is !== wanted);
  return { pod, labels, differs };
}

/** Each label that differs is a slip, or stands under another key, or is all that is missing. */
function isNear({ differs, labels }: NearMiss, selector: Labels): boolean {
  const hasPair = differs.length < Object.keys(selector).length;
  return (
    isNonEmpty(differs) &&
    differs.every(
      ({ wanted, is }) =>
        isSlip(wanted, is) || otherKeyOf(wanted, selector, labels) !== undefined || (is === undefined && hasPair),
    )
  );
}

function weightOf({ differs }: NearMiss): number {
  return differs.reduce((sum, { wanted, is }) => sum + (isSlip(wanted, is) ? 1 : 2), 0);
}
