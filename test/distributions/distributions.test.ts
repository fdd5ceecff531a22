import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { distributions } from '../../src/distributions/registry.ts';
import { evidenceOf } from '../../src/domain/report.ts';
import { routesOf } from '../../src/domain/routes.ts';
import { rowsOf } from '../../src/domain/service-row.ts';
import { parseFacts } from '../../src/input/report.ts';
import { recognise } from '../../src/recognise.ts';
import { substrates } from '../../src/substrates/registry.ts';

/** One folder for each distribution, and in it one for each cluster, named for what is so about it. */
const FIXTURES = new URL('../fixtures/', import.meta.url);

interface Expected {
  /** How `facts.json` came to be: recorded where, or composed from what. */
  readonly origin: string;
  readonly distribution: string;
  readonly substrate: string;
  readonly evidence: readonly unknown[];
  /** By Service. */
  readonly routes: Readonly<Record<string, readonly unknown[]>>;
}

function read<T>(fixture: string, file: string): T {
  return JSON.parse(readFileSync(new URL(`${fixture}/${file}`, FIXTURES), 'utf8')) as T;
}

function fixturesOf(id: string): string[] {
  return readdirSync(new URL(`${id}/`, FIXTURES)).map((name) => `${id}/${name}`);
}

const FOLDERS = readdirSync(FIXTURES);

// Throws when a distribution has no folder: one without a cluster does not pass.
describe.each(distributions.map(({ id }) => id))('%s', (id) => {
  test.each(fixturesOf(id))('in %s is recognised, with its evidence and every route', (fixture) => {
    const facts = parseFacts(read(fixture, 'facts.json'));
    const { origin, ...expected } = read<Expected>(fixture, 'expected.json');
    const runtime = recognise(facts, undefined);
    const routes = rowsOf(facts.services, []).map((row) => [row.service.name, routesOf(runtime, facts)(row)]);
    expect({
      distribution: runtime.distribution.id,
      substrate: runtime.substrate.id,
      evidence: evidenceOf(runtime).map(({ code, value, source }) => ({ code, value, source })),
      routes: Object.fromEntries(routes),
    }).toEqual(expected);
    expect(expected.distribution).toBe(id);
    expect(origin).toMatch(/^(recorded|composed) /);
  });
});

test('every folder of fixtures is of a distribution in the registry, and holds a cluster', () => {
  expect(FOLDERS).toEqual(distributions.map(({ id }) => id).toSorted());
  expect(FOLDERS.filter((id) => fixturesOf(id).length === 0)).toEqual([]);
});

test('every substrate in the registry is that of a fixture', () => {
  const seen = FOLDERS.flatMap(fixturesOf).map((fixture) => read<Expected>(fixture, 'expected.json').substrate);
  expect([...new Set(seen)].toSorted()).toEqual(substrates.map(({ id }) => id).toSorted());
});

test.each([
  { registry: 'distributions', ids: distributions.map(({ id }) => id) },
  { registry: 'substrates', ids: substrates.map(({ id }) => id) },
])('the ids of $registry are unique, and `unknown` is the last', ({ ids }) => {
  expect([new Set(ids).size, ids.at(-1)]).toEqual([ids.length, 'unknown']);
});
