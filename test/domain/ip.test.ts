import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { familyOf, isInSubnet, isLoopback, isPublic, parseIp } from '../../src/domain/ip.ts';

test.each<{ text: string; is: string; ip: readonly number[] | undefined }>([
  { text: '10.1.2.3', is: 'an IPv4 address', ip: [10, 1, 2, 3] },
  { text: '255.255.255.255', is: 'the highest IPv4 address', ip: [255, 255, 255, 255] },
  { text: '::', is: 'no bits at all', ip: Array<number>(16).fill(0) },
  { text: 'fd00::1:ab', is: 'IPv6, shortened', ip: [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0xab] },
  { text: '1:2:3:4:5:6:7::', is: 'IPv6 that leaves out its end', ip: [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0] },
  { text: '::ffff:10.0.0.1', is: 'IPv4 within IPv6', ip: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1] },
  { text: '', is: 'nothing', ip: undefined },
  { text: '256.0.0.1', is: 'a byte too large', ip: undefined },
  { text: '010.0.0.1', is: 'octal to some readers', ip: undefined },
  { text: '1.2.3', is: 'short', ip: undefined },
  { text: '1.2.3.4.5', is: 'long', ip: undefined },
  { text: '0x7f.0.0.1', is: 'hexadecimal', ip: undefined },
  { text: ' 10.0.0.1', is: 'preceded by a blank', ip: undefined },
  { text: 'fe80::1%eth0', is: 'with a zone', ip: undefined },
  { text: '[::1]', is: 'in brackets', ip: undefined },
  { text: '1::2::3', is: 'shortened twice', ip: undefined },
  { text: '1:2:3:4:5:6:7:8:9', is: 'nine groups', ip: undefined },
  { text: '1:2:3:4:5:6:7', is: 'seven groups', ip: undefined },
  { text: '1:2:3:4::5:6:7:8', is: 'eight groups with a gap that is none', ip: undefined },
  { text: '1.2.3.4::', is: 'IPv4 at the start of IPv6', ip: undefined },
  { text: '12345::', is: 'a group too long', ip: undefined },
])('`$text` is $is', ({ text, ip }) => {
  expect(parseIp(text)).toEqual(ip);
});

test('what is an address and what is not is as node:net has it', () => {
  const parts = ['0', '1', '00', '255', '256', 'f', 'ffff', '10.0.0.1', '', '', ':', '.', '1.2'];
  const texts = parts.flatMap((a) =>
    parts.flatMap((b) => parts.flatMap((c) => [`${a}:${b}:${c}`, `${a}.${b}.${c}.7`])),
  );
  const long = texts.map((text) => `${text}:1:2:3:4:5`);
  const differing = [...texts, ...long].filter((text) => (parseIp(text) === undefined) !== (isIP(text) === 0));
  expect(differing).toEqual([]);
});

test.each([
  { text: '10.0.0.1', family: 'IPv4' },
  { text: '::1', family: 'IPv6' },
  { text: 'db.example', family: undefined },
] as const)('`$text` is of family $family', ({ text, family }) => {
  expect(familyOf(text)).toBe(family);
});

describe('subnets', () => {
  test.each([
    { text: '172.18.255.254', cidr: '172.18.0.1/16', contains: true, how: 'the same first 16 bits' },
    { text: '172.19.0.1', cidr: '172.18.0.1/16', contains: false, how: 'another 16th bit' },
    { text: '172.18.0.2', cidr: '172.18.0.2/32', contains: true, how: 'the address itself' },
    { text: '8.8.8.8', cidr: '0.0.0.0/0', contains: true, how: 'everything' },
    { text: 'fd00::2', cidr: 'fd00::1/64', contains: true, how: 'IPv6' },
    { text: 'fd00:0:0:1::2', cidr: 'fd00::1/64', contains: false, how: 'another IPv6 subnet' },
    { text: '::', cidr: '0.0.0.0/0', contains: false, how: 'the other family' },
    { text: '10.0.0.1', cidr: '10.0.0.1', contains: false, how: 'a subnet without a length' },
    { text: '10.0.0.1', cidr: '10.0.0.0/x', contains: false, how: 'a length that is none' },
    { text: 'db.example', cidr: '0.0.0.0/0', contains: false, how: 'a name' },
  ])('$text in $cidr: $how', ({ text, cidr, contains }) => {
    expect(isInSubnet(text, cidr)).toBe(contains);
  });
});

test.each([
  { text: '127.0.0.1', is: true },
  { text: '127.45.6.7', is: true },
  { text: '::1', is: true },
  { text: '128.0.0.1', is: false },
  { text: '::2', is: false },
  { text: 'localhost', is: false },
])('$text is loopback: $is', ({ text, is }) => {
  expect(isLoopback(text)).toBe(is);
});

test.each([
  { text: '8.8.8.8', is: true, why: 'an address of the internet' },
  { text: '2001:db8::1', is: true, why: 'global IPv6' },
  { text: 'lb.example', is: true, why: 'a name, which may resolve to anything' },
  { text: '172.15.255.255', is: true, why: 'just below 172.16.0.0/12' },
  { text: '172.32.0.0', is: true, why: 'just above 172.16.0.0/12' },
  { text: '10.0.0.1', is: false, why: 'private' },
  { text: '172.31.255.255', is: false, why: 'private' },
  { text: '192.168.49.2', is: false, why: 'private' },
  { text: '100.64.0.1', is: false, why: 'shared address space, Tailscale among it' },
  { text: '198.19.249.2', is: false, why: 'benchmarking, where OrbStack lives' },
  { text: '169.254.1.1', is: false, why: 'link-local' },
  { text: 'fd00::1', is: false, why: 'unique local' },
  { text: 'fe80::1', is: false, why: 'link-local IPv6' },
  { text: '::1', is: false, why: 'loopback' },
])('$text is public: $is, being $why', ({ text, is }) => {
  expect(isPublic(text)).toBe(is);
});
