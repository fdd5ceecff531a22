import { type Ip, parseIp } from './ip.ts';

/** RFC 1123, as the API server checks it; what else a status might hold never becomes part of a URL. */
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*\.?$/i;

/** A name or an IP literal from outside, or `undefined` where it is neither. */
export function parseHost(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  // A name that ends in a number is read as an address by URL parsers and some resolvers (`1.2.3`, `0x7f.1`), so it has
  // to be one. Source: https://url.spec.whatwg.org/#ends-in-a-number-checker
  const isName = DNS_NAME.test(text) && !/(^|\.)(\d+|0x[\da-f]*)\.?$/i.test(text);
  const ip = parseIp(text);
  return isName || (ip && !isAnotherName(ip)) ? text : undefined;
}

/** «Any address» and an IPv4 address in IPv6's clothes: dialled, both lead elsewhere than they read. */
function isAnotherName(ip: Ip): boolean {
  const isUnspecified = ip.every((byte) => byte === 0);
  return isUnspecified || (ip.length === 16 && ip.slice(0, 10).every((byte) => byte === 0) && ip[10] === 255);
}

/** `host:port` as a URL has it: IPv6 in brackets. */
export function authorityOf(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
