import { distributions } from './distributions/registry.ts';
import { unknownDistribution } from './distributions/unknown.ts';
import type { ClusterFacts, KubeconfigFacts, SeenFacts } from './domain/facts.ts';
import type { ContainerFilter, Distribution, Evidence, Runtime, Substrate, WhenDown } from './domain/runtime.ts';
import { substrates } from './substrates/registry.ts';
import { unknownSubstrate } from './substrates/unknown.ts';

/** `--runtime DISTRIBUTION[/SUBSTRATE]`, already looked up. */
export interface Overrule {
  readonly distribution: Distribution;
  readonly substrate: Substrate | undefined;
}

/** Distribution × substrate, each with its evidence; `unknown` rather than a guess. */
export function recognise(facts: ClusterFacts, overrule: Overrule | undefined): Runtime {
  const distribution = overrule ? byFlag(overrule.distribution) : detectDistribution(facts);
  const substrate = overrule?.substrate ? byFlag(overrule.substrate) : detectSubstrate(facts, distribution);
  return {
    distribution: distribution.found,
    substrate: substrate.found,
    evidence: { distribution: distribution.evidence, substrate: substrate.evidence },
  };
}

/** What built the cluster, which is known before engine and settings are asked, as it says what they are asked for. */
export function distributionOf(facts: SeenFacts, overrule: Overrule | undefined): Distribution {
  return overrule?.distribution ?? detectDistribution(facts).found;
}

/** The containers that would tell more, before the nodes are known: what the names in the kubeconfig suggest. */
export function containersLikely(kubeconfig: KubeconfigFacts): readonly ContainerFilter[] {
  const registry: readonly Distribution[] = distributions;
  return registry.flatMap((distribution) => distribution.containersLikely?.(kubeconfig) ?? []);
}

export function parseOverrule(text: string): Overrule | undefined {
  const [distributionId, substrateId, ...rest] = text.split('/');
  const distribution = distributions.find(({ id }) => id === distributionId);
  const substrate = substrates.find(({ id }) => id === substrateId);
  const isWhole = rest.length === 0 && (substrateId === undefined || substrate);
  return distribution && isWhole ? { distribution, substrate } : undefined;
}

/** What starts the cluster of this kubeconfig, as far as its names and the engine tell. */
export function whenDown({ kubeconfig, engine }: Pick<ClusterFacts, 'kubeconfig' | 'engine'>): WhenDown | undefined {
  const its = engine.kind === 'known' ? engine.value : undefined;
  const registry: readonly Distribution[] = distributions;
  for (const distribution of registry) {
    const found = distribution.whenDown?.(kubeconfig, its);
    if (found) return found;
  }
  return undefined;
}

/** The ids that `--runtime` takes. */
export function knownRuntimes(): { readonly distributions: readonly string[]; readonly substrates: readonly string[] } {
  return { distributions: distributions.map(({ id }) => id), substrates: substrates.map(({ id }) => id) };
}

interface Recognised<T> {
  readonly found: T;
  readonly evidence: readonly Evidence[];
}

/** What is enough by itself goes before every suggestion: a renamed context does not outvote a node. */
function detectDistribution(facts: SeenFacts): Recognised<Distribution> {
  const registry: readonly Distribution[] = distributions;
  for (const ask of ['detect', 'suggest'] as const) {
    for (const found of registry) {
      const evidence = found[ask]?.(facts);
      if (evidence) return { found, evidence };
    }
  }
  return { found: unknownDistribution, evidence: [] };
}

function detectSubstrate(
  facts: ClusterFacts,
  { found: distribution, evidence: itsEvidence }: Recognised<Distribution>,
) {
  const home = distribution.livesIn?.(facts);
  const nodesAre = distribution.nodesAre(facts);
  const registry: readonly Substrate[] = substrates;
  for (const found of registry) {
    const evidence = found.detect(facts, nodesAre) ?? (found.id === home ? itsEvidence : undefined);
    if (evidence) return { found, evidence };
  }
  return { found: unknownSubstrate, evidence: [] };
}

function byFlag<T extends { readonly id: string }>(found: T): Recognised<T> {
  const says = 'you said so';
  return { found, evidence: [{ code: 'flag', value: found.id, source: '--runtime', says }] };
}
