import type { Case } from './case.ts';
import type { Fix } from './fix.ts';
import type { NonEmpty } from './non-empty.ts';

/**
 * A `kubectl patch` of the Service. Its patch is YAML: what JSON would quote twice, and PowerShell takes away once, stays
 * plain. Source: kubectl patch --help, «JSON and YAML formats are accepted». What begins with a brace kubectl takes for
 * JSON (kubernetes/kubernetes, k8s.io/apimachinery/pkg/util/yaml, ToJSON; seen with 1.35), so no patch does.
 */
export function patchService(
  { service, namespaceFlags }: Pick<Case, 'service' | 'namespaceFlags'>,
  type: 'merge' | 'json',
  patch: string,
): NonEmpty<string> {
  return ['kubectl', 'patch', 'service', service.name, ...namespaceFlags, `--type=${type}`, '-p', patch];
}

/** Of the explained port of the Service. */
export function patchPort(each: Case, field: 'nodePort' | 'targetPort', value: string): NonEmpty<string> {
  const index = each.service.ports.findIndex(
    ({ port, protocol }) => port === each.port.port && protocol === each.port.protocol,
  );
  return patchService(each, 'json', `[{op: add, path: /spec/ports/${index}/${field}, value: ${value}}]`);
}

/** A word of YAML that is surely a string. */
export function yamlText(text: string): string {
  if (/^[A-Za-z][\w./-]*$/.test(text) && !YAML_WORDS.has(text.toLowerCase())) return text;
  // In single quotes nothing has to be escaped but themselves; what is not plain ASCII, and no label, only in double ones.
  return /^[\x20-\x7e]*$/.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : `"${text.replaceAll(/[^ !#-[\]-~]/gu, escaped)}"`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** What YAML 1.1, which kubectl reads, takes for something else. */
const YAML_WORDS: ReadonlySet<string> = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);

export function changesService(command: NonEmpty<string>, note: string): Fix {
  return { commands: [command], files: [], effect: 'changes-the-service', note };
}

/** A command that only shows something. */
export function shows(command: NonEmpty<string>, note: string): Fix {
  return { commands: [command], files: [], effect: 'changes-nothing', note };
}
