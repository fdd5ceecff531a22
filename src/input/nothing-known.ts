/** Why a text has nothing for us in it, as far as it shows. */
export function nothingKnownIn(text: string): string {
  if (/\bkind["']?:\s*["']?NodePortList\b/.test(text)) {
    return 'this is what list prints: -f reads what explain -o json prints';
  }
  const said = ['No resources found', 'The connection to the server'].find((words) => text.includes(words));
  if (said !== undefined) return `all that is in it is what kubectl says: "${said} …"`;
  return 'nothing known in it: no nodes or Services as YAML, JSON or tables of kubectl, no kubeconfig, no report of explain -o json';
}
