/** An address as its bytes: four for IPv4, sixteen for IPv6. */
export type Ip = readonly number[];

/** Reads an IP literal without brackets. An IPv6 zone (`%eth0`) is not part of an address that a cluster hands out. */
export function parseIp(text: string): Ip | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

export function familyOf(text: string): 'IPv4' | 'IPv6' | undefined {
  const ip = parseIp(text);
  return ip && (ip.length === 4 ? 'IPv4' : 'IPv6');
}

/** `cidr`: an address, a slash, a prefix length. Something else contains nothing. */
export function isInSubnet(text: string, cidr: string): boolean {
  const ip = parseIp(text);
  const [base = '', length = ''] = cidr.split('/');
  const network = parseIp(base);
  if (!ip || !network || ip.length !== network.length || !/^\d{1,3}$/.test(length)) return false;
  return bitsOf(ip).slice(0, Number(length)) === bitsOf(network).slice(0, Number(length));
}

export function isLoopback(text: string): boolean {
  return isInSubnet(text, '127.0.0.0/8') || text === '::1';
}

/** What the public internet does not route: private, shared, link-local, benchmarking (OrbStack's), unique local. */
const NOT_PUBLIC = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '198.18.0.0/15',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];

/** A name is taken for public: who can resolve it is not known here. */
export function isPublic(host: string): boolean {
  return !NOT_PUBLIC.some((cidr) => isInSubnet(host, cidr));
}

function parseIpv4(text: string): Ip | undefined {
  const parts = text.split('.');
  const bytes = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : Number.NaN));
  return bytes.length === 4 && bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseIpv6(text: string): Ip | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = tail !== undefined && head.includes('.') ? undefined : groupsOf(head); // IPv4 stands at the very end
  const after = tail === undefined ? [] : groupsOf(tail);
  if (!before || !after) return undefined;
  const missing = 16 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...before, ...Array<number>(missing).fill(0), ...after];
}

/** Bytes of colon-separated groups; the last may be an IPv4 address (`::ffff:10.0.0.1`). */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const isLast = index === groups.length - 1;
    const ipv4 = isLast && group.includes('.') ? parseIpv4(group) : undefined;
    if (ipv4) bytes.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(group))
      bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255);
    else return undefined;
  }
  return bytes;
}

function bitsOf(ip: Ip): string {
  return ip.map((byte) => byte.toString(2).padStart(8, '0')).join('');
}
