import type { Unknown } from '../domain/answer.ts';
import type { ClusterReport } from '../domain/cluster-report.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { evidenceOf } from '../domain/report.ts';
import type { Runtime } from '../domain/runtime.ts';
import { safeJson } from './safe-text.ts';

/** Public: whoever reads our JSON reads this first. */
export const API_VERSION = 'kubectl-nodeport/v1';

/** `explain -o json` without a name: one document, which `-f` reads again. The names of its fields are public. */
export function renderClusterJson(report: ClusterReport): string {
  return `${safeJson(documentOfCluster(report))}\n`;
}

export function documentOfCluster({ facts, runtime, unknown, recorded, start }: ClusterReport) {
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterReport',
    recorded,
    cluster: clusterOf(facts, runtime, unknown),
    start: start ?? null,
    facts: reportedFacts(facts),
  };
}

/** An allow-list: a Service is not part of it, and what a kubeconfig holds besides names never was. */
export function reportedFacts({
  kubeconfig,
  machine,
  nodes,
  glimpsedNodes,
  engine,
  remoteEngine,
  settings,
}: ClusterFacts) {
  return { kubeconfig, machine, nodes, glimpsedNodes, engine, remoteEngine, settings };
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
