import { isInSubnet, isPublic, parseIp } from './ip.ts';
import { mapTexts } from './map-texts.ts';
import { IP_LIKE } from './placeholders.ts';

/** Lists in which networks stand, in CIDR notation. */
const LISTS = new Set(['interfaces', 'nodePortAddresses', 'except']);

/**
 * The same facts in which public networks are lists of single addresses: their own, and those of all hosts that the facts
 * name. Addresses that are replaced leave their network, and whoever was in it has to be in it still.
 */
export function narrowNetworks(facts: unknown): unknown {
  const hosts = hostsIn(facts);
  return within(facts, '');

  function within(value: unknown, name: string): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, within(each, key)]));
    if (!LISTS.has(name)) return value.map((each) => within(each, ''));
    return [...new Set(value.flatMap((each) => (typeof each === 'string' ? narrowed(each, hosts) : [each])))];
  }
}

/** `text`: a network, or whatever else is excepted from a proxy. */
function narrowed(text: string, hosts: readonly string[]): readonly string[] {
  const [base = '', length] = text.split('/');
  if (parseIp(base) === undefined || length === undefined || length === '0') return [text];
  const inside = hosts.filter((ip) => isInSubnet(ip, text));
  if (![base, ...inside].some(isPublic)) return [text];
  return [base, ...inside].map((ip) => `${ip}/${ip.includes(':') ? 128 : 32}`);
}

function hostsIn(facts: unknown): readonly string[] {
  const found = new Set<string>();
  mapTexts(facts, (text) => {
    for (const { 0: ip, index } of text.matchAll(IP_LIKE))
      if (text[index + ip.length] !== '/' && parseIp(ip)) found.add(ip);
    return text;
  });
  return [...found];
}
