import type { Unknown } from '../domain/answer.ts';
import type { ClusterReport } from '../domain/cluster-report.ts';
import { nodesOf } from '../domain/evidence.ts';
import type { NodeFacts } from '../domain/facts.ts';
import { authorityOf } from '../domain/host.ts';
import { evidenceOf } from '../domain/report.ts';
import type { Evidence } from '../domain/runtime.ts';
import { describeRuntime, nameOfMachine } from './names.ts';
import { reachSentences } from './reach-words.ts';
import { cell, safeText } from './safe-text.ts';
import { whenDownSentence } from './when-down.ts';
import { wrap } from './wrap.ts';

const WIDTH = 100;

/** `explain` without a name, for people: what this cluster is, how NodePorts are reached from here, and why. */
export function renderCluster(report: ClusterReport): string {
  const { facts, runtime, start, recorded, isReplayed } = report;
  const { context, server } = facts.kubeconfig;
  const name = context === undefined ? 'this cluster' : context;
  const sections = [
    [
      `${name} is ${describeRuntime(runtime)}, as seen from ${nameOfMachine(facts.machine)}`,
      ...serverLines(server),
      ...(isReplayed ? [`  recorded ${recorded}`] : []),
    ],
    start ? whenDownSentence(start).trimEnd().split('\n') : [],
    ['NodePorts', ...wrap(reachSentences(report), 2, WIDTH)],
    evidenceLines(evidenceOf(runtime)),
    unseenLines(report.unknown),
    nodeLines(nodesOf(facts)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${safeText(line)}\n`).join(''))
    .join('\n');
}

function serverLines(server: ClusterReport['facts']['kubeconfig']['server']): readonly string[] {
  return server ? [`  API server ${authorityOf(server.host, server.port)}`] : [];
}

export function evidenceLines(evidence: readonly Evidence[]): readonly string[] {
  if (evidence.length === 0)
    return ['recognised from', '  nothing: no node, and no name in the kubeconfig, says what built this cluster'];
  return [
    'recognised from',
    ...evidence.flatMap(({ code, value, source, says }) => [`  ${code} ${value} (${source})`, `    ${says}`]),
  ];
}

export function unseenLines(unknown: readonly Unknown[]): readonly string[] {
  if (unknown.length === 0) return [];
  return ['not seen', ...unknown.map(({ code, value, source }) => `  ${code}: ${value} (${source})`)];
}

/** More would be a list of nodes, which kubectl has. */
const MAX_NODES = 10;

function nodeLines(nodes: readonly NodeFacts[]): readonly string[] {
  if (nodes.length === 0) return [];
  const more = nodes.length > MAX_NODES ? [`  and ${nodes.length - MAX_NODES} more`] : [];
  const rows = nodes.slice(0, MAX_NODES).map(cellsOf);
  const width = (column: number) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0));
  const lines = rows.map((cells) =>
    `  ${cells.map((text, column) => text.padEnd(width(column))).join('   ')}`.trimEnd(),
  );
  return ['nodes', ...lines, ...more];
}

function cellsOf({ name, addresses, kubelet, osImage, kernel, ready }: NodeFacts): readonly string[] {
  const readiness = { yes: 'ready', no: 'not ready', unknown: 'readiness unknown' }[ready];
  const ips = addresses.map(({ ip }) => ip).join(', ');
  return [name, readiness, ips, kubelet, osImage, kernel].map((text) => cell(text));
}
