import { distance } from 'fastest-levenshtein';

/** More are no help. */
const MOST_NAMES = 3;

/** As in cobra, kubectl's library (`SuggestionsMinimumDistance`). In a word of three letters, two is any other word. */
const FARTHEST = 2;

/**
 * The names that were probably meant by `word`, nearest first: mistyped by a letter or two, not typed to the end, or only
 * one of their parts (`dev` for `kind-dev`).
 */
export function nearestNames(word: string, names: readonly string[]): readonly string[] {
  const typed = word.toLowerCase();
  const farthest = Math.min(FARTHEST, Math.floor(typed.length / 2));
  return names
    .filter((name) => isNear(typed, name.toLowerCase(), farthest))
    .map((name) => ({ name, away: distance(typed, name.toLowerCase()) }))
    .sort((one, other) => one.away - other.away) // stable: of two that are as near, the first of `names`
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}

/** `choices` as they are to be typed. None: nothing to be said. */
export function didYouMean(choices: readonly string[]): string | undefined {
  const quoted = choices.map((choice) => `\`${choice}\``);
  const last = quoted.pop();
  if (last === undefined) return undefined;
  return `did you mean ${quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`}?`;
}

const PARTING = /[^a-z0-9]+/;

function isNear(typed: string, name: string, farthest: number): boolean {
  if (typed === '') return false;
  if (name.startsWith(typed) || name.split(PARTING).includes(typed)) return true;
  const isAsLong = Math.abs(name.length - typed.length) <= farthest; // or else they are farther apart than that
  return (isAsLong && distance(typed, name) <= farthest) || isTransposed(typed, name);
}

/** Two letters that changed places: to the distance that is two mistakes, to a person one. */
function isTransposed(typed: string, name: string): boolean {
  const lettersOf = (word: string) => [...word].toSorted().join('');
  return distance(typed, name) === 2 && lettersOf(typed) === lettersOf(name);
}

/** For what a flag was to choose. A name that the shell would not leave alone is not suggested. */
export function nearestValues({
  flag,
  word,
  names,
}: {
  flag: string;
  word: string;
  names: readonly string[];
}): readonly string[] {
  return nearestNames(
    word,
    names.filter((name) => /^[\w@%+=:,./-]+$/.test(name)),
  ).map((name) => `${flag} ${name}`);
}
