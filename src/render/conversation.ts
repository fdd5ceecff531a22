import type { Unknown } from '../domain/answer.ts';
import { nodesOf } from '../domain/evidence.ts';
import { MAX_NODES } from '../domain/node-routes.ts';
import { type Report, type ReportRow, unknownsOf } from '../domain/report.ts';
import type { Attempt } from '../domain/route.ts';
import { describeRuntime, nameOfMachine } from './names.ts';
import { isPlainName } from './plain-name.ts';
import { safeText } from './safe-text.ts';
import { commandLine } from './shell.ts';

/** One line for each thing that could not be seen and may be missed in the answer. */
export function renderUnseen(report: Report): string {
  const isAllReachable = report.rows.every(({ verdict }) => verdict.status === 'Reachable');
  const unseen = unknownsOf(report)
    .filter(({ code }) => code !== 'container-engine' || !isAllReachable)
    .map((unknown) => safeText(unseenText(unknown)));
  return [...unseen, ...sparedNodes(report)].map((line) => `${line}\n`).join('');
}

/** Where a row was not reached at a handful of nodes, that there are more. */
function sparedNodes({ facts, rows }: Report): readonly string[] {
  const count = nodesOf(facts).length;
  const isMissed = rows.some(({ verdict, attempts }) => verdict.status !== 'Reachable' && attempts.some(isDialledNode));
  return isMissed && count > MAX_NODES ? [`at most ${MAX_NODES} of ${count} nodes were tried for a row`] : [];
}

/** Of predictions that depend on more than a file says: how many, and where it is told on what. */
export function renderUnsure({ rows }: Report): string {
  const unsure = rows.filter(({ verdict }) => verdict.status === 'Unverified' && verdict.predicted === undefined);
  const [some, none] = [unsure.filter(hasAttempts), unsure.filter((row) => !hasAttempts(row))];
  return [
    some.length === 0
      ? ''
      : `${some.length} of ${rows.length} have no address that is sure: -o wide says what it depends on\n`,
    none.length === 0
      ? ''
      : `${none.length} of ${rows.length} have no address to predict: \`kubectl nodeport explain\` of the same file says why\n`,
  ].join('');
}

function hasAttempts({ attempts }: ReportRow): boolean {
  return attempts.length > 0;
}

function isDialledNode({ route, result }: Attempt): boolean {
  return route.via === 'node-address' && result.outcome !== 'not-tried';
}

/** What is not reachable, and the two commands that get further. Empty where there is nothing to say. */
export function renderFooter(report: Report, { connection, namespace }: FooterOptions): string {
  const unreachable = report.rows.filter(isNotReachable);
  const [example] = [...unreachable.filter(isWell), ...unreachable.filter(hasEndpoints), ...unreachable].filter(
    hasPlainName,
  );
  if (!example) return '';
  const { name, namespace: home } = example.row.service;
  const where = [...(home === namespace ? [] : ['-n', home]), ...connection];
  const explain = commandLine(['kubectl', 'nodeport', 'explain', name, ...where]);
  const open = commandLine(['kubectl', 'nodeport', 'open', name, ...where]);
  const width = Math.max(explain.length, open.length) + 4;
  const { context } = report.facts.kubeconfig;
  const count = `${unreachable.length} of ${report.rows.length} not reachable from ${nameOfMachine(report.facts.machine)}`;
  return `
${context === undefined ? '' : `${safeText(context)} `}(${describeRuntime(report.runtime)}): ${count}
    ${explain.padEnd(width)}why, and how to change it
    ${open.padEnd(width)}a tunnel, now
`;
}

export interface FooterOptions {
  /** The flags that chose the cluster, as they were given. */
  readonly connection: readonly string[];
  /** The namespace that a command without `-n` would look in. */
  readonly namespace: string;
}

function isNotReachable({ verdict }: ReportRow): boolean {
  return verdict.status !== 'Reachable' && verdict.status !== 'Unverified';
}

function hasPlainName({ row: { service } }: ReportRow): boolean {
  return [service.name, service.namespace].every(isPlainName);
}

function hasEndpoints({ verdict }: ReportRow): boolean {
  return verdict.status !== 'NoEndpoints';
}

/** Whether the Service itself is well, as far as it can be seen, so that a tunnel gets there. */
function isWell({ verdict }: ReportRow): boolean {
  return verdict.status === 'NotPublished' || verdict.status === 'Unknown';
}

function unseenText({ code, value, source }: Unknown): string {
  switch (code) {
    case 'nodes':
      return `nodes cannot be listed (${value}): of them only what pods, endpoints and the kubeconfig tell is known`;
    case 'endpointslices':
      return `EndpointSlices cannot be listed (${value}): which Services have a ready endpoint is not known`;
    default:
      return `${code.replaceAll('-', ' ')} could not be asked (${value}: ${source}): published ports are not known`;
  }
}
