import type { Report, ReportRow } from '../domain/report.ts';
import { askedDocument, askedRow } from './asked-document.ts';
import { customColumnsStream, parseColumns, renderCustomColumns } from './custom-columns.ts';
import { fillTemplate } from './jsonpath/fill.ts';
import { parseTemplate } from './jsonpath/parse.ts';
import { type Json, JsonPathError } from './jsonpath/syntax.ts';

/** `-o jsonpath=…`. The template is read at once, so that a mistake in it is told before anybody is asked. */
export function jsonPathRenderer(template: string, tell: Tell): (report: Report) => string {
  const fill = templateOf(template, tell);
  return (report) => fill(askedDocument(report));
}

/** The same with `-w`, where each row is a document. */
export function jsonPathStream(template: string, tell: Tell): (rows: readonly ReportRow[]) => string {
  const fill = templateOf(template, tell);
  return (rows) => rows.map((row) => fill(askedRow(row))).join('');
}

function templateOf(template: string, tell: Tell): (document: Json) => string {
  const parsed = telling(
    () => parseTemplate(template),
    (says) => tell(`error parsing jsonpath ${template}, ${says}`),
  );
  return (document) =>
    telling(
      () => fillTemplate(parsed, document),
      (says) => tell(`error executing jsonpath ${JSON.stringify(template)}: ${says}`),
    );
}

/** `-o custom-columns=…`, likewise. */
export function customColumnsRenderer(spec: string, hasHeaders: boolean, tell: Tell): (report: Report) => string {
  const columns = telling(() => parseColumns(spec), tell);
  return (report) => telling(() => renderCustomColumns(columns, askedDocument(report).items, hasHeaders), tell);
}

export function customColumnsOfRows(
  spec: string,
  hasHeaders: boolean,
  tell: Tell,
): (rows: readonly ReportRow[]) => string {
  const render = customColumnsStream(
    telling(() => parseColumns(spec), tell),
    hasHeaders,
  );
  return (rows) => (rows.length === 0 ? '' : telling(() => render(rows.map(askedRow)), tell));
}

/** Ends the run with the sentence. */
type Tell = (sentence: string) => never;

function telling<T>(make: () => T, tell: Tell): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof JsonPathError) return tell(error.message);
    throw error;
  }
}
