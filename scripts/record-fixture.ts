// Makes a folder of test/fixtures from a report: node scripts/record-fixture.ts REPORT.json DISTRIBUTION/CASE-NAME
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureOf, overruleOf } from './record-fixture/fixture-of.ts';

const [report, name = '', root = join(import.meta.dirname, '../test/fixtures')] = process.argv.slice(2);
const [distribution, sentence] = /^([a-z0-9-]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name)?.slice(1) ?? [];
if (report === undefined || distribution === undefined || sentence === undefined) {
  fail('usage: node scripts/record-fixture.ts REPORT.json DISTRIBUTION/A-SENTENCE-ABOUT-THE-CLUSTER');
}

const parsed: unknown = JSON.parse(readFileSync(report, 'utf8'));
const overrule = overruleOf(parsed);
if (overrule !== undefined)
  fail(`the report was made with --runtime ${overrule}: a fixture is of what is recognised without it`);
const fixture = fixtureOf(parsed);
if (fixture === undefined) fail('not a report of `kubectl nodeport explain -o json`');
if (fixture.distribution !== distribution) fail(`the cluster is recognised as ${fixture.distribution}`);

const folder = join(root, distribution, sentence);
if (existsSync(folder)) fail(`${folder} is there already`);
mkdirSync(folder, { recursive: true });
for (const [file, content] of Object.entries(fixture.files)) writeFileSync(join(folder, file), content);
process.stdout.write(`${folder}: read expected.json before you believe it\n`);

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
