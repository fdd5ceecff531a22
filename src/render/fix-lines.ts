import type { Effect, Fix } from '../domain/fix.ts';
import type { ServiceReport } from '../domain/service-report.ts';
import type { Shell } from '../domain/shell.ts';
import { pasteable } from './shell.ts';

/** Each command alone on its line, then its effect; with `isWhole` the files that it reads. */
export function fixLines(
  { case: each, fixes }: ServiceReport,
  { isWhole }: { readonly isWhole: boolean },
): readonly string[] {
  if (fixes.length === 0) return [];
  const { shell } = each.study.user;
  return ['fixes, least change first', ...fixes.flatMap((fix) => linesOf(fix, shell, isWhole))];
}

function linesOf({ commands, files, effect, note }: Fix, shell: Shell, isWhole: boolean): readonly string[] {
  const names = files.map(({ name }) => name).join(', ');
  const hint = files.length === 0 || isWhole ? '' : ` (it needs ${names}, which --all prints)`;
  return [
    `    ${pasteable(commands, shell)}`,
    `        ${EFFECTS[effect]}${note === '' ? '' : `; ${note}`}${hint}`,
    ...(isWhole ? files.flatMap(({ name, content }) => ['', `        ${name}:`, ...indented(content)]) : []),
  ];
}

function indented(content: string): readonly string[] {
  return content
    .trimEnd()
    .split('\n')
    .map((line) => `            ${line}`);
}

export const EFFECTS: Readonly<Record<Effect, string>> = {
  'changes-nothing': 'changes nothing',
  'changes-the-service': 'changes the Service',
  'changes-a-workload': 'changes a workload',
  'changes-the-cluster': 'changes the cluster',
  'changes-this-machine': 'changes this machine',
  'recreates-the-cluster': 'recreates the cluster',
};
