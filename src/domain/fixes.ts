import type { Case } from './case.ts';
import { isReachable } from './case.ts';
import { byEffect, type Fix } from './fix.ts';
import { fixesOfNodes } from './fixes-of-nodes.ts';
import { fixesOfPods } from './fixes-of-pods.ts';
import { fixesOfWay } from './fixes-of-way.ts';
import { hopOf, type Problem } from './problem.ts';

/** What would change it, the one that changes least first; of two alike one. */
export function fixesFor(problems: readonly Problem[], each: Case): readonly Fix[] {
  const found = problems.flatMap((problem) => [
    ...fixesOfPods(problem, each),
    ...fixesOfNodes(problem, each),
    ...fixesOfWay(problem, each),
  ]);
  const all = [...tunnel(problems, each), ...found];
  const unique = new Map(all.map((fix) => [JSON.stringify(fix.commands), fix]));
  return [...unique.values()].toSorted(byEffect);
}

/** A way in, where there are pods that take connections. */
function tunnel(problems: readonly Problem[], each: Case): readonly Fix[] {
  const isStopped = problems.some((problem) => {
    const hop = hopOf(problem);
    return hop === 'pods' || (hop === 'service' && problem.code !== 'no-node-port');
  });
  if (isReachable(each) || isStopped || each.port.protocol !== 'TCP') return [];
  const commands = [['kubectl', 'nodeport', 'open', each.word, ...each.namespaceFlags]] as const;
  return [{ commands, files: [], effect: 'changes-nothing', note: 'a tunnel until Ctrl-C' }];
}
