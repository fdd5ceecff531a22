import type { Report } from '../domain/report.ts';
import { askedDocument } from './asked-document.ts';
import { parseColumns, renderCustomColumns } from './custom-columns.ts';
import { fillTemplate } from './jsonpath/fill.ts';
import { parseTemplate } from './jsonpath/parse.ts';
import { JsonPathError } from './jsonpath/syntax.ts';

/** `-o jsonpath=…`. The template is read at once, so that a mistake in it is told before anybody is asked. */
export function jsonPathRenderer(template: string, tell: Tell): (report: Report) => string {
  const parsed = telling(
    () => parseTemplate(template),
    (says) => tell(`error parsing jsonpath ${template}, ${says}`),
  );
  return (report) =>
    telling(
      () => fillTemplate(parsed, askedDocument(report)),
      (says) => tell(`error executing jsonpath ${JSON.stringify(template)}: ${says}`),
    );
}

/** `-o custom-columns=…`, likewise. */
export function customColumnsRenderer(spec: string, hasHeaders: boolean, tell: Tell): (report: Report) => string {
  const columns = telling(() => parseColumns(spec), tell);
  return (report) => telling(() => renderCustomColumns(columns, askedDocument(report).items, hasHeaders), tell);
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
