import type { Case } from '../domain/case.ts';
import { HOPS, type Hop, hopOf, type Problem } from '../domain/problem.ts';
import type { Attempt } from '../domain/route.ts';
import type { ServiceReport } from '../domain/service-report.ts';
import { explain } from './explanation.ts';
import { nameOfMachine } from './names.ts';
import { readyOf } from './service-title.ts';
import { wrap } from './wrap.ts';

/** Each station of the way, and at which it ends; what nothing is known of is left out. */
export function hopLines({ case: each, problems }: ServiceReport, width: number): readonly string[] {
  const rows = merged(
    HOPS.flatMap((hop) =>
      rowOf(
        hop,
        each,
        problems.filter((problem) => hopOf(problem) === hop),
      ),
    ),
  );
  const beside = problems.filter((problem) => hopOf(problem) === undefined).map((problem) => explain(problem));
  const label = Math.max(...rows.map((row) => row.label.length), 0) + 4;
  return [
    ...rows.flatMap((row) => linesOf(row, label, width)),
    ...beside.flatMap((line) => wrap(`also: ${line}`, 2, width)),
  ];
}

interface Row {
  readonly label: string;
  readonly text: string;
}

function rowOf(hop: Hop, each: Case, problems: readonly Problem[]): readonly Row[] {
  const label = labelOf(hop, each);
  if (problems.length > 0) return problems.map((problem) => ({ label, text: `stops here: ${explain(problem)}` }));
  const state = stateOf(hop, each);
  return state === undefined ? [] : [{ label, text: state }];
}

/** What is known of a hop at which nothing stops. */
function stateOf(hop: Hop, each: Case): string | undefined {
  const { attempts, port, verdict, observed } = each;
  const isPrediction = observed.pods.kind === 'not-asked' && observed.pods.because === 'from-file';
  const isReached = attempts.some(({ result }) => ['refused', 'dropped', 'answered'].includes(result.outcome));
  switch (hop) {
    case 'machine':
      return isPrediction || verdict?.status === 'Unverified' ? undefined : 'ok';
    case 'publisher':
      return attempts.some(isPublished) ? 'ok' : undefined;
    case 'node':
      return isReached ? 'ok' : undefined;
    case 'kube-proxy':
      return undefined;
    case 'service':
      return readyOf(each) === undefined ? undefined : 'ok';
    case 'pods':
      if (port.endpoints.kind === 'unknown') return `not seen: endpointslices ${port.endpoints.because.value}`;
      return readyOf(each) === undefined ? undefined : `ok, ${readyOf(each)}`;
  }
}

/** Something on this machine leads on, and was tried. */
function isPublished({ route, result }: Attempt): boolean {
  const isTried = result.outcome !== 'not-tried' || result.because === 'local-policy';
  return isTried && route.answeredBy === 'proxy' && route.via !== 'tunnel';
}

function labelOf(hop: Hop, { facts, world }: Case): string {
  switch (hop) {
    case 'machine':
      return nameOfMachine(facts.machine);
    case 'publisher':
      if (world.publishing.kind === 'every-node-port') return 'forwarder';
      return world.nodesAre === 'containers' ? 'node container' : 'way to the nodes';
    case 'node':
      return 'node';
    case 'kube-proxy':
      return 'kube-proxy';
    case 'service':
      return 'Service';
    case 'pods':
      return 'pods';
  }
}

/** Neighbours that are both well are one line. */
function merged(rows: readonly Row[]): readonly Row[] {
  const lines: Row[] = [];
  for (const row of rows) {
    const last = lines.at(-1);
    if (last?.text === 'ok' && row.text.startsWith('ok'))
      lines[lines.length - 1] = { label: `${last.label}, ${row.label}`, text: row.text };
    else if (last?.label === row.label) lines.push({ label: '', text: row.text });
    else lines.push(row);
  }
  return lines;
}

function linesOf({ label, text }: Row, width: number, screen: number): readonly string[] {
  const [first = '', ...rest] = wrap(text, width, screen);
  return [`  ${label.padEnd(width - 2)}${first.trimStart()}`, ...rest];
}
