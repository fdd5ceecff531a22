import { expect, test } from 'vitest';
import { NOT_ASKED } from '../../src/domain/answer.ts';
import { fixesFor } from '../../src/domain/fixes.ts';
import type { ServiceReport } from '../../src/domain/service-report.ts';
import { renderServiceReport } from '../../src/render/service-report.ts';
import { aCase, type CaseWords } from '../domain/case-builder.ts';
import { PROBLEMS } from './problems.ts';

function screen(words: CaseWords, problems: ServiceReport['problems']): string {
  const each = aCase({ ...words, study: { names: NOT_ASKED, ...words.study } });
  const report = { case: each, problems, fixes: fixesFor(problems, each), recorded: '', isReplayed: false };
  return renderServiceReport(report, { isWhole: false });
}

test.each(Object.entries(PROBLEMS))('%s', async (code, { problem, words }) => {
  await expect(screen(words, [problem])).toMatchFileSnapshot(`problems/${code}.txt`);
});

test.each(Object.entries(PROBLEMS))('%s fits in 80 columns, but for commands and what they change', (_, each) => {
  const prose = screen(each.words, [each.problem])
    .split('\n')
    .filter((line) => !line.startsWith('    ') || line.startsWith('          '));
  expect(prose.filter((line) => line.length > 80)).toEqual([]);
});
