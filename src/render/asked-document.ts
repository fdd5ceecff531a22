import type { Report, ReportRow } from '../domain/report.ts';
import { documentOfList, documentOfRow } from './json.ts';
import type { Json } from './jsonpath/syntax.ts';
import { safeText } from './safe-text.ts';

/**
 * What a template is asked of: the document of `-o json`. A field that is null there is absent here, as it would be in
 * an object of Kubernetes, so that it prints nothing, `<none>` in a column, and `[?(@.url)]` finds those that have one.
 * Its texts are safe for a terminal, in a pipe too: nothing that a script asks for (a URL, a name, a status) loses by it,
 * and what it prints in the end is seen on some terminal. The template's own text is the user's, and stays.
 */
export function askedDocument(report: Report): AskedDocument {
  return asked(documentOfList(report));
}

/** The same of one row, as `-w` has it. */
export function askedRow(row: ReportRow): Json {
  return asked(documentOfRow(row));
}

function asked(document: unknown) {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (typeof value === 'string') return safeText(value, Number.POSITIVE_INFINITY);
    return value ?? undefined;
  });
}

export interface AskedDocument {
  readonly [key: string]: Json;
  readonly items: readonly Json[];
}
