import type { Case } from './case.ts';
import type { Fix } from './fix.ts';
import type { NonEmpty } from './non-empty.ts';

/**
 * A `kubectl patch` of the Service. Its patch is YAML: what JSON would quote twice, and PowerShell takes away once, stays
 * plain. Source: kubectl patch --help, «JSON and YAML formats are accepted».
 */
export function patchService(
  { service, namespaceFlags }: Case,
  type: 'merge' | 'json',
  patch: string,
): NonEmpty<string> {
  return ['kubectl', 'patch', 'service', service.name, ...namespaceFlags, `--type=${type}`, '-p', patch];
}

/** Of the explained port of the Service. */
export function patchPort(each: Case, field: 'nodePort' | 'targetPort', value: string): NonEmpty<string> {
  const index = each.service.ports.indexOf(each.port);
  return patchService(each, 'json', `[{op: add, path: /spec/ports/${index}/${field}, value: ${value}}]`);
}

/** A word of YAML that is surely a string. */
export function yamlText(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !YAML_WORDS.has(text.toLowerCase()) ? text : JSON.stringify(text);
}

/** What YAML 1.1 takes for something else. */
const YAML_WORDS: ReadonlySet<string> = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);

export function changesService(command: NonEmpty<string>, note: string): Fix {
  return { commands: [command], files: [], effect: 'changes-the-service', note };
}

/** A command that only shows something. */
export function shows(command: NonEmpty<string>, note: string): Fix {
  return { commands: [command], files: [], effect: 'changes-nothing', note };
}
