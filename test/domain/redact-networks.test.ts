import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { isInSubnet } from '../../src/domain/ip.ts';
import { Placeholders } from '../../src/domain/placeholders.ts';
import { redact } from '../../src/domain/redact.ts';
import { narrowNetworks } from '../../src/domain/redact-networks.ts';
import { aNode, someClusterFacts } from './build.ts';

const HOSTS = ['8.8.4.4', '8.8.8.7', '172.18.0.2', '2a01:4f8::7', '2a01:4f9::7'];

test.each([
  '8.8.8.0/24',
  '8.8.0.0/16',
  '8.8.4.4/32',
  '9.9.9.0/24',
  '128.0.0.0/1',
  '0.0.0.0/0',
  '0.0.0.0/1',
  '8.0.0.0/5',
  '172.16.0.0/12',
  '127.0.0.0/8',
  '2a01:4f8::/32',
  '2a00::/12',
  '::/0',
])('whoever is in %s is in it with other names, and nobody else', (cidr) => {
  const nodes = known(
    HOSTS.map((ip, index) => aNode({ name: `node-${index}`, addresses: [{ type: 'ExternalIP', ip }] })),
  );
  const facts = { ...someClusterFacts({ nodes }), services: [], tunnels: [] };
  const study = { proxy: known({ mode: '', nodePortAddresses: [cidr], servesLoopback: true }) };
  const shown = redact({ ...facts, study }, { facts, explained: undefined }, []) as typeof facts & {
    readonly study: typeof study;
  };
  const ips = shown.nodes.kind === 'known' ? shown.nodes.value.map(({ addresses }) => addresses[0]?.ip ?? '') : [];
  const networks = shown.study.proxy.kind === 'known' ? shown.study.proxy.value.nodePortAddresses : [];
  expect(ips.map((ip) => networks.some((network) => isInSubnet(ip, network)))).toEqual(
    HOSTS.map((ip) => isInSubnet(ip, cidr)),
  );
});

test('networks are those of their hosts, each once; those of nobody are as they were', () => {
  const facts = {
    machine: { interfaces: ['127.0.0.1/8', '8.8.8.9/24', '2a01:4f8::2/64'] },
    nodes: [{ ip: '8.8.8.7' }, { says: 'no route to 8.8.8.7:80, nor to 2a01:4f8::7' }],
    except: ['*', '.acme.corp', '10.0.0.0/8', '8.8.8.7/32', '1.1.1.1'],
  };
  expect(narrowNetworks(facts)).toEqual({
    ...facts,
    machine: {
      interfaces: ['127.0.0.1/8', '8.8.8.9/32', '8.8.8.7/32', '2a01:4f8::2/128', '2a01:4f8::7/128'],
    },
    except: ['*', '.acme.corp', '10.0.0.0/8', '8.8.8.7/32', '1.1.1.1'],
  });
});

test('an address in a sentence is replaced with a port behind it too', () => {
  const said = 'dial tcp 8.8.8.8:80: connect: refused; [2a01:4f8::7]:80, v1.2.3.4.5, 10.0.0.1:80';
  expect(new Placeholders().text(said)).toBe(
    'dial tcp 203.0.113.1:80: connect: refused; [2001:db8::1]:80, v1.2.3.4.5, 10.0.0.1:80',
  );
});
