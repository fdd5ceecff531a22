import { describe, expect, test } from 'vitest';
import { colima } from '../../src/distributions/colima.ts';
import { lima } from '../../src/distributions/lima.ts';
import { distributions } from '../../src/distributions/registry.ts';
import type { ClusterFacts } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import type { Distribution } from '../../src/domain/runtime.ts';
import { aPort, type RowWords, someClusterFacts } from '../domain/build.ts';
import { MAC, nodesKnown, offers } from './publish-wishes.ts';

describe('Colima', () => {
  const NODE = { kubelet: 'v1.33.3+k3s1', addresses: [{ type: 'InternalIP', ip: '192.168.5.1' }] } as const;
  const restart = (...profile: readonly string[]): Fix => ({
    commands: [
      ['colima', 'stop', ...profile],
      ['colima', 'start', ...profile, '--network-address'],
    ],
    files: [],
    effect: 'changes-this-machine',
    note: 'restarts its VM, which then has an address that this Mac reaches',
  });

  test.each<[string, Partial<ClusterFacts>, readonly Fix[]]>([
    ['an address', { nodes: nodesKnown({ ...NODE, name: 'colima' }) }, [restart()]],
    ['one to a VM of another name', { nodes: nodesKnown({ ...NODE, name: 'colima-work' }) }, [restart('work')]],
    [
      'none to a VM that has one',
      { nodes: nodesKnown({ name: 'colima', addresses: [{ type: 'InternalIP', ip: '192.168.64.5' }] }) },
      [],
    ],
    ['none on Linux', { machine: { ...MAC, platform: 'linux' }, nodes: nodesKnown({ ...NODE, name: 'colima' }) }, []],
    [
      'none to a VM of another machine',
      {
        nodes: nodesKnown({ ...NODE, name: 'colima' }),
        kubeconfig: { ...someClusterFacts().kubeconfig, server: { host: '203.0.113.1', port: aPort(6443) } },
      },
      [],
    ],
    ['none to a VM whose name is a flag', { nodes: nodesKnown({ ...NODE, name: 'colima---force' }) }, []],
  ])('offers %s', (_, facts, expected) => {
    expect(offers(colima, { machine: MAC, ...facts }, { port: { protocol: 'UDP' } })).toEqual(expected);
  });
});

describe('Lima', () => {
  const PLAIN: ClusterFacts['settings'] = { kind: 'known', value: { plain: 'true' } };
  const RULE: Fix = {
    commands: [
      ['limactl', 'stop', 'k3s'],
      [
        'limactl',
        '--tty=false',
        'edit',
        'k3s',
        '--set',
        '.portForwards += [{"guestPort":30080,"hostPort":30080,"static":true}]',
      ],
      ['limactl', 'start', 'k3s'],
    ],
    files: [],
    effect: 'changes-this-machine',
    note: 'restarts the VM, and 127.0.0.1:30080 leads into it; since Lima 2.0',
  };

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['a rule of its own, where it forwards nothing by itself', { settings: PLAIN }, {}, [RULE]],
    ['none for UDP, which ssh does not carry', { settings: PLAIN }, { port: { protocol: 'UDP' } }, []],
    ['none where it forwards each port', { settings: { kind: 'known', value: {} } }, {}, []],
    ['none where its settings could not be read', { settings: { kind: 'not-asked' } }, {}, []],
    ['none to a VM whose name is a flag', { settings: PLAIN, nodes: nodesKnown({ name: 'lima---all' }) }, {}, []],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(lima, { nodes: nodesKnown({ name: 'lima-k3s' }), ...facts }, words)).toEqual(expected);
  });
});

test('no other distribution has a tool that publishes a nodePort', () => {
  const registry: readonly Distribution[] = distributions;
  expect(
    registry
      .filter(({ publishFixes }) => publishFixes)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(['colima', 'docker-desktop', 'k3d', 'kind', 'lima', 'minikube']);
});
