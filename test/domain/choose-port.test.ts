import { describe, expect, test } from 'vitest';
import { choosePort } from '../../src/domain/choose-port.ts';
import type { ServicePort } from '../../src/domain/facts.ts';
import { aPort } from './build.ts';

function port(number: number, different: Partial<Omit<ServicePort, 'port' | 'nodePort'>> & { nodePort?: number } = {}) {
  const { nodePort, ...rest } = different;
  return {
    name: '',
    protocol: 'TCP',
    appProtocol: undefined,
    targetName: undefined,
    endpoints: { kind: 'not-asked' },
    ...rest,
    port: aPort(number),
    nodePort: nodePort === undefined ? undefined : aPort(nodePort),
  } as const satisfies ServicePort;
}

const HTTP = port(80, { name: 'http', nodePort: 30_080 });
const HTTPS = port(443, { name: 'https', nodePort: 30_443 });
const MYSQL = port(3306, { name: 'mysql', nodePort: 31_696 });
const METRICS = port(9104, { name: 'metrics' });
const HTTP_METRICS = port(8081, { name: 'http-metrics' });
const REDIS = port(6379, { name: 'redis' });
const DNS_UDP = port(53, { name: 'dns', protocol: 'UDP', nodePort: 30_053 });
const DNS_TCP = port(53, { name: 'dns-tcp', nodePort: 30_053 });
const RTP = port(5004, { name: 'rtp', protocol: 'UDP' });
const SIGTRAN = port(2905, { name: 'm3ua', protocol: 'SCTP' });
const SWAPPED_A = port(30_001, { name: 'a', nodePort: 30_002 });
const SWAPPED_B = port(30_002, { name: 'b', nodePort: 30_001 });

describe('one is meant', () => {
  test.each<{ how: string; ports: readonly ServicePort[]; wanted?: string; meant: ServicePort }>([
    { how: 'by its name', ports: [HTTP, MYSQL], wanted: 'mysql', meant: MYSQL },
    { how: 'by its number', ports: [HTTP, MYSQL], wanted: '3306', meant: MYSQL },
    { how: 'by a number with zeros before it', ports: [HTTP, MYSQL], wanted: '03306', meant: MYSQL },
    { how: 'by its nodePort', ports: [HTTP, MYSQL], wanted: '31696', meant: MYSQL },
    {
      how: 'by its number, which is also a nodePort',
      ports: [SWAPPED_A, SWAPPED_B],
      wanted: '30002',
      meant: SWAPPED_B,
    },
    { how: 'a UDP port by its name', ports: [DNS_TCP, DNS_UDP], wanted: 'dns', meant: DNS_UDP },
    { how: 'TCP of two that share a number', ports: [DNS_UDP, DNS_TCP], wanted: '53', meant: DNS_TCP },
    { how: 'TCP of two that share a nodePort', ports: [DNS_UDP, DNS_TCP], wanted: '30053', meant: DNS_TCP },
    { how: 'the only one', ports: [MYSQL], meant: MYSQL },
    { how: 'the only one, though it is UDP', ports: [RTP], meant: RTP },
    { how: 'the only one of TCP', ports: [DNS_UDP, DNS_TCP, RTP], meant: DNS_TCP },
    { how: 'the only one that speaks HTTP', ports: [MYSQL, HTTP, REDIS], meant: HTTP },
    { how: 'the only one that speaks HTTPS', ports: [MYSQL, HTTPS], meant: HTTPS },
    { how: 'not the one for metrics', ports: [METRICS, MYSQL], meant: MYSQL },
    { how: 'the website beside two for metrics', ports: [HTTP_METRICS, HTTP, METRICS], meant: HTTP },
    { how: 'the website of others, one of them for metrics', ports: [HTTP_METRICS, MYSQL, HTTP], meant: HTTP },
    { how: 'the one for metrics by its name', ports: [METRICS, MYSQL], wanted: 'metrics', meant: METRICS },
    { how: 'the one for metrics, as the only one', ports: [METRICS], meant: METRICS },
    { how: 'the one for metrics, beside UDP', ports: [RTP, METRICS], meant: METRICS },
    {
      how: 'HTTP beside its own UDP twin (HTTP/3)',
      ports: [HTTPS, { ...HTTPS, name: 'h3', protocol: 'UDP' }],
      meant: HTTPS,
    },
  ])('$how', ({ ports, wanted, meant }) => {
    expect(choosePort(ports, wanted)).toEqual({ kind: 'chosen', port: meant });
  });
});

describe('several may be meant', () => {
  test.each<{ how: string; ports: readonly ServicePort[]; wanted?: string; meant: readonly ServicePort[] }>([
    { how: 'HTTP and HTTPS', ports: [HTTP, HTTPS], meant: [HTTP, HTTPS] },
    { how: 'two that speak no HTTP', ports: [MYSQL, REDIS], meant: [MYSQL, REDIS] },
    { how: 'two of TCP, shown with the one of UDP', ports: [MYSQL, RTP, REDIS], meant: [MYSQL, RTP, REDIS] },
    { how: 'two for metrics', ports: [METRICS, HTTP_METRICS], meant: [METRICS, HTTP_METRICS] },
    { how: 'two without TCP', ports: [RTP, SIGTRAN], meant: [RTP, SIGTRAN] },
    {
      how: 'two without TCP that share the number which was given',
      ports: [RTP, { ...RTP, protocol: 'SCTP' }, HTTP],
      wanted: '5004',
      meant: [RTP, { ...RTP, protocol: 'SCTP' }],
    },
  ])('$how', ({ ports, wanted, meant }) => {
    expect(choosePort(ports, wanted)).toEqual({ kind: 'several', ports: meant });
  });
});

describe('none is meant', () => {
  test.each<{ how: string; ports: readonly ServicePort[]; wanted?: string }>([
    { how: 'a Service without ports', ports: [] },
    { how: 'a Service without ports, and one was named', ports: [], wanted: 'http' },
    { how: 'no such name', ports: [HTTP], wanted: 'https' },
    { how: 'a name in capitals', ports: [HTTP], wanted: 'HTTP' },
    { how: 'no such number', ports: [HTTP], wanted: '81' },
    { how: 'a nodePort that a port has not got', ports: [REDIS], wanted: 'undefined' },
  ])('$how', ({ ports, wanted }) => {
    expect(choosePort(ports, wanted)).toEqual({ kind: 'none' });
  });
});
