import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './commands/fake-deps.ts';
import { SHOP } from './commands/reports.ts';

const NAME = 'kind/macos-one-port-published';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-fixture-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Records what `explain` printed. */
function record(report: string, name: string) {
  const file = join(folder, 'report.json');
  writeFileSync(file, report);
  const { status, stderr } = spawnSync(process.execPath, ['scripts/record-fixture.ts', file, name, folder], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

function read(file: string) {
  return JSON.parse(readFileSync(join(folder, NAME, file), 'utf8'));
}

async function printed(argv: string): Promise<string> {
  return (await run(argv, SHOP, 'pipe')).stdout;
}

describe('a fixture', () => {
  test('of a Service port: the facts of its report, and what is concluded of them', async () => {
    const report = await printed('explain web -o json');
    expect(record(report, NAME)).toEqual({ status: 0, stderr: '' });
    const { port: _, study, attempts, observed, namespaceFlags, ...facts } = JSON.parse(report).facts;
    expect(read('facts.json')).toEqual(facts);
    expect(read('expected.json')).toMatchSnapshot();
  });

  test('of a cluster: without Services there are no routes', async () => {
    const report = await printed('explain -o json');
    expect(record(report, NAME)).toEqual({ status: 0, stderr: '' });
    expect(read('facts.json')).toEqual({ ...JSON.parse(report).facts, services: [] });
    expect(read('expected.json').routes).toEqual({});
  });

  test('is not made over another one', async () => {
    const report = await printed('explain -o json');
    record(report, NAME);
    expect(record(report, NAME)).toEqual({ status: 2, stderr: `${join(folder, NAME)} is there already\n` });
  });

  test('is not made where it is of something else', async () => {
    expect(record(await printed('explain -o json'), 'k3d/macos')).toEqual({
      status: 2,
      stderr: 'the cluster is recognised as kind\n',
    });
  });

  test('is not made of what somebody said instead of what was recognised', async () => {
    expect(record(await printed('explain -o json --runtime kind'), NAME)).toEqual({
      status: 2,
      stderr: 'the report was made with --runtime kind: a fixture is of what is recognised without it\n',
    });
  });

  test.each(['kind', 'kind/..', '../kind/a', 'kind/A b', ''])('is not made under the name "%s"', (name) => {
    expect(record('{}', name)).toEqual({
      status: 2,
      stderr: 'usage: node scripts/record-fixture.ts REPORT.json DISTRIBUTION/A-SENTENCE-ABOUT-THE-CLUSTER\n',
    });
  });

  test('is not made of a list', async () => {
    expect(record(await printed('list -o json'), NAME)).toEqual({
      status: 2,
      stderr: 'not a report of `kubectl nodeport explain -o json`\n',
    });
  });
});
