import { isSlip } from './diagnose-selector.ts';
import type { Placeholders } from './placeholders.ts';
import type { Study } from './study.ts';

/**
 * The values of labels by which pods are selected. Which of them are nearly the same is a cause that is told, so that
 * what stands for them is as near or as far from each other.
 */
export function registerLabels(
  selector: Readonly<Record<string, string>>,
  study: Study | undefined,
  placeholders: Placeholders,
): void {
  const wanted = Object.values(selector);
  for (const value of wanted) register(value, placeholders);
  for (const value of valuesIn(study)) {
    const near = wanted.find((each) => each !== value && isSlip(each, value));
    if (near === undefined) register(value, placeholders);
    else placeholders.name('word', value, (count) => `${placeholders.text(near)}-${codeOf(count)}`);
  }
}

function register(value: string, placeholders: Placeholders): void {
  placeholders.name('word', value, (count) => `value-${codeOf(count)}`);
}

/** No two are a slip apart: they are of the same length, and three letters at least are in one alone. */
function codeOf(count: number): string {
  const digits = LETTERS.map((letters, place) => letters[Math.floor(count / 9 ** place) % 9] ?? '');
  const beyond = Math.floor(count / 9 ** LETTERS.length);
  return `${digits.map((letter) => letter.repeat(3)).join('')}${beyond === 0 ? '' : beyond}`;
}

/** Of each place its own. */
const LETTERS = ['abcdefghi', 'jklmnopqr', 'stuvwxyz0', '123456789'];

function valuesIn(study: Study | undefined): readonly string[] {
  const pods = study?.pods.kind === 'known' ? study.pods.value : [];
  const policies = study?.policies.kind === 'known' ? study.policies.value : [];
  return [...pods.map(({ labels }) => labels), ...policies.map(({ selector }) => selector ?? {})].flatMap((labels) =>
    Object.values(labels),
  );
}
