/**
 * The column without which the rows of a table that begins as kubectl's cannot be read: its right side was cut off.
 * `undefined`: a table of something else, of which `NAME STATUS AGE` (namespaces) and `NAME TYPE DATA` (secrets) are.
 */
export function missingColumn(columns: readonly string[]): string | undefined {
  const [first, second, third] = columns[0] === 'NAMESPACE' ? columns.slice(1) : columns;
  if (first !== 'NAME') return undefined;
  if (second === 'STATUS' && third === 'ROLES') return 'VERSION';
  const isOfServices =
    (second === 'TYPE' && third === 'CLUSTER-IP') || (second === 'CLUSTER-IP' && third === 'EXTERNAL-IP');
  return isOfServices ? 'PORT(S)' : undefined;
}
