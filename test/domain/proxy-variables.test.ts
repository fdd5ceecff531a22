import { expect, test } from 'vitest';
import { type ProxyVariables, schemeAsked, swallowedBy } from '../../src/domain/proxy-variables.ts';
import { aRow } from './build.ts';

const HOST = '172.18.0.2';

interface Row {
  readonly how: string;
  readonly scheme?: string;
  readonly host?: string;
  readonly variables: Partial<ProxyVariables>;
  readonly variable: string | undefined;
}

test.each<Row>([
  { how: 'no variable is set', variables: {}, variable: undefined },
  { how: 'HTTP goes by its own', variables: { set: ['all_proxy', 'http_proxy'] }, variable: 'http_proxy' },
  { how: 'HTTP goes by the one for all', variables: { set: ['ALL_PROXY'] }, variable: 'ALL_PROXY' },
  {
    how: 'HTTP does not go by that for HTTPS',
    variables: { set: ['https_proxy', 'HTTPS_PROXY'] },
    variable: undefined,
  },
  { how: 'HTTPS goes by its own', scheme: 'https', variables: { set: ['HTTPS_PROXY'] }, variable: 'HTTPS_PROXY' },
  { how: 'a database goes by none', scheme: 'mysql', variables: { set: ['ALL_PROXY'] }, variable: undefined },
  { how: 'a scheme with the name of a method', scheme: 'constructor', variables: { set: [] }, variable: undefined },
  { how: 'the address is excepted', variables: { set: ['http_proxy'], except: [HOST] }, variable: undefined },
  {
    how: 'its network is excepted',
    variables: { set: ['http_proxy'], except: ['172.16.0.0/12'] },
    variable: undefined,
  },
  { how: 'another network is', variables: { set: ['http_proxy'], except: ['10.0.0.0/8'] }, variable: 'http_proxy' },
  { how: 'everything is', variables: { set: ['http_proxy'], except: ['*'] }, variable: undefined },
  {
    how: 'its end is, as if it were a domain',
    variables: { set: ['http_proxy'], except: ['18.0.2', ''] },
    variable: 'http_proxy',
  },
  {
    how: 'loopback by its name is, which is not how it is asked',
    host: '127.0.0.1',
    variables: { set: ['http_proxy'], except: ['localhost'] },
    variable: 'http_proxy',
  },
  {
    how: 'IPv6 written at length is',
    host: '::1',
    variables: { set: ['http_proxy'], except: ['0:0:0:0:0:0:0:1'] },
    variable: undefined,
  },
  {
    how: 'the domain of a name is',
    host: 'web.k8s.orb.local',
    variables: { set: ['http_proxy'], except: ['.ORB.local'] },
    variable: undefined,
  },
  {
    how: 'a domain that only ends alike is',
    host: 'web.notorb.local',
    variables: { set: ['http_proxy'], except: ['orb.local'] },
    variable: 'http_proxy',
  },
])('what takes a request to a proxy: $how', ({ scheme = 'http', host = HOST, variables, variable }) => {
  expect(swallowedBy(scheme, host, { set: [], except: [], ...variables })).toBe(variable);
});

test('it is asked by what it spoke, and before that by what its Service says', () => {
  const { port } = aRow({ port: { port: 4321 } });
  const speech = { kind: 'recognised', scheme: 'redis', afterMs: 1 } as const;
  expect([schemeAsked(port, undefined), schemeAsked(port, speech)]).toEqual(['tcp', 'redis']);
});
