import type { Report } from '../domain/report.ts';
import { documentOfList } from './json.ts';
import { safeYaml } from './safe-yaml.ts';

/** `list -o yaml`: the same document as in JSON. */
export function renderListYaml(report: Report): string {
  return safeYaml(documentOfList(report));
}
