import type { Substrate } from '../domain/runtime.ts';

/** The nodes may be anywhere: a LAN, a cloud, the other end of a VPN. Their addresses are dialled with restraint. */
export const unknownSubstrate = {
  id: 'unknown',
  place: 'in an unknown place',
  detect: () => undefined,
  reaches: (_, nodesAre) =>
    nodesAre === 'containers'
      ? {
          nodes: 'maybe',
          because: 'where the containers run is not known, and few machines route a network of containers',
          onlyIf: "this machine routes the containers' network",
          loopback: 'no',
          published: 'here',
        }
      : {
          nodes: 'elsewhere',
          because: 'where the nodes are is not known, so that their addresses are all there is to try',
          loopback: 'no',
          published: 'here',
        },
} as const satisfies Substrate;
