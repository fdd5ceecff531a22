import { distributions } from './distributions/registry.ts';
import { unknownDistribution } from './distributions/unknown.ts';
import type { ClusterFacts, KubeconfigFacts } from './domain/facts.ts';
import type { Distribution, Evidence, NodeKind, Runtime, Substrate, WhenDown } from './domain/runtime.ts';
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
  const substrate = overrule?.substrate
    ? byFlag(overrule.substrate)
    : detectSubstrate(facts, distribution.found.nodesAre(facts));
  return {
    distribution: distribution.found,
    substrate: substrate.found,
    evidence: unique([...distribution.evidence, ...substrate.evidence]),
  };
}

/** The containers that would tell more about this cluster. */
export function containerLabelsWanted(facts: ClusterFacts, overrule: Overrule | undefined): readonly string[] {
  const distribution = overrule?.distribution ?? detectDistribution(facts).found;
  return distribution.containerLabels(facts);
}

/** The same, before the nodes are known: what the names in the kubeconfig suggest. */
export function containerLabelsLikely(kubeconfig: KubeconfigFacts): readonly string[] {
  return distributions.flatMap((distribution) => distribution.likelyContainerLabels(kubeconfig));
}

export function parseOverrule(text: string): Overrule | undefined {
  const [distributionId, substrateId, ...rest] = text.split('/');
  const distribution = distributions.find(({ id }) => id === distributionId);
  const substrate = substrates.find(({ id }) => id === substrateId);
  const isWhole = rest.length === 0 && (substrateId === undefined || substrate);
  return distribution && isWhole ? { distribution, substrate } : undefined;
}

/** What starts the cluster of this kubeconfig, as far as its names tell. */
export function whenDown(kubeconfig: KubeconfigFacts): WhenDown | undefined {
  for (const distribution of distributions) {
    const found = distribution.whenDown(kubeconfig);
    if (found) return found;
  }
  return undefined;
}

/** The ids that `--runtime` takes. */
export function knownRuntimes(): { readonly distributions: readonly string[]; readonly substrates: readonly string[] } {
  return { distributions: distributions.map(({ id }) => id), substrates: substrates.map(({ id }) => id) };
}

function detectDistribution(facts: ClusterFacts) {
  for (const found of distributions) {
    const evidence = found.detect(facts);
    if (evidence) return { found, evidence };
  }
  return { found: unknownDistribution, evidence: [] };
}

function detectSubstrate(facts: ClusterFacts, nodesAre: NodeKind) {
  for (const found of substrates) {
    const evidence = found.detect(facts, nodesAre);
    if (evidence) return { found, evidence };
  }
  return { found: unknownSubstrate, evidence: [] };
}

/** One fact may speak for both axes. */
function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((each) => [JSON.stringify(each), each])).values()];
}

function byFlag<T extends { readonly id: string }>(found: T) {
  return { found, evidence: [{ code: 'flag', value: found.id, source: '--runtime' }] };
}
