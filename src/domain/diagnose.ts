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
  return [...problemsOfPods(each), ...noNodePort(each), ...problemsOfWay(each)];
}

/** It answers while its pods end, and for no longer. */
function isLastAnswer({ verdict }: Case): boolean {
  return verdict?.status === 'Reachable' && verdict.endpoints === 'none-ready';
}

function noNodePort({ port, service: { type }, study: { isHeadless } }: Case): readonly Problem[] {
  if (port.nodePort !== undefined || type === 'NodePort') return []; // of a manifest, which no API server has seen yet
  if (type === 'LoadBalancer') return [{ code: 'no-node-port', type: 'not-allocated' }];
  return [{ code: 'no-node-port', type: isHeadless ? 'headless' : 'cluster-ip' }];
}
