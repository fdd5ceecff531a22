import type { Cluster } from '../deps.ts';
import { parsePodLabels, parseTemplateLabels } from '../input/workload-labels.ts';
import type { Workload } from '../render/missing.ts';

/** Of the pods that a workload stands for; `undefined`: it is not there. */
export async function labelsOf(
  { kind, name }: Workload,
  cluster: Cluster,
): Promise<Readonly<Record<string, string>> | undefined> {
  const scope = { namespace: cluster.namespace, name };
  const [labels] = await (kind === 'pod'
    ? cluster.list('pods', scope, parsePodLabels)
    : cluster.list('deployments', scope, parseTemplateLabels));
  return labels;
}
