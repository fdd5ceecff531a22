import type { Distribution } from '../domain/runtime.ts';

/** Nothing was recognised: the nodes' own addresses are all there is, and nothing is said of what publishes ports. */
export const unknownDistribution = {
  id: 'unknown',
  title: 'an unknown distribution',
  detect: () => undefined,
  nodesAre: () => 'unknown',
  serverIsOnANode: true,
} as const satisfies Distribution;
