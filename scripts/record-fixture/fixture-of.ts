import { evidenceOf } from '../../src/domain/report.ts';
import { routesOf } from '../../src/domain/routes.ts';
import { rowsOf } from '../../src/domain/service-row.ts';
import { recordIn, textIn } from '../../src/domain/untrusted.ts';
import { parseFacts } from '../../src/input/report.ts';
import { recognise } from '../../src/recognise.ts';

/** What `explain -o json` wrote, as a folder of test/fixtures: the content of its files. */
export interface Fixture {
  readonly distribution: string;
  readonly files: { readonly 'facts.json': string; readonly 'expected.json': string };
}

/** What a cluster is recognised by, and the Services; the rest of a report is of one moment. */
const FACTS = [
  'kubeconfig',
  'machine',
  'nodes',
  'glimpsedNodes',
  'engine',
  'remoteEngine',
  'settings',
  'services',
] as const;

/** What `--runtime` said: then it does not tell what is recognised. */
export function overruleOf(report: unknown): string | undefined {
  return textIn(recordIn(report, 'facts'), 'overrule');
}

/**
 * `report`: parsed JSON; `undefined`: it is none. What this program concludes now is what is expected from then on: read it.
 */
export function fixtureOf(report: unknown): Fixture | undefined {
  const kind = textIn(report, 'kind') ?? '';
  if (kind !== 'Report' && kind !== 'ClusterReport') return undefined;
  const written = recordIn(report, 'facts');
  const json = Object.fromEntries(FACTS.filter((key) => written[key] !== undefined).map((key) => [key, written[key]]));
  const facts = parseFacts(json);
  const runtime = recognise(facts, undefined);
  const expected = {
    origin: originOf(report, facts.machine.platform),
    distribution: runtime.distribution.id,
    substrate: runtime.substrate.id,
    evidence: evidenceOf(runtime).map(({ code, value, source }) => ({ code, value, source })),
    routes: Object.fromEntries(
      rowsOf(facts.services, []).map((row) => [row.service.name, routesOf(runtime, facts)(row)]),
    ),
  };
  return {
    distribution: expected.distribution,
    files: { 'facts.json': textOf({ services: [], ...json }), 'expected.json': textOf(expected) },
  };
}

function originOf(report: unknown, platform: string): string {
  return `recorded by kubectl-nodeport on ${platform}, ${(textIn(report, 'recorded') ?? 'at no date').slice(0, 10)}`;
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
