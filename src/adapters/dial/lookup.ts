import { familyOf } from '../../domain/ip.ts';
import type { Address } from './wire.ts';

/** The address that the system's resolver puts first; undefined when the name does not resolve. */
export async function lookUp(host: string): Promise<Address | undefined> {
  const literal = toAddress(host);
  if (literal !== undefined) return literal;
  try {
    const { lookup } = await import('node:dns/promises'); // most hosts are addresses
    return toAddress((await lookup(host)).address);
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNRESOLVED.includes(error.code)) return undefined;
    throw error;
  }
}

/** EAI_AGAIN: no name server answered (recorded without a network, Node 26.10 and Bun 1.4.5). */
const UNRESOLVED: readonly unknown[] = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL', 'ETIMEOUT'];

function toAddress(ip: string): Address | undefined {
  const family = familyOf(ip.replace(/%.+$/, '')); // a zone may follow a link-local address
  return family && { ip, family: family === 'IPv4' ? 4 : 6 };
}
