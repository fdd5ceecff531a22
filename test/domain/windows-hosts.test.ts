import { describe, expect, test } from 'vitest';
import type { MachineFacts } from '../../src/domain/facts.ts';
import { parseWslNetwork, type WslNetwork, windowsHosts } from '../../src/domain/windows-hosts.ts';

/** eth0 of WSL in NAT mode; a bridge of Docker, of kind and of a CNI; flannel's tunnel; WSL's own address for DNS. */
const INTERFACES = [
  '127.0.0.1/8',
  '10.255.255.254/32',
  '::1/128',
  '172.29.144.10/20',
  'fe80::215:5dff:fe1c:1/64',
  '172.17.0.1/16',
  '172.18.0.1/16',
  'fc00:f853:ccd:e793::1/64',
  '10.42.0.0/32',
  '10.42.0.1/24',
];
const ETH0 = '172.29.144.10';

const machine = (interfaces: readonly string[] = INTERFACES): MachineFacts => ({
  platform: 'linux',
  within: 'wsl',
  kernel: '6.6.87.2-microsoft-standard-WSL2',
  interfaces,
});
const byProxy = (host: string) => ({ host, answeredBy: 'proxy' }) as const;
const byKubeProxy = (host: string) => ({ host, answeredBy: 'kube-proxy' }) as const;

describe.each<WslNetwork | undefined>(['nat', 'bridged', undefined])('in mode %s', (network) => {
  test.each([
    ['a tunnel or a published port', byProxy('127.0.0.1'), ['127.0.0.1']],
    ['the same on IPv6', byProxy('::1'), ['::1']],
    ['a nodePort of this machine on loopback', byKubeProxy('127.0.0.1'), [ETH0]],
    ['a nodePort at its own address', byKubeProxy(ETH0), [ETH0]],
    ["a nodePort at a bridge's address", byKubeProxy('10.42.0.1'), [ETH0]],
    ['a port published at its own address', byProxy(ETH0), [ETH0]],
    ["a port published at a bridge's address", byProxy('172.17.0.1'), []],
    ['a node that is a container', byKubeProxy('172.18.0.2'), []],
    ['the same on IPv6', byKubeProxy('fc00:f853:ccd:e793::2'), []],
    ['Windows itself', byProxy('172.29.144.1'), ['172.29.144.1']],
    ['a machine of the LAN', byKubeProxy('192.168.1.20'), ['192.168.1.20']],
    ['a public address', byKubeProxy('203.0.113.7'), ['203.0.113.7']],
    ['a name', byProxy('lb.example'), ['lb.example']],
  ])('%s', (_, route, hosts) => {
    expect(windowsHosts(route, machine(), network)).toEqual(hosts);
  });
});

describe('in mirrored mode', () => {
  const LAN = '192.168.1.5';
  const mirrored = machine(['127.0.0.1/8', '::1/128', '10.8.0.6/24', `${LAN}/24`, '172.17.0.1/16']);
  test.each([
    ['a tunnel or a published port', byProxy('127.0.0.1'), ['127.0.0.1']],
    ['the same on IPv6', byProxy('::1'), []],
    ['a nodePort on loopback', byKubeProxy('127.0.0.1'), ['127.0.0.1', '10.8.0.6', LAN]],
    ['a nodePort at its own address', byKubeProxy(LAN), ['127.0.0.1', LAN, '10.8.0.6']],
    ['a port published at its own address', byProxy(LAN), [LAN]],
    ['a node that is a container', byKubeProxy('172.17.0.2'), []],
    ['a machine of the LAN', byKubeProxy('192.168.1.20'), ['192.168.1.20']],
  ])('%s', (_, route, hosts) => {
    expect(windowsHosts(route, mirrored, 'mirrored')).toEqual(hosts);
  });
});

test.each([
  ['virtioproxy', byProxy('127.0.0.1'), ['127.0.0.1']],
  ['virtioproxy', byKubeProxy(ETH0), []],
  ['virtioproxy', byKubeProxy('203.0.113.7'), ['203.0.113.7']],
  ['wsl1', byProxy('::1'), ['::1']],
  ['wsl1', byKubeProxy('127.0.0.1'), ['127.0.0.1']],
  ['wsl1', byKubeProxy('192.168.1.20'), ['192.168.1.20']],
] as const)('in mode %s, %j', (network, route, hosts) => {
  expect(windowsHosts(route, machine(), network)).toEqual(hosts);
});

test('in mode none there is no address but loopback', () => {
  const alone = machine(['127.0.0.1/8', '::1/128']);
  expect(windowsHosts(byProxy('127.0.0.1'), alone, 'none')).toEqual(['127.0.0.1']);
  expect(windowsHosts(byKubeProxy('127.0.0.1'), alone, 'none')).toEqual([]);
});

test.each([
  ['nat\n', 'nat'],
  ['mirrored', 'mirrored'],
  ['wsl1\n', 'wsl1'],
  ['consomme\n', undefined],
  ['', undefined],
])('wslinfo says %j', (text, network) => {
  expect(parseWslNetwork(text)).toBe(network);
});
