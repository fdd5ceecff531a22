import { type ClusterReport, reportOn } from '../../domain/cluster-report.ts';
import { overruledIn } from '../../domain/overruled.ts';
import { redact } from '../../domain/redact.ts';
import type { Runtime } from '../../domain/runtime.ts';
import type { ServiceReport } from '../../domain/service-report.ts';
import { recordIn } from '../../domain/untrusted.ts';
import { parseFacts } from '../../input/report.ts';
import { parseFindings } from '../../input/report-findings.ts';
import { knownRuntimes, type Overrule, parseOverrule, recognise, whenDown } from '../../recognise.ts';
import { reportedFacts } from '../../render/cluster-json.ts';
import { documentOf } from '../../render/service-json.ts';
import { reportOnService } from '../../report-on-service.ts';
import { replayed } from './replayed.ts';

/** The report of a Service port that is as this one and has other names: from redacted facts the same is concluded. */
export function redactReport(report: ServiceReport): ServiceReport {
  const document = recordIn({ document: documentOf(report) }, 'document');
  const { facts, service, study, attempts, observed } = report.case;
  const explained = { service, study, attempts, observed };
  const redacted = redact(document.facts, { facts, explained }, wordsOfRuntimes());
  const findings = parseFindings({ ...document, facts: redacted }, { file: 'redacted report', line: 1 });
  return reportOnService(replayed(findings), saidOf(report.case.runtime), report);
}

/** The same of a cluster. */
export function redactClusterReport(report: ClusterReport): ClusterReport {
  const { runtime } = report;
  const named = { facts: { ...report.facts, services: [] }, explained: undefined };
  const facts = parseFacts(redact(reportedFacts(report.facts, runtime), named, wordsOfRuntimes()));
  return reportOn(facts, recognise(facts, saidOf(runtime)), { ...report, start: report.start && whenDown(facts) });
}

/** What was said instead of what is recognised has no name in it, and stays. */
function saidOf(runtime: Runtime): Overrule | undefined {
  const said = overruledIn(runtime);
  return said === undefined ? undefined : parseOverrule(said);
}

function wordsOfRuntimes(): readonly string[] {
  const { distributions, substrates } = knownRuntimes();
  return [...distributions, ...substrates].flatMap((id) => id.split('-'));
}
