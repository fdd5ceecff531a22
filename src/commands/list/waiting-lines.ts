import type { Facts } from '../../domain/facts.ts';
import { hasNoneReady, isAnswering, isBeyondDialling } from '../../domain/gate.ts';
import type { ReportRow } from '../../domain/report.ts';
import { type NamedService, rowsOf } from '../../domain/service-row.ts';
import { targetWord } from '../../domain/target-word.ts';
import { keyOfWait, reasonToWait } from '../../domain/waiting.ts';
import { keyOfRow } from '../../domain/watched-rows.ts';
import type { Round } from '../../follow-rows.ts';
import { awaitedLine, unansweredLine, undialledLine, unlistedLine, waitingLine } from '../../render/waiting.ts';
import type { Listing } from './listing.ts';

/** `key`: what stays the same while nothing new is to be said. */
export interface WaitingLine {
  readonly key: string;
  readonly text: string;
}

/** What `--wait` waits for at this moment, a line each. */
export function waitingLines(
  round: Round,
  { options, cluster }: Pick<Listing, 'options' | 'cluster'>,
): readonly WaitingLine[] {
  const { facts, rows } = round.report;
  const { namespace } = cluster;
  const ofNames = options.targets.flatMap((target) => linesOfTarget(target, facts, namespace));
  const isEmpty = ofNames.length === 0 && rows.length === 0 && round.untold.size === 0;
  const known = rows.filter(({ row }) => !round.untold.has(keyOfRow(row)));
  const where = options.isAllNamespaces ? undefined : namespace;
  const ofList = isEmpty ? [awaitedLine({ kind: 'with-node-port', selector: options.selector }, where)] : [];
  return [...[...ofNames, ...ofList].map(itself), ...known.flatMap((row) => linesOfRow(row, round))];
}

/** Of one that has no row. */
function linesOfTarget(
  target: NamedService,
  { services }: Pick<Facts, 'services'>,
  namespace: string,
): readonly string[] {
  const service = services.find(({ name }) => name === target.name);
  if (!service) return [waitingLine({ code: 'no-service' }, { namespace, name: target.name })];
  return rowsOf([service], [target]).length > 0 ? [] : [unlistedLine(service, target.port)];
}

function linesOfRow(row: ReportRow, { podsIn }: Round): readonly WaitingLine[] {
  if (isBeyondDialling(row)) return [itself(undialledLine(row))];
  if (isAnswering(row)) return [];
  return hasNoneReady(row) ? linesOfPods(row, podsIn) : [itself(unansweredLine(row))];
}

/** Nothing is said before it is known which pods there are. */
function linesOfPods({ row }: ReportRow, podsIn: Round['podsIn']): readonly WaitingLine[] {
  const { service, port } = row;
  const { namespace } = service;
  const pods = podsIn(namespace);
  if (pods.kind === 'not-asked') return [];
  const reason = reasonToWait({ service: { ...service, ...port }, endpoints: NONE_READY, pods });
  if (reason === undefined) return [];
  const name = targetWord(row);
  return [{ key: `${namespace}/${name} ${keyOfWait(reason)}`, text: waitingLine(reason, { namespace, name }) }];
}

/** That none is ready is what the verdict says. */
const NONE_READY = { pods: [], others: [] };

function itself(text: string): WaitingLine {
  return { key: text, text };
}
