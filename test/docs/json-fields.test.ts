import { expect, test } from 'vitest';
import { readCluster } from '../../scripts/docs/cluster.ts';
import type { ReportRow } from '../../src/domain/report.ts';
import { documentOfCluster } from '../../src/render/cluster-json.ts';
import { documentOfList, documentOfRow } from '../../src/render/json.ts';
import { documentOf } from '../../src/render/service-json.ts';
import { documentOfVersion } from '../../src/render/version.ts';
import { readDocument } from './documents.ts';

const { report, service } = readCluster('kind/linux-two-nodes-one-port-published');

const PROGRAM = { version: '0.1.0', platform: 'linux/amd64', runtime: 'bun' };

/** Of the same cluster. */
function oneRow(): ReportRow {
  const { attempts, verdict, service: its, port } = service.case;
  if (verdict === undefined || port.nodePort === undefined) throw new Error('it has a nodePort');
  return { row: { service: its, port: { ...port, nodePort: port.nodePort }, isNamed: true }, attempts, verdict };
}

const LIST = {
  facts: service.case.facts,
  runtime: report.runtime,
  publishing: report.publishing,
  rows: [oneRow()],
};

test.each([
  ['NodePortList', documentOfList(LIST)],
  ['NodePort', documentOfRow(oneRow())],
  ['Report', documentOf(service)],
  ['ClusterReport', documentOfCluster(report)],
  ['Version', documentOfVersion(PROGRAM, { gitVersion: 'v1.35.4' })],
])('docs/json.md names every field of a %s', (kind, document) => {
  const text = readDocument('docs/json.md');
  expect(text).toContain(`## ${kind}\n`);
  const named = new Set(text.match(/(?<=[`.])\w+(?=[`.[])/g));
  expect([...fieldsOf(document)].filter((field) => !named.has(field))).toEqual([]);
});

/** Facts are nobody's to read, each problem has fields of its own, and the server's version is kubectl's. */
const NOT_DESCRIBED = ['facts', 'problems', 'start', 'serverVersion'];

function fieldsOf(value: unknown): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...fieldsOf(each)]));
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(
    Object.entries(value).flatMap(([name, field]) =>
      NOT_DESCRIBED.includes(name) ? [name] : [name, ...fieldsOf(field)],
    ),
  );
}
