import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../scripts/docs/cells.ts';
import { readCluster } from '../../scripts/docs/cluster.ts';
import { PAGES } from '../../scripts/docs/pages.ts';
import { distributions } from '../../src/distributions/registry.ts';
import { substrates } from '../../src/substrates/registry.ts';

const FIXTURES = PAGES.flatMap(({ cases }) => cases.flatMap(({ fixtures }) => fixtures));
const SHOWN = FIXTURES.map((fixture) => {
  const file = new URL(`../fixtures/${fixture}/expected.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as { readonly distribution: string; readonly substrate: string };
});

describe('the pages of runtimes', () => {
  // Nobody answers behind the nodes of kwok.
  const built = distributions.map(({ id }) => id).filter((id) => id !== 'unknown' && id !== 'kwok');
  test.each(built)('show %s', (id) => {
    expect(SHOWN.map(({ distribution }) => distribution)).toContain(id);
  });

  test.each(substrates.map(({ id }) => id).filter((id) => id !== 'unknown'))('show a cluster in %s', (id) => {
    expect(SHOWN.map(({ substrate }) => substrate)).toContain(id);
  });

  test('show no cluster twice', () => {
    expect(new Set(FIXTURES).size).toBe(FIXTURES.length);
  });
});

describe('the cells of a table', () => {
  test.each<[string, string, ReturnType<typeof cellsOf>]>([
    [
      'a forwarder brings every nodePort to loopback',
      'docker-desktop/macos-kubeadm',
      { loopback: 'yes', node: 'no', works: 'localhost' },
    ],
    [
      'no setting would publish a port, and load balancers are',
      'docker-desktop/macos-kind-mode',
      { loopback: 'no', node: 'no', works: 'load-balancer-here' },
    ],
    [
      'ports are published, and the nodes out of reach',
      'kind/macos-in-docker-desktop-one-port-published',
      { loopback: 'published', node: 'no', works: 'published-here' },
    ],
    [
      'ports are published, and the nodes in reach',
      'kind/linux-two-nodes-one-port-published',
      { loopback: 'published', node: 'yes', works: 'node-address' },
    ],
    [
      'ports are published on another machine',
      'kind/on-a-remote-engine-one-port-published',
      { loopback: 'no', node: 'no', works: 'published-there' },
    ],
    [
      'ports are published beside this container',
      'kind/seen-from-a-container-beside-it',
      { loopback: 'no', node: 'no', works: 'published-beside' },
    ],
    ['a node is this machine', 'k3s/on-this-machine', { loopback: 'iptables', node: 'yes', works: 'localhost' }],
    [
      'a node is another machine nearby',
      'k3s/on-a-lan-of-raspberry-pis',
      { loopback: 'no', node: 'likely', works: 'node-address' },
    ],
    [
      'only the API server has an address that is reached',
      'k3s/on-a-single-server-with-a-public-address',
      { loopback: 'no', node: 'inside', works: 'api-host' },
    ],
    [
      'a firewall stands before public addresses',
      'gke/nodes-with-public-addresses',
      { loopback: 'no', node: 'firewall', works: 'nothing' },
    ],
    [
      'nodes of a cloud have private addresses',
      'eks/nodes-in-private-subnets',
      { loopback: 'no', node: 'inside', works: 'nothing' },
    ],
    [
      'nobody reaches the nodes',
      'minikube/macos-qemu-with-its-built-in-network',
      { loopback: 'no', node: 'no', works: 'nothing' },
    ],
  ])('%s: %s', (_, fixture, cells) => {
    expect(cellsOf(readCluster(fixture))).toEqual(cells);
  });
});
