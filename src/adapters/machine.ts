import { networkInterfaces, release } from 'node:os';
import type { MachineFacts } from '../domain/facts.ts';

/** What this machine is. */
export function readMachine(platform: MachineFacts['platform']): MachineFacts {
  return {
    platform,
    kernel: release(),
    interfaces: Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).flatMap(cidrOf)),
  };
}

function cidrOf({ cidr }: { readonly cidr: string | null }): string[] {
  return cidr === null ? [] : [cidr];
}
