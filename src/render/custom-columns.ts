import { columnsThatRemember } from './columns.ts';
import { valuesAt } from './jsonpath/evaluate.ts';
import { goText } from './jsonpath/go-text.ts';
import { parsePath } from './jsonpath/path.ts';
import { type Json, JsonPathError, type Path } from './jsonpath/syntax.ts';
import { safeText } from './safe-text.ts';

export interface Column {
  readonly title: string;
  /** `undefined`: none was written, and the column is empty. */
  readonly path: Path | undefined;
}

/** `TITLE:PATH,…`. Source, of the sentences too: kubectl's pkg/cmd/get/customcolumn.go, v0.35. */
export function parseColumns(spec: string): readonly Column[] {
  return spec.split(',').map((column) => {
    const colon = column.indexOf(':');
    if (colon < 0)
      throw new JsonPathError(`unexpected custom-columns spec: ${column}, expected <header>:<json-path-expr>`);
    return { title: safeText(column.slice(0, colon)), path: parseRelaxed(column.slice(colon + 1)) };
  });
}

/** `name`, `.name`, `{name}` and `{.name}` are one. */
function parseRelaxed(text: string): Path | undefined {
  if (text === '') return undefined;
  const [, braced, bare] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text) ?? [];
  const path = braced ?? bare;
  if (path === undefined) throw new JsonPathError(NO_PATH);
  return parsePath(`.${path}`);
}

const NO_PATH =
  "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";

/** One line for each item. */
export function renderCustomColumns(columns: readonly Column[], items: readonly Json[], hasHeaders: boolean): string {
  return customColumnsStream(columns, hasHeaders)(items.map((item) => cellsOf(columns, item)));
}

/** The same of the cells of items, in several goes: the header comes with the first of them. */
export function customColumnsStream(
  columns: readonly Column[],
  hasHeaders: boolean,
): (lines: readonly (readonly string[])[]) => string {
  const render = columnsThatRemember();
  let titles = hasHeaders ? [columns.map(({ title }) => title)] : [];
  return (lines) => {
    const text = render([...titles, ...lines]);
    titles = [];
    return text;
  };
}

/** Of one item. */
export function cellsOf(columns: readonly Column[], item: Json): readonly string[] {
  return columns.map(({ path }) => cellOf(path, item));
}

function cellOf(path: Path | undefined, item: Json): string {
  const values = path === undefined ? [] : valuesAt(path, [item]);
  return values.length === 0 ? '<none>' : values.map(goText).join(',');
}
