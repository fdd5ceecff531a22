import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Address } from './wire.ts';

/** The address that the system's resolver puts first; undefined when the name does not resolve. */
export async function lookUp(host: string): Promise<Address | undefined> {
  const literal = toAddress(host);
  if (literal !== undefined) return literal;
  try {
    return toAddress((await lookup(host)).address);
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNRESOLVED.includes(error.code)) return undefined;
    throw error;
  }
}

/** EAI_AGAIN: no name server answered (recorded without a network, Node 26.10 and Bun 1.4.5). */
const UNRESOLVED: readonly unknown[] = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL', 'ETIMEOUT'];

function toAddress(ip: string): Address | undefined {
  const family = isIP(ip);
  return family === 4 || family === 6 ? { ip, family } : undefined;
}
