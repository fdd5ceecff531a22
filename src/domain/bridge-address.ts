/**
 * Whether an address is one of the first of a bridge of Docker's (172.17-31.0.0/16) or of Podman's networks
 * (10.89.N.0/24), or kind's own for IPv6: most likely a container's. Clouds and LANs use these ranges too, and seldom
 * their beginnings. Source: moby libnetwork/ipamutils, containers/common libnetwork, kubernetes-sigs/kind
 * providers/docker/network.go, read 2026-08. Status: documented.
 */
export function isBridgeAddress(ip: string): boolean {
  return /^(172\.(1[7-9]|2\d|3[01])\.0\.\d+|10\.89\.\d+\.\d+|fc00:f853:ccd:.*)$/.test(ip);
}
