import type { Distribution } from '../domain/runtime.ts';

/** Nothing was recognised: the nodes' own addresses are all there is, and nothing is said of what publishes ports. */
export const unknownDistribution = {
  id: 'unknown',
  title: 'unknown distribution',
  detect: () => undefined,
  containerLabels: () => [],
  likelyContainerLabels: () => [],
  nodesAre: () => 'unknown',
  publishes: () => ({ kind: 'nothing' }),
  whenDown: () => undefined,
} as const satisfies Distribution;
