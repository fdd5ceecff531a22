import { expect, test } from 'vitest';
import { authorityOf, parseHost } from '../../src/domain/host.ts';

test.each([
  { text: '172.18.0.2', is: 'an IPv4 address' },
  { text: 'fc00:f853:ccd:e793::2', is: 'an IPv6 address' },
  { text: 'a1b2.eu-west-1.elb.amazonaws.com', is: 'a load balancer’s name' },
  { text: 'lb.example.', is: 'a name with its root' },
  { text: '3com.example', is: 'a name that begins with a digit' },
  { text: 'node', is: 'one label' },
])('$is is a host: $text', ({ text }) => {
  expect(parseHost(text)).toBe(text);
});

test.each([
  { text: '', is: 'nothing' },
  { text: undefined, is: 'absent' },
  { text: 42, is: 'a number' },
  { text: 'a b', is: 'a blank within' },
  { text: 'evil/path', is: 'a path' },
  { text: 'user@host', is: 'a user' },
  { text: 'host:80', is: 'a port' },
  { text: '[::1]', is: 'brackets' },
  { text: 'fe80::1%eth0', is: 'a zone' },
  { text: '-flag', is: 'what a program might take for a flag' },
  { text: 'a_b', is: 'an underscore' },
  { text: 'a..b', is: 'an empty label' },
  { text: 'host\u001b[31m', is: 'an escape sequence' },
  { text: 'höst', is: 'a letter that is not ASCII' },
  { text: '1.2.3', is: 'what some resolvers read as 1.2.0.3' },
  { text: '2130706433', is: 'what some resolvers read as 127.0.0.1' },
  { text: '0x7f.1', is: 'what URL parsers read as 127.0.0.1' },
  { text: '0x7f000001', is: 'the same, in one number' },
  { text: `${'a'.repeat(64)}.example`, is: 'a label of 64' },
  { text: `${'a.'.repeat(127)}`, is: 'a name of 254' },
])('$is is no host', ({ text }) => {
  expect(parseHost(text)).toBeUndefined();
});

test.each([
  { host: '127.0.0.1', authority: '127.0.0.1:80' },
  { host: '::1', authority: '[::1]:80' },
  { host: 'lb.example', authority: 'lb.example:80' },
])('$host at port 80 is written $authority', ({ host, authority }) => {
  expect(authorityOf(host, 80)).toBe(authority);
});
