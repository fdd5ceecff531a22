import type { Question } from '../../deps.ts';

/** The indices of the choices that have every word which was typed, in any order and case. */
export function matchesOf(typed: string, choices: Question['choices']): readonly number[] {
  const words = typed.toLowerCase().split(/\s+/);
  return choices.flatMap(({ label, detail = '' }, index) => {
    const text = `${label} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? [index] : [];
  });
}
