import { networkInterfaces } from 'node:os';
import { isInSubnet, isLoopback } from '../../domain/ip.ts';

/** Whether an address is on loopback or in a subnet of one of this machine's interfaces: then no gateway is between. */
export function isOnOwnNetwork(ip: string): boolean {
  const subnets = Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ cidr }) => cidr));
  return isLoopback(ip) || subnets.some((cidr) => cidr !== null && isInSubnet(ip, cidr));
}
