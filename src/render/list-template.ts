import type { Report, ReportRow } from '../domain/report.ts';
import { targetWord } from '../domain/target-word.ts';
import { askedDocument, askedRow } from './asked-document.ts';
import { cellsOf, customColumnsStream, parseColumns, renderCustomColumns } from './custom-columns.ts';
import { fillTemplate } from './jsonpath/fill.ts';
import { parseTemplate } from './jsonpath/parse.ts';
import { type Json, JsonPathError } from './jsonpath/syntax.ts';

/** `-o jsonpath=…`. The template is read at once, so that a mistake in it is told before anybody is asked. */
export function jsonPathRenderer(template: string, tell: Tell): (report: Report) => string {
  const fill = templateOf(template, tell);
  return (report) => telling(() => fill(askedDocument(report)), tell);
}

/** The same with `-w`, where each row is a document. */
export function jsonPathStream(template: string, tell: Tell, passOver: PassOver): RowStream {
  const fill = templateOf(template, tell);
  const texts = ofEach((row) => fill(askedRow(row)), tell, passOver);
  return (rows) => texts(rows).join('');
}

function templateOf(template: string, tell: Tell): (document: Json) => string {
  const parsed = telling(
    () => parseTemplate(template),
    (says) => tell(`error parsing jsonpath ${template}, ${says}`),
  );
  return (document) =>
    telling(
      () => fillTemplate(parsed, document),
      (says) => {
        throw new JsonPathError(`error executing jsonpath ${JSON.stringify(template)}: ${says}`);
      },
    );
}

/** `-o custom-columns=…`, likewise. */
export function customColumnsRenderer(spec: string, hasHeaders: boolean, tell: Tell): (report: Report) => string {
  const columns = telling(() => parseColumns(spec), tell);
  return (report) => telling(() => renderCustomColumns(columns, askedDocument(report).items, hasHeaders), tell);
}

export function customColumnsOfRows(spec: string, hasHeaders: boolean, tell: Tell, passOver: PassOver): RowStream {
  const columns = telling(() => parseColumns(spec), tell);
  const render = customColumnsStream(columns, hasHeaders);
  const cells = ofEach((row) => cellsOf(columns, askedRow(row)), tell, passOver);
  return (rows) => {
    const lines = cells(rows);
    return lines.length === 0 ? '' : render(lines);
  };
}

type RowStream = (rows: readonly ReportRow[]) => string;

/**
 * What cannot be made of a row at the start ends the run, as of a list; later, when a row has come to that (one that is
 * gone has no routes any more), it is passed over. kubectl's watch ends there (pkg/cmd/get/get.go, v0.35).
 */
function ofEach<T>(
  make: (row: ReportRow) => T,
  tell: Tell,
  passOver: PassOver,
): (rows: readonly ReportRow[]) => readonly T[] {
  let isBegun = false;
  return (rows) => {
    const made = rows.flatMap((row) =>
      telling(
        () => [make(row)],
        (says) => (isBegun ? without(row, says) : tell(says)),
      ),
    );
    isBegun = true;
    return made;
  };

  function without({ row }: ReportRow, says: string): readonly T[] {
    passOver(`${row.service.namespace}/${targetWord(row)} is not printed: ${says}`);
    return [];
  }
}

/** Ends the run with the sentence. */
type Tell = (sentence: string) => never;

/** Says it, and goes on. */
type PassOver = (sentence: string) => void;

function telling<T>(make: () => T, tell: (says: string) => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof JsonPathError) return tell(error.message);
    throw error;
  }
}
