import { expect, test } from 'vitest';
import { parsePort, parseProtocol } from '../../src/domain/port.ts';

test.each([
  { value: 1, port: 1 },
  { value: 65_535, port: 65_535 },
  { value: '30080', port: 30_080 },
  { value: 8, port: 8 },
  { value: 0, port: undefined },
  { value: 65_536, port: undefined },
  { value: -1, port: undefined },
  { value: 80.5, port: undefined },
  { value: Number.NaN, port: undefined },
  { value: '', port: undefined },
  { value: '80 ', port: undefined },
  { value: '0x50', port: undefined },
  { value: '1e3', port: undefined },
  { value: '999999', port: undefined },
  { value: true, port: undefined },
  { value: null, port: undefined },
  { value: undefined, port: undefined },
  { value: ['80'], port: undefined },
])('$value as a port is $port', ({ value, port }) => {
  expect(parsePort(value)).toBe(port);
});

test.each([
  { value: 'UDP', protocol: 'UDP' },
  { value: 'SCTP', protocol: 'SCTP' },
  { value: 'TCP', protocol: 'TCP' },
  { value: undefined, protocol: 'TCP' },
])('$value as a protocol is $protocol', ({ value, protocol }) => {
  expect(parseProtocol(value)).toBe(protocol);
});
