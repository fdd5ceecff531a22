import { portsCalled } from '../domain/choose-port.ts';
import type { ServiceFacts } from '../domain/facts.ts';
import type { NamedService } from '../domain/service-row.ts';
import type { ListOptions } from '../invocation.ts';
import { type Looked, missingServiceSentence, noNodePort, noSuchPort } from '../render/missing.ts';

interface Looking {
  readonly looked: Looked;
  /** Asked only where a name is missing. */
  readonly readEverywhere: () => Promise<readonly ServiceFacts[]>;
}

/** One sentence for each target that has no row. */
export async function missingSentences(
  { targets, ignoresNotFound }: Pick<ListOptions, 'targets' | 'ignoresNotFound'>,
  services: readonly ServiceFacts[],
  { looked, readEverywhere }: Looking,
): Promise<readonly string[]> {
  const isThere = ({ name }: NamedService) => services.some((service) => service.name === name);
  const everywhere = ignoresNotFound || targets.every(isThere) ? [] : await readEverywhere();
  return targets.flatMap((target) => {
    const { name, port } = target;
    if (!isThere(target)) return ignoresNotFound ? [] : [missingServiceSentence(name, everywhere, looked)];
    // In a file, several namespaces may have one of this name.
    const namesakes = services.filter((service) => service.name === name);
    const sentences = namesakes.map((service) => whyNoRow(service, port));
    return sentences.includes(undefined) ? [] : sentences.slice(0, 1).filter((sentence) => sentence !== undefined);
  });
}

function whyNoRow(service: ServiceFacts, port: string | undefined): string | undefined {
  const meant = port === undefined ? service.ports : portsCalled(port, service.ports);
  if (meant.some(({ nodePort }) => nodePort)) return undefined;
  return port !== undefined && meant.length === 0 ? noSuchPort(service, port) : noNodePort(service, port);
}
