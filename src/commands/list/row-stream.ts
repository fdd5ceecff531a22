import type { ReportRow } from '../../domain/report.ts';
import type { ListOptions } from '../../invocation.ts';
import { misuse } from '../list-output.ts';

/** What prints rows as they come, as `kubectl get -w` prints objects. `passOver`: is told of one that it cannot print. */
export async function loadRowStream(
  { output, isAllNamespaces, hasHeaders }: ListOptions,
  passOver: (sentence: string) => void,
): Promise<(rows: readonly ReportRow[]) => string> {
  if (typeof output === 'object') {
    const { customColumnsOfRows, jsonPathStream } = await import('../../render/list-template.ts');
    if (output.format === 'jsonpath') return jsonPathStream(output.template, misuse, passOver);
    return customColumnsOfRows(output.template, hasHeaders, misuse, passOver);
  }
  switch (output) {
    case 'json':
      return (await import('../../render/json.ts')).renderJsonRows;
    case 'yaml':
      return (await import('../../render/list-yaml.ts')).yamlStream();
    case 'name': {
      const { renderListNames } = await import('../../render/list-names.ts');
      return (rows) => renderListNames({ rows });
    }
    case 'table':
    case 'wide': {
      const { tableStream } = await import('../../render/table.ts');
      return tableStream({ isWide: output === 'wide', hasNamespace: isAllNamespaces, hasHeaders });
    }
  }
}
