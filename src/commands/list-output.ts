import type { Report } from '../domain/report.ts';
import { TargetError } from '../errors.ts';
import type { ListOptions } from '../invocation.ts';

/** Whether it is a table for people, who are told the rest on stderr; the others are for programs. */
export function isForPeople({ output }: ListOptions): boolean {
  return output === 'table' || output === 'wide';
}

/** Before anybody is asked: a template that cannot be meant ends the run. */
export async function refuseWrongTemplate(options: ListOptions): Promise<void> {
  if (typeof options.output === 'object') await loadRenderer(options);
}

/** What prints the report. Each format's code is evaluated only where it is asked for. */
export async function loadRenderer({
  output,
  isAllNamespaces,
  hasHeaders,
}: ListOptions): Promise<(report: Report) => string> {
  if (typeof output === 'object') {
    const { customColumnsRenderer, jsonPathRenderer } = await import('../render/list-template.ts');
    if (output.format === 'jsonpath') return jsonPathRenderer(output.template, misuse);
    return customColumnsRenderer(output.template, hasHeaders, misuse);
  }
  switch (output) {
    case 'json':
      return (await import('../render/json.ts')).renderJson;
    case 'yaml':
      return (await import('../render/list-yaml.ts')).renderListYaml;
    case 'name':
      return (await import('../render/list-names.ts')).renderListNames;
    case 'table':
    case 'wide': {
      const { renderTable } = await import('../render/table.ts');
      const table = { isWide: output === 'wide', hasNamespace: isAllNamespaces, hasHeaders };
      renderTable({ rows: [] }, table); // its first run takes as long as twenty rows: let it be while answers are under way
      return (report) => renderTable(report, table);
    }
  }
}

/** What a template cannot be filled from, or is not. */
export function misuse(sentence: string): never {
  throw new TargetError(`error: ${sentence}`);
}
