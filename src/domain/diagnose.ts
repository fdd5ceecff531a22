import type { Case } from './case.ts';
import { isReachable } from './case.ts';
import { notesOf } from './diagnose-notes.ts';
import { problemsOfPods } from './diagnose-pods.ts';
import { problemsOfWay } from './diagnose-way.ts';
import type { Problem } from './problem.ts';

/**
 * Every cause that can be seen, the root first: what is wrong at the pods is wrong whatever the way to them is. Of what
 * answers only what is to be known is told: nobody hears of problems that do not exist.
 */
export function diagnose(each: Case): readonly Problem[] {
  const { type, externalName } = each.service;
  if (type === 'ExternalName') return externalName === undefined ? [] : [{ code: 'external-name', host: externalName }];
  if (isReachable(each)) return [...(isLastAnswer(each) ? problemsOfPods(each) : []), ...notesOf(each)];
  const problems = [...problemsOfPods(each), ...noNodePort(each), ...problemsOfWay(each)];
  return problems.length > 0 ? problems : leftOver(each);
}

/** What is unreachable is so for a reason, if only for the one that nobody could look further. */
function leftOver({ verdict, attempts }: Case): readonly Problem[] {
  if (verdict?.status !== 'Unreachable' && verdict?.status !== 'NotPublished') return [];
  const failed = attempts.find(({ result }) => result.outcome !== 'not-tried') ?? attempts[0];
  if (failed === undefined) return [{ code: 'no-address' }];
  const { route, result } = failed;
  return [{ code: 'unexplained', host: route.host, port: route.port, outcome: result.outcome }];
}

/** It answers while its pods end, and for no longer. */
function isLastAnswer({ verdict }: Case): boolean {
  return verdict?.status === 'Reachable' && verdict.endpoints === 'none-ready';
}

function noNodePort({ port, service: { type }, study: { isHeadless } }: Case): readonly Problem[] {
  if (port.nodePort !== undefined) return [];
  if (type === 'NodePort') return [{ code: 'no-node-port', type: 'not-applied' }];
  if (type === 'LoadBalancer') return [{ code: 'no-node-port', type: 'not-allocated' }];
  return [{ code: 'no-node-port', type: isHeadless ? 'headless' : 'cluster-ip' }];
}
