import type { Deps } from '../../deps.ts';
import { whereWords } from '../../domain/connection.ts';
import type { ServiceFacts } from '../../domain/facts.ts';
import type { Report } from '../../domain/report.ts';
import type { ListOptions } from '../../invocation.ts';
import { emptySentence, foundElsewhere, foundWithoutNodePort } from '../../render/empty.ts';
import { isForPeople, loadRenderer } from '../list-output.ts';
import { servicesForHint } from '../look-around.ts';
import { type Listing, namespaceOf, scopeOf } from './listing.ts';

/** The list, or that it is empty. */
export async function printList(report: Report, listing: Listing): Promise<void> {
  const { options, cluster, deps } = listing;
  if (isPrinted(report, options)) await print(report, cluster.kubeconfig.namespace, options, deps);
  else if (isEmpty(options)) await sayThatItIsEmpty(report.facts.services, listing);
}

/** A program gets a list that is empty; but nothing, as of kubectl, in place of the one Service that it asked for. */
export function isPrinted({ rows }: Report, options: ListOptions): boolean {
  if (rows.length > 0) return true;
  return !isForPeople(options) && !options.ignoresNotFound && options.targets.length !== 1;
}

/** Whether somebody is told that there is nothing: of a name they are told something else. */
export function isEmpty({ targets, ignoresNotFound }: ListOptions): boolean {
  return targets.length === 0 && !ignoresNotFound;
}

/** `home`: the namespace that a command without `-n` would look in. */
export async function print(
  report: Report,
  home: string,
  options: ListOptions,
  { io }: Pick<Deps, 'io'>,
): Promise<void> {
  const render = await loadRenderer(options);
  io.stdout.write(render(report));
  if (!isForPeople(options)) return;
  const { renderFooter, renderUnseen, renderUnsure } = await import('../../render/conversation.ts');
  io.stderr.write(renderUnseen(report));
  if (options.file) io.stderr.write(options.output === 'wide' ? '' : renderUnsure(report));
  if (!io.stderr.isTerminal || options.file) return;
  const { namespace: _, ...connection } = options.connection;
  io.stderr.write(renderFooter(report, { connection: whereWords(connection), namespace: home }));
}

/** kubectl's sentence, and for a person what would have been found: one list more, and silence where it is forbidden. */
async function sayThatItIsEmpty(services: readonly ServiceFacts[], listing: Listing): Promise<void> {
  const { options, cluster, deps } = listing;
  const { io } = deps;
  const namespace = namespaceOf(listing);
  io.stderr.write(emptySentence(namespace));
  if (!io.stderr.isTerminal) return;
  if (namespace !== undefined) {
    const everywhere = await servicesForHint(cluster, scopeOf(undefined, options), []);
    io.stderr.write(foundElsewhere(everywhere, namespace));
  }
  io.stderr.write(foundWithoutNodePort(services));
}
