import type { Unknown } from '../domain/answer.ts';
import type { ClusterReport } from '../domain/cluster-report.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { withoutHome } from '../domain/home.ts';
import { mapTexts } from '../domain/map-texts.ts';
import { overruledIn } from '../domain/overruled.ts';
import { evidenceOf } from '../domain/report.ts';
import type { Runtime } from '../domain/runtime.ts';
import { safeJson } from './safe-text.ts';

/** Public: whoever reads our JSON reads this first. */
export const API_VERSION = 'kubectl-nodeport/v1';

/** `explain -o json` without a name: one document, which `-f` reads again. The names of its fields are public. */
export function renderClusterJson(report: ClusterReport): string {
  return `${safeJson(documentOfCluster(report))}\n`;
}

/** Whose home a path is in is nobody's business. */
export function documentOfCluster({ facts, runtime, unknown, recorded, start }: ClusterReport): unknown {
  const document = {
    apiVersion: API_VERSION,
    kind: 'ClusterReport',
    recorded,
    cluster: clusterOf(facts, runtime, unknown),
    start: start ?? null,
    facts: reportedFacts(facts, runtime),
  };
  return mapTexts(document, withoutHome);
}

/**
 * An allow-list: a Service is not part of it, and what a kubeconfig holds besides names never was. `overrule`: what
 * `--runtime` said, for the rest does not tell.
 */
export function reportedFacts(
  { kubeconfig, machine, nodes, glimpsedNodes, engine, remoteEngine, settings }: ClusterFacts,
  runtime: Runtime,
) {
  const overrule = overruledIn(runtime);
  return { kubeconfig, machine, nodes, glimpsedNodes, engine, remoteEngine, settings, overrule };
}

/** The part that every document has. */
export function clusterOf({ kubeconfig }: ClusterFacts, runtime: Runtime, unknown: readonly Unknown[]) {
  return {
    context: kubeconfig.context ?? null,
    distribution: runtime.distribution.id,
    substrate: runtime.substrate.id,
    evidence: evidenceOf(runtime).map(({ code, value, source }) => ({ code, value, source })),
    unknown,
  };
}
