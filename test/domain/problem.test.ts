import { expect, test } from 'vitest';
import { type Hop, hopOf, type Problem } from '../../src/domain/problem.ts';
import { aPort } from './build.ts';

const HOST = { host: '172.18.0.2', port: aPort(30_080) };

test.each<readonly [Problem, Hop | undefined]>([
  [{ code: 'no-route', ...HOST }, 'machine'],
  [{ code: 'accepts-everything', ...HOST }, 'machine'],
  [{ code: 'not-published', nodePort: aPort(30_080), published: [] }, 'publisher'],
  [{ code: 'protocol-not-carried', protocol: 'UDP' }, 'publisher'],
  [{ code: 'node-not-ready', node: 'a', ready: 'no' }, 'node'],
  [{ code: 'host-silent', ...HOST, isPublic: false }, 'node'],
  [{ code: 'local-policy', homes: [] }, 'kube-proxy'],
  [{ code: 'address-not-served', host: HOST.host, served: [] }, 'kube-proxy'],
  [{ code: 'selects-nothing', selector: { app: 'web' }, nearest: undefined }, 'service'],
  [{ code: 'no-node-port', type: 'headless' }, 'service'],
  [{ code: 'starting', pod: 'web', others: 0 }, 'pods'],
  [{ code: 'port-closed', pod: 'web', port: HOST.port, declared: [], because: '' }, 'pods'],
  [{ code: 'network-policy', policies: ['deny'] }, undefined],
  [{ code: 'proxy-variable', variable: 'http_proxy', host: HOST.host }, undefined],
])('a connection ends where its cause is: $0.code at $1', (problem, hop) => {
  expect(hopOf(problem)).toBe(hop);
});
