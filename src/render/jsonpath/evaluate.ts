import { goText, typeName } from './go-text.ts';
import {
  type Bound,
  type Comparison,
  type Filter,
  isList,
  type Json,
  JsonPathError,
  type Path,
  type Step,
} from './syntax.ts';

/** All that a path leads to. A key that is missing leads nowhere, and that is no error. */
export function valuesAt(path: Path, values: readonly Json[]): readonly Json[] {
  return path.reduce(follow, values);
}

function follow(values: readonly Json[], step: Step): readonly Json[] {
  switch (step.kind) {
    case 'field':
      return values.flatMap((value) => fieldOf(value, step.name));
    case 'index':
      return values.map((value) => itemOf(listIn(value), step.at));
    case 'slice':
      return values.flatMap((value) => sliceOf(listIn(value), step));
    case 'children':
      return values.flatMap(childrenOf);
    case 'descendants':
      return values.flatMap(withDescendants);
    case 'union':
      return step.paths.flatMap((path) => valuesAt(path, values));
    case 'filter':
      return values.flatMap((value) => filterable(value).filter((item) => passes(step, item)));
    case 'literal':
      return [step.value];
  }
}

function fieldOf(value: Json, name: string): readonly Json[] {
  if (typeof value !== 'object' || isList(value) || !Object.hasOwn(value, name)) return [];
  const field = value[name];
  return field === undefined ? [] : [field];
}

function listIn(value: Json): readonly Json[] {
  if (isList(value)) return value;
  throw new JsonPathError(`${typeName(value)} is not array or slice`);
}

function filterable(value: Json): readonly Json[] {
  if (isList(value)) return value;
  throw new JsonPathError(`${goText(value)} is not array or slice and cannot be filtered`);
}

function itemOf(list: readonly Json[], at: number): Json {
  const index = at < 0 ? at + list.length : at;
  return list[index] ?? outOfBounds(index, list);
}

interface Slice {
  readonly from: Bound;
  readonly to: Bound;
  readonly step: Bound;
}

/** Not as in JavaScript: what does not exist is an error. */
function sliceOf(list: readonly Json[], { from = 0, to = list.length, step = 1 }: Slice): readonly Json[] {
  const begin = from < 0 ? from + list.length : from;
  const end = to < 0 ? to + list.length : to;
  if (begin === end) return [];
  if (begin < 0 || begin >= list.length) outOfBounds(begin, list);
  if (end < 0 || end > list.length) outOfBounds(end - 1, list);
  if (begin > end) throw new JsonPathError(`starting index ${begin} is greater than ending index ${end}`);
  if (step <= 0) throw new JsonPathError('step must be > 0');
  return list.slice(begin, end).filter((_, index) => index % step === 0);
}

function outOfBounds(index: number, { length }: readonly Json[]): never {
  throw new JsonPathError(`array index out of bounds: index ${index}, length ${length}`);
}

/** A text's are its bytes: so it is in Go. */
function childrenOf(value: Json): readonly Json[] {
  if (typeof value === 'string') return [...new TextEncoder().encode(value)];
  return typeof value === 'object' ? Object.values(value) : [];
}

/** Of those that have children, themselves first. */
function withDescendants(value: Json): readonly Json[] {
  const children = childrenOf(value);
  return children.length === 0 ? [] : [value, ...children.flatMap(withDescendants)];
}

function passes(filter: Filter, item: Json): boolean {
  if (filter.test === 'exists') return exists(filter.left, item);
  const left = onlyOne(valuesAt(filter.left, [item]));
  if (left === undefined) return false;
  const right = onlyOne(valuesAt(filter.right, [item]));
  return right !== undefined && compare(left, filter.test, right);
}

/** An index beyond the end, too, is one that is not there. */
function exists(path: Path, item: Json): boolean {
  try {
    return valuesAt(path, [item]).length > 0;
  } catch (error) {
    if (error instanceof JsonPathError) return false;
    throw error;
  }
}

function onlyOne([value, ...more]: readonly Json[]): Json | undefined {
  if (more.length > 0) throw new JsonPathError('can only compare one element at a time');
  return value;
}

function compare(left: Json, test: Comparison, right: Json): boolean {
  if (typeof left === 'object' || typeof right === 'object') throw new JsonPathError('invalid type for comparison');
  if (typeof left !== typeof right) throw new JsonPathError('incompatible types for comparison');
  if (test === '==') return left === right;
  if (test === '!=') return left !== right;
  if (typeof left === 'boolean') throw new JsonPathError('invalid type for comparison');
  switch (test) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
