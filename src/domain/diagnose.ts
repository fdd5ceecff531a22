import type { Case } from './case.ts';
import { isReachable } from './case.ts';
import { problemsOfPods } from './diagnose-pods.ts';
import { notesOf, problemsOfWay } from './diagnose-way.ts';
import type { Problem } from './problem.ts';

/**
 * Every cause that can be seen, the root first: what is wrong at the pods is wrong whatever the way to them is. Of what
 * answers only what is to be known is told: nobody hears of problems that do not exist.
 */
export function diagnose(each: Case): readonly Problem[] {
  const { externalName } = each.service;
  if (externalName !== undefined) return [{ code: 'external-name', host: externalName }];
  if (isReachable(each)) return notesOf(each);
  return [...problemsOfPods(each), ...noNodePort(each), ...problemsOfWay(each), ...notesOf(each)];
}

function noNodePort({ port, service: { type }, study: { isHeadless } }: Case): readonly Problem[] {
  if (port.nodePort !== undefined) return [];
  if (type === 'LoadBalancer') return [{ code: 'no-node-port', type: 'not-allocated' }];
  return [{ code: 'no-node-port', type: isHeadless ? 'headless' : 'cluster-ip' }];
}
