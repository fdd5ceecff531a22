import { isReachable } from '../domain/case.ts';
import type { ServiceReport } from '../domain/service-report.ts';
import { unseenLines } from './cluster.ts';
import { expectedLines } from './expected-lines.ts';
import { explain } from './explanation.ts';
import { fixLines } from './fix-lines.ts';
import { hopLines } from './hop-lines.ts';
import { safeText } from './safe-text.ts';
import { namesLines } from './served-names.ts';
import { deadAddressLine, reachableLine, titleOf } from './service-title.ts';
import { unknownIn } from './service-unknown.ts';
import { wholeSections } from './whole-report.ts';
import { wrap } from './wrap.ts';

/** Plain text, readable without colour; commands alone may be longer. */
const WIDTH = 80;

/** A command that was cut would be another one. */
const LONGEST_LINE = 16_384;

/**
 * `explain NAME` for people: three lines where all is well, else where the way ends, hop by hop, and what would change
 * it. `isWhole`: everything else that is known, too.
 */
export function renderServiceReport(report: ServiceReport, { isWhole }: { readonly isWhole: boolean }): string {
  const { isReplayed, recorded } = report;
  const sections = [
    [...titleLines(report), ...(isReplayed ? [`  recorded ${recorded}`] : [])],
    namesLines(report.case),
    fixLines(report, { isWhole }),
    ...(isWhole ? wholeSections(report) : []),
    isWhole || !isReachable(report.case) ? unseenLines(unknownIn(report.case)) : [],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${safeText(line, LONGEST_LINE)}\n`).join(''))
    .join('\n');
}

function titleLines(report: ServiceReport): readonly string[] {
  const title = titleOf(report);
  if (!isReachable(report.case))
    return [
      ...wrap(title, 0, WIDTH),
      ...expectedLines(report).flatMap((line) => wrap(line, 2, WIDTH)),
      ...hopLines(report, WIDTH),
    ];
  const notes = report.problems.map((problem) => explain(problem));
  // Which other address does not work is told once: of the one that is nearest to the one that does.
  const dead = report.problems.some(({ code }) => code === 'other-number')
    ? undefined
    : deadAddressLine(report, WIDTH - 2);
  const lines = [reachableLine(report, WIDTH - 2), ...(dead === undefined ? [] : [dead]), ...notes];
  return [...wrap(title, 0, WIDTH), ...lines.flatMap((line) => wrap(line, 2, WIDTH))];
}
