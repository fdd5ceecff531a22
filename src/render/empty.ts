import type { ServiceFacts } from '../domain/facts.ts';
import { safeText } from './safe-text.ts';

/** kubectl's sentence for an empty list. `namespace`: `undefined` is all of them. */
export function emptySentence(namespace: string | undefined): string {
  return namespace === undefined ? 'No resources found\n' : `No resources found in ${safeText(namespace)} namespace.\n`;
}

/** Of a file that has no row: what is there instead, and what would have to be. */
export function emptyFileSentence(services: readonly ServiceFacts[], namespace: string | undefined): string {
  if (services.length === 0) return 'no Services were read: `kubectl get svc -A` prints them\n';
  if (namespace === undefined) return `none of its ${services.length} Services has a nodePort\n`;
  return `${emptySentence(namespace)}${foundElsewhere(services, namespace)}`;
}

/** What would have been found elsewhere, or as another type; empty where there is nothing of the kind. */
export function foundElsewhere(everywhere: readonly ServiceFacts[], namespace: string): string {
  const elsewhere = new Map<string, number>();
  for (const service of everywhere.filter((each) => each.namespace !== namespace && hasNodePort(each))) {
    elsewhere.set(service.namespace, (elsewhere.get(service.namespace) ?? 0) + 1);
  }
  const counts = [...elsewhere].map(
    ([name, count], index) => `${count} in ${index === 0 ? 'namespace ' : ''}${safeText(name)}`,
  );
  return counts.length === 0 ? '' : `${counts.join(', ')}: add -A\n`;
}

/** The Services that are here and have no nodePort. */
export function foundWithoutNodePort(services: readonly ServiceFacts[]): string {
  const count = services.filter(({ type }) => type === 'ClusterIP').length;
  const subject = count === 1 ? '1 ClusterIP Service' : `${count} ClusterIP Services`;
  return count === 0 ? '' : `${subject} here: kubectl nodeport open NAME reaches ${count === 1 ? 'it' : 'them'}\n`;
}

function hasNodePort({ ports }: ServiceFacts): boolean {
  return ports.some(({ nodePort }) => nodePort);
}
