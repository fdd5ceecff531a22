import type { Substrate } from '../domain/runtime.ts';

/** The nodes may be anywhere: a LAN, a cloud, the other end of a VPN. Their addresses are dialled with restraint. */
export const unknownSubstrate = {
  id: 'unknown',
  place: 'in an unknown place',
  detect: () => undefined,
  reaches: { nodes: 'unknown', loopback: 'no' },
} as const satisfies Substrate;
