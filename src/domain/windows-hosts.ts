import type { MachineFacts } from './facts.ts';
import { isInSubnet, isLoopback, parseIp } from './ip.ts';
import type { Route } from './route.ts';
import { isOwnAddress } from './server.ts';

/** How WSL connects its distributions, as `wslinfo --networking-mode` names it. */
const WSL_NETWORKS = ['nat', 'mirrored', 'virtioproxy', 'bridged', 'none', 'wsl1'] as const;

export type WslNetwork = (typeof WSL_NETWORKS)[number];

export function parseWslNetwork(text: string): WslNetwork | undefined {
  return WSL_NETWORKS.find((network) => network === text.trim());
}

/**
 * The hosts at which Windows may reach, on the same port, what this distribution of WSL reached by a route; best first,
 * none where it cannot. `network`: `undefined` where WSL is too old to say, and then it is mostly `nat`.
 *
 * Windows' loopback is not the distribution's. In NAT mode a relay looks once a second which ports something listens on at
 * 127.0.0.1, [::1] or every address, and listens there in Windows too, in the same family; a nodePort that kube-proxy
 * serves has no listener. The distribution's own address answers for all of its ports. In mirrored mode 127.0.0.1 is
 * shared, [::1] is not, and the other addresses are only with `hostAddressLoopback`; whether a port without a listener is,
 * is not known. WSL 1 has Windows' own network. What is outside WSL, Windows reaches as the distribution did, which went
 * through it. Source: microsoft/WSL, src/linux/init/localhost.cpp, wslinfo.cpp and src/windows/wslrelay/localhost.cpp,
 * microsoft/WSL#11034; MicrosoftDocs/WSL, WSL/networking.md; read 2026-11. Status: documented.
 */
export function windowsHosts(
  { host, answeredBy }: Pick<Route, 'host' | 'answeredBy'>,
  machine: MachineFacts,
  network: WslNetwork | undefined,
): readonly string[] {
  if (network === 'wsl1') return [host];
  const isHere = isLoopback(host) || isOwnAddress(host, machine);
  if (!isHere) return isBehindBridge(host, machine) ? [] : [host];
  const isShared = isLoopback(host) && answeredBy === 'proxy';
  if (isShared) return network === 'mirrored' && host.includes(':') ? [] : [host];
  if (network === 'virtioproxy') return []; // Windows itself stands between, and has no route into it
  const outward = outwardAddresses(machine);
  if (answeredBy === 'proxy') return outward.filter((address) => address === host);
  const own = outward.toSorted((a, b) => Number(b === host) - Number(a === host));
  return network === 'mirrored' ? ['127.0.0.1', ...own] : own;
}

/** Of a container network of this kernel; all distributions have the same interfaces. */
function isBehindBridge(host: string, { interfaces }: MachineFacts): boolean {
  return interfaces.some((cidr) => isInSubnet(host, cidr) && isBridge(cidr));
}

function outwardAddresses({ interfaces }: MachineFacts): readonly string[] {
  return interfaces.filter(isOutward).map(addressOf);
}

/** A tunnel's interface (flannel, Calico, Cilium, WSL's own for DNS) has an address without a subnet. */
function isOutward(cidr: string): boolean {
  const address = addressOf(cidr);
  const isLinkLocal = ['169.254.0.0/16', 'fe80::/10'].some((subnet) => isInSubnet(address, subnet));
  return !isLoopback(address) && !isLinkLocal && hostBitsOf(cidr) !== '' && !isBridge(cidr);
}

/** Who has the first address of a subnet is its gateway: a bridge of containers. Of WSL's own subnet Windows has it. */
function isBridge(cidr: string): boolean {
  return /^0*1$/.test(hostBitsOf(cidr));
}

function addressOf(cidr: string): string {
  return cidr.split('/')[0] ?? '';
}

/** The bits of the address behind the subnet's prefix. */
function hostBitsOf(cidr: string): string {
  const [address = '', length = ''] = cidr.split('/');
  const bits = (parseIp(address) ?? []).map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.slice(Number(length));
}
