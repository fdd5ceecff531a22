import { askedNamespace } from './asked-namespace.ts';
import { headlessRowAt } from './headless-row.ts';
import { InputError } from './input-error.ts';
import { type Document, jsonAt } from './json-document.ts';
import { lineAt, type Place } from './lines.ts';
import { missingColumn } from './missing-column.ts';
import { type Header, headerAt } from './table-header.ts';
import type { TableKind } from './table-kind.ts';
import { bareLine } from './table-line.ts';
import { isCutOff, type Row, rowAt, unfit } from './table-row.ts';
import { yamlAt } from './yaml-document.ts';

/** What a paste is made of; prose and what else is in it lies between. */
export type Piece =
  /** A command at a prompt: what it asks stands below it. */
  | { readonly kind: 'question'; readonly namespace: string }
  | { readonly kind: 'document'; readonly syntax: 'json' | 'yaml'; readonly value: unknown; readonly line: number }
  | {
      readonly kind: 'row';
      readonly table: TableKind['id'];
      readonly cells: Row['cells'];
      readonly line: number;
      /** The line of its header; `undefined`: it has none. */
      readonly header: number | undefined;
    };

/** Each object of a large cluster by itself. */
const MOST_DOCUMENTS = 100_000;

/** The pieces of a text, which may be huge: each line of it is read once, or twice. */
export function* piecesOf(text: string, file: string): Generator<Piece> {
  let header: Header | undefined;
  let headerLine: number | undefined;
  let afterRow = -1;
  let stray: Place | undefined;
  let documents = 0;
  for (let at: Place = { offset: 0, line: 1 }; at.offset < text.length; ) {
    if (text[at.offset] === '\n') {
      if (!header?.kind) header = undefined;
      at = { offset: at.offset + 1, line: at.line + 1 };
      continue;
    }
    const json = jsonAt(text, at, file);
    const document = json ?? yamlAt(text, at, file);
    if (document) {
      documents += 1;
      if (documents > MOST_DOCUMENTS) throw new InputError({ file, line: at.line, says: 'too many documents' });
      refuseParts(document, stray, file);
      yield { kind: 'document', syntax: json ? 'json' : 'yaml', value: document.value, line: document.begin.line };
      [header, stray, at] = [undefined, undefined, document.end];
      continue;
    }
    const begun = headerAt(text, at);
    if (begun) {
      refuseCutOff(begun, at, file);
      [header, headerLine, stray, at] = [begun, at.line, undefined, begun.end];
      afterRow = at.offset;
      continue;
    }
    const row = header?.kind && rowAt(text, at, header, file);
    if (header?.kind && row) {
      yield { kind: 'row', table: header.kind.id, cells: row.cells, line: at.line, header: headerLine };
      at = row.end;
      afterRow = at.offset;
      continue;
    }
    if (header && afterRow === at.offset && isCutOff(text, at, header)) {
      throw new InputError({ file, line: at.line, says: unfit(header) });
    }
    // What stands in a table of something else is no row of ours; it ends with an empty line.
    const headless = header && !header.kind ? undefined : headlessRowAt(text, at);
    if (headless) {
      yield { kind: 'row', table: headless.table, cells: headless.cells, line: at.line, header: undefined };
      [stray, at] = [undefined, headless.end];
      continue;
    }
    const line = lineAt(text, at);
    const namespace = askedNamespace(bareLine(line.text));
    if (namespace !== undefined) yield { kind: 'question', namespace };
    if (/\S/.test(line.text)) stray = INNARDS.test(line.text) ? (stray ?? at) : undefined;
    else if (!header?.kind) header = undefined;
    at = line.next;
  }
}

function refuseCutOff({ kind, columns }: Header, { line }: Place, file: string): void {
  const missing = kind ? undefined : missingColumn(columns);
  if (missing !== undefined)
    throw new InputError({ file, line, says: `the header of the table has no column ${missing}; is it cut off` });
}

/** What stands inside of a document: `"key":`, a bracket that closes, an indented `key:`. */
const INNARDS = /^\s*(?:"[^"]*":|[}\]],?\s*$)|^\s+(?:- )?[\w./-]+:(?:\s|$)|^- [\w./-]+:(?:\s|$)/;

/** A file without its begin is full of objects that look whole. */
function refuseParts({ isIndented }: Document, stray: Place | undefined, file: string): void {
  if (isIndented && stray)
    throw new InputError({ file, line: stray.line, says: 'a part of a document whose begin is missing' });
}
