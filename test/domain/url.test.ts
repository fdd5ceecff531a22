import { expect, test } from 'vitest';
import { urlOf } from '../../src/domain/url.ts';
import { aRoute, aRow } from './build.ts';

test.each([
  { how: 'HTTP keeps its port, also where it is 80', port: {}, route: { port: 80 }, url: 'http://172.18.0.2:80' },
  {
    how: 'the host port of a mapping',
    port: {},
    route: { host: '127.0.0.1', port: 8000 },
    url: 'http://127.0.0.1:8000',
  },
  { how: 'IPv6 in brackets', port: { port: 3306 }, route: { host: '::1' }, url: 'mysql://[::1]:30080' },
  { how: 'a name', port: { port: 443 }, route: { host: 'lb.example', port: 443 }, url: 'https://lb.example:443' },
  { how: 'UDP', port: { port: 53, protocol: 'UDP' }, route: {}, url: 'udp://172.18.0.2:30080' },
] as const)('$how: $url', ({ port, route, url }) => {
  expect(urlOf(aRow({ port }), aRoute(route))).toBe(url);
});
