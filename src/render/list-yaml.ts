import type { Report, ReportRow } from '../domain/report.ts';
import { documentOfList, documentOfRow } from './json.ts';
import { safeYaml } from './safe-yaml.ts';

/** `list -o yaml`: the same document as in JSON. */
export function renderListYaml(report: Report): string {
  return safeYaml(documentOfList(report));
}

/** `list -w -o yaml`: a document for each row. kubectl puts the line between them, and none before the first. */
export function yamlStream(): (rows: readonly ReportRow[]) => string {
  let separator = '';
  const next = (row: ReportRow) => {
    const text = `${separator}${safeYaml(documentOfRow(row))}`;
    separator = '---\n';
    return text;
  };
  return (rows) => rows.map(next).join('');
}
