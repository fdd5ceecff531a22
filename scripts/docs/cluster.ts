import { readFileSync } from 'node:fs';
import { type ClusterReport, reportOn } from '../../src/domain/cluster-report.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { type Port, parsePort } from '../../src/domain/port.ts';
import type { ServiceReport } from '../../src/domain/service-report.ts';
import { parseFacts } from '../../src/input/report.ts';
import { recognise } from '../../src/recognise.ts';
import { explainFixture } from '../../test/distributions/explain-fixture.ts';

/** What the program itself concludes of a cluster of test/fixtures. */
export interface Cluster {
  readonly report: ClusterReport;
  /** Of a healthy Service whose nodePort nobody has published, as long as no address of it has answered. */
  readonly service: ServiceReport;
}

export function readCluster(fixture: string): Cluster {
  const facts = factsOf(fixture);
  const report = reportOn(facts, recognise(facts, undefined), { recorded: '', isReplayed: false, start: undefined });
  const [service] = facts.services;
  const [port] = service?.ports ?? [];
  if (service === undefined || port === undefined) throw new Error(`${fixture} has no Service`);
  const ours = { ...service, name: 'web', ports: [{ ...port, nodePort: UNPUBLISHED }] };
  const explained = explainFixture({ ...facts, services: [ours] }, NOT_TRIED, NOT_TRIED);
  if (explained === undefined) throw new Error(`${fixture} has no Service with a TCP port`);
  return { report, service: explained };
}

function factsOf(fixture: string): Facts {
  const file = new URL(`../../test/fixtures/${fixture}/facts.json`, import.meta.url);
  return parseFacts(JSON.parse(readFileSync(file, 'utf8')));
}

const NOT_TRIED = { outcome: 'not-tried', because: 'read-from-file' } as const;

/** No fixture publishes it. */
const UNPUBLISHED = nodePort(30_090);

function nodePort(number: number): Port {
  const port = parsePort(number);
  if (port === undefined) throw new Error(`${number} is no port`);
  return port;
}
