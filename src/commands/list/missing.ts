import type { Deps } from '../../deps.ts';
import { portsCalled } from '../../domain/choose-port.ts';
import { whereWords } from '../../domain/connection.ts';
import type { ServiceFacts } from '../../domain/facts.ts';
import type { NamedService } from '../../domain/service-row.ts';
import { EXIT_CODES } from '../../errors.ts';
import type { ListOptions } from '../../invocation.ts';
import { safeLines } from '../../render/failure.ts';
import { type Around, type Looked, missingServiceSentence, noNodePort, noSuchPort } from '../../render/missing.ts';
import { lookAround } from '../look-around.ts';
import type { Listing } from './listing.ts';

interface Looking {
  readonly looked: Looked;
  /** Asked only where a name is missing. */
  readonly lookAround: () => Promise<Around>;
}

/** One sentence for each target that has no row. */
export async function missingSentences(
  { targets, ignoresNotFound }: Pick<ListOptions, 'targets' | 'ignoresNotFound'>,
  services: readonly ServiceFacts[],
  { looked, lookAround }: Looking,
): Promise<readonly string[]> {
  const isThere = ({ name }: NamedService) => services.some((service) => service.name === name);
  const around = ignoresNotFound || targets.every(isThere) ? undefined : await lookAround();
  return targets.flatMap((target) => {
    const { name, port } = target;
    if (!isThere(target)) return around ? [missingServiceSentence(name, around, looked)] : [];
    // In a file, several namespaces may have one of this name.
    const namesakes = services.filter((service) => service.name === name);
    const sentences = namesakes.map((service) => whyNoRow(service, port));
    return sentences.includes(undefined) ? [] : sentences.slice(0, 1).filter((sentence) => sentence !== undefined);
  });
}

/** The same of a cluster, which is asked what else is there. */
export function missingIn(
  services: readonly ServiceFacts[],
  { options, cluster }: Listing,
): Promise<readonly string[]> {
  const { namespace: _, ...connection } = options.connection;
  const { namespace } = cluster;
  const home = cluster.kubeconfig.namespace;
  return missingSentences(options, services, {
    looked: { command: 'list', namespace, home, where: whereWords(connection) },
    lookAround: () => lookAround(cluster, services),
  });
}

/** How a list ends that was made without these. */
export function endWithout(missing: readonly string[], { io }: Pick<Deps, 'io'>): number {
  for (const sentence of missing) io.stderr.write(safeLines(sentence));
  return missing.length === 0 ? EXIT_CODES.answered : EXIT_CODES.misuse;
}

function whyNoRow(service: ServiceFacts, port: string | undefined): string | undefined {
  const meant = port === undefined ? service.ports : portsCalled(port, service.ports);
  if (meant.some(({ nodePort }) => nodePort)) return undefined;
  return port !== undefined && meant.length === 0 ? noSuchPort(service, port) : noNodePort(service, port);
}
