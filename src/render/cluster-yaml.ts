import type { ClusterReport } from '../domain/cluster-report.ts';
import { documentOfCluster } from './cluster-json.ts';
import { safeYaml } from './safe-yaml.ts';

/** `explain -o yaml` without a name: the same document as in JSON. */
export function renderClusterYaml(report: ClusterReport): string {
  return safeYaml(documentOfCluster(report));
}
