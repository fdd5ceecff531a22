import type { ReportedFindings } from '../../input/report-findings.ts';
import type { Findings } from '../../report-on-service.ts';

/** What a report found out, or predicted, as if it were so now. */
export function replayed({ recorded: _, overrule: __, ...findings }: ReportedFindings): Findings {
  const { pods } = findings.observed;
  return { ...findings, isFromFile: pods.kind === 'not-asked' && pods.because === 'from-file' };
}
