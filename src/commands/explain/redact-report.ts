import { type ClusterReport, reportOn } from '../../domain/cluster-report.ts';
import { redact } from '../../domain/redact.ts';
import type { ServiceReport } from '../../domain/service-report.ts';
import { recordIn } from '../../domain/untrusted.ts';
import { parseFacts } from '../../input/report.ts';
import { parseFindings } from '../../input/report-findings.ts';
import { knownRuntimes, type Overrule, recognise, whenDown } from '../../recognise.ts';
import { reportedFacts } from '../../render/cluster-json.ts';
import { documentOf } from '../../render/service-json.ts';
import { reportOnService } from '../../report-on-service.ts';
import { replayed } from './replayed.ts';

/** The report of a Service port that is as this one and has other names: from redacted facts the same is concluded. */
export function redactReport(report: ServiceReport, overrule: Overrule | undefined): ServiceReport {
  const document = recordIn({ document: documentOf(report) }, 'document');
  const { facts, service, study, attempts, observed } = report.case;
  const explained = { service, study, attempts, observed };
  const redacted = redact(document.facts, { facts, explained }, wordsOfRuntimes());
  const findings = parseFindings({ ...document, facts: redacted }, { file: 'redacted report', line: 1 });
  return reportOnService(replayed(findings), overrule, report);
}

/** The same of a cluster. */
export function redactClusterReport(report: ClusterReport, overrule: Overrule | undefined): ClusterReport {
  const named = { facts: { ...report.facts, services: [] }, explained: undefined };
  const facts = parseFacts(redact(reportedFacts(report.facts), named, wordsOfRuntimes()));
  return reportOn(facts, recognise(facts, overrule), { ...report, start: report.start && whenDown(facts) });
}

function wordsOfRuntimes(): readonly string[] {
  const { distributions, substrates } = knownRuntimes();
  return [...distributions, ...substrates].flatMap((id) => id.split('-'));
}
