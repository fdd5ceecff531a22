import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ProbeResult } from '../../src/domain/probe.ts';
import { parseFacts } from '../../src/input/report.ts';
import { renderServiceReport } from '../../src/render/service-report.ts';
import { explainFixture } from './explain-fixture.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const ALL = readdirSync(FIXTURES).flatMap((id) =>
  readdirSync(new URL(`${id}/`, FIXTURES)).map((name) => `${id}/${name}`),
);

const ANSWERED: ProbeResult = { outcome: 'answered', afterMs: 4 };
const SPARED: ProbeResult = { outcome: 'not-tried', because: 'another-route-answered' };
const TIMED_OUT: ProbeResult = { outcome: 'timed-out', afterMs: 1_000 };

function factsOf(fixture: string) {
  return parseFacts(JSON.parse(readFileSync(new URL(`${fixture}/facts.json`, FIXTURES), 'utf8')));
}

test.each(ALL)('%s: nobody is told of problems of a Service that answers', (fixture) => {
  const report = explainFixture(factsOf(fixture), ANSWERED, SPARED);
  const codes = (report?.problems ?? []).map(({ code }) => code);
  // That another number than the nodePort is published is how such a cluster is.
  if (report?.case.verdict?.status === 'Reachable') expect(codes.filter((code) => code !== 'other-number')).toEqual([]);
});

test.each(ALL)('%s: who does not answer has a reason', (fixture) => {
  const report = explainFixture(factsOf(fixture), TIMED_OUT, TIMED_OUT);
  const { status } = report?.case.verdict ?? {};
  const isSure = status === 'Unreachable' || status === 'NotPublished';
  if (report && isSure) expect(report.problems).not.toEqual([]);
});

/** The first cluster of each runtime: what built it, and where it lives. */
const RUNTIMES = new Map(
  ALL.map((fixture) => {
    const { distribution, substrate } = JSON.parse(
      readFileSync(new URL(`${fixture}/expected.json`, FIXTURES), 'utf8'),
    ) as { readonly distribution: string; readonly substrate: string };
    return [`${distribution}-${substrate}`, fixture] as const;
  }).toReversed(),
);

test.each([...RUNTIMES])('the screens of %s', async (runtime, fixture) => {
  const facts = factsOf(fixture);
  const screens = [explainFixture(facts, ANSWERED, SPARED), explainFixture(facts, TIMED_OUT, TIMED_OUT)].map(
    (report) => (report ? renderServiceReport(report, { isWhole: false }) : 'it has no nodePort\n'),
  );
  await expect(screens.join('\n---\n\n')).toMatchFileSnapshot(`explained/${runtime}.txt`);
});
