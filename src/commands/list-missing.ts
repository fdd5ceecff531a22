import { portsCalled } from '../domain/choose-port.ts';
import type { ServiceFacts } from '../domain/facts.ts';
import type { NamedService } from '../domain/service-row.ts';
import type { ListOptions } from '../invocation.ts';
import { type Around, type Looked, missingServiceSentence, noNodePort, noSuchPort } from '../render/missing.ts';

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

function whyNoRow(service: ServiceFacts, port: string | undefined): string | undefined {
  const meant = port === undefined ? service.ports : portsCalled(port, service.ports);
  if (meant.some(({ nodePort }) => nodePort)) return undefined;
  return port !== undefined && meant.length === 0 ? noSuchPort(service, port) : noNodePort(service, port);
}
