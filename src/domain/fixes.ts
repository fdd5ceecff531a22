import type { Case } from './case.ts';
import { isReachable } from './case.ts';
import { byEffect, type Fix } from './fix.ts';
import { fixesOfNodes } from './fixes-of-nodes.ts';
import { fixesOfPods } from './fixes-of-pods.ts';
import { fixesOfWay } from './fixes-of-way.ts';
import { hopOf, type Problem } from './problem.ts';

/** What would change it, the one that changes least first; of two alike one. */
export function fixesFor(problems: readonly Problem[], each: Case): readonly Fix[] {
  if (isOption(each.service.name)) return [];
  const found = problems
    .filter((problem) => !namesIn(problem).some(isOption))
    .flatMap((problem) => [
      ...fixesOfPods(problem, each),
      ...fixesOfNodes(problem, each),
      ...fixesOfWay(problem, each),
    ]);
  const all = [...tunnel(problems, each), ...found];
  const unique = new Map<string, Fix>();
  for (const fix of all) {
    const key = JSON.stringify(fix.commands);
    if (!unique.has(key)) unique.set(key, fix); // the root's note
  }
  return [...unique.values()].toSorted(byEffect);
}

/** What an API server would not let in, and a file may hold: a command would take it for a flag. */
function isOption(name: string): boolean {
  return name.startsWith('-');
}

/** The names that become words of commands. */
function namesIn(problem: Problem): readonly string[] {
  return [
    ...('pod' in problem && typeof problem.pod === 'string' ? [problem.pod] : []),
    ...('node' in problem && problem.node !== undefined ? [problem.node] : []),
    ...(problem.code === 'network-policy' ? problem.policies : []),
  ];
}

/** A way in, where there are pods that take connections, and the API server leads to them. */
function tunnel(problems: readonly Problem[], each: Case): readonly Fix[] {
  const { pods } = each.observed;
  const isStopped = problems.some((problem) => {
    if (problem.code === 'no-node-port') return problem.type === 'not-applied';
    const hop = hopOf(problem);
    return hop === 'pods' || hop === 'service' || problem.code === 'node-not-ready';
  });
  const isBarred = pods.kind === 'cannot-ask' || (pods.kind === 'not-asked' && pods.because === 'no-pod');
  const isExpected = each.verdict?.status === 'Unverified' && each.verdict.predicted !== undefined;
  if (isReachable(each) || isExpected || isStopped || isBarred || each.port.protocol !== 'TCP') return [];
  const commands = [['kubectl', 'nodeport', 'open', each.word, ...each.namespaceFlags]] as const;
  return [{ commands, files: [], effect: 'changes-nothing', note: 'a tunnel until Ctrl-C' }];
}
