import { describe, expect, test } from 'vitest';
import { minikube } from '../../src/distributions/minikube.ts';
import type { ClusterFacts } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import { type RowWords, someClusterFacts } from '../domain/build.ts';
import { BESIDE, container, engineOf, MAC, nodesKnown, offers, UNANSWERED } from './publish-wishes.ts';

describe('minikube', () => {
  const NODE = {
    name: 'shop',
    labels: { 'minikube.k8s.io/name': 'shop' },
    addresses: [{ type: 'InternalIP', ip: '192.168.49.2' }],
  } as const;
  const KUBECONFIG = { ...someClusterFacts().kubeconfig, cluster: 'shop', provider: 'minikube.sigs.k8s.io' };
  const DOCKER: ClusterFacts['settings'] = { kind: 'known', value: { driver: 'docker' } };
  const ENGINE = engineOf(
    container('shop', '127.0.0.1:41001:8443', '127.0.0.1:32768:32443', '0.0.0.0:8000:30001', '::1:53:30053/UDP'),
  );
  const URL: Fix = {
    commands: [['minikube', 'service', 'web', '-n', 'shop', '--url', '-p', 'shop']],
    files: [],
    effect: 'changes-nothing',
    note: 'prints its URL; where that is a tunnel, it lasts until Ctrl-C',
  };
  const anew = (ports: string): Fix => ({
    commands: [
      ['minikube', 'delete', '-p', 'shop'],
      ['minikube', 'start', '-p', 'shop', '--driver=docker', `--ports=${ports}`],
    ],
    files: [],
    effect: 'recreates-the-cluster',
    note: 'everything in it is lost',
  });
  const ANEW = anew('8000:30001,[::1]:53:30053/udp,127.0.0.1:30080:30080');

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['its tunnel, and a cluster with the port', {}, {}, [URL, ANEW]],
    ['its tunnel alone, where the driver is not known', { settings: { kind: 'not-asked' } }, {}, [URL]],
    ['its tunnel alone, where the published ports are not known', { engine: UNANSWERED }, {}, [URL]],
    ['its tunnel alone to several nodes', { nodes: nodesKnown(NODE, { name: 'shop-m02' }) }, {}, [URL]],
    ['nothing for SCTP', {}, { port: { protocol: 'SCTP' } }, []],
    [
      'each mapping once, and the one in its way no more',
      {
        engine: engineOf(container('shop', '127.0.0.1:41001:8443', '0.0.0.0:8000:30001', ':::8000:30001', ':30080:80')),
      },
      {},
      [URL, anew('8000:30001,127.0.0.1:30080:30080')],
    ],
    ['nothing to a container beside the nodes', BESIDE, {}, []],
    [
      'nothing by a cluster that another tool named',
      {
        nodes: nodesKnown({ name: 'shop', addresses: NODE.addresses }),
        kubeconfig: { ...KUBECONFIG, provider: undefined },
      },
      {},
      [],
    ],
    [
      'nothing for another driver at the same address',
      {
        machine: MAC,
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] }),
        settings: { kind: 'known', value: { driver: 'virtualbox' } },
      },
      {},
      [],
    ],
    [
      'nothing for QEMU on Linux, where socket_vmnet is not',
      {
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] }),
        settings: { kind: 'known', value: { driver: 'qemu2' } },
      },
      {},
      [],
    ],
    ['no tunnel by a name that is a flag', {}, { service: { name: '--all' } }, [ANEW]],
    ['no tunnel by a namespace that is a flag', {}, { service: { namespace: '-A' } }, [ANEW]],
    [
      'nothing by a profile that is a flag',
      { nodes: nodesKnown({ ...NODE, labels: { 'minikube.k8s.io/name': '--all' } }) },
      {},
      [],
    ],
    ['nothing where the engine is on another machine', { remoteEngine: 'build.example' }, {}, []],
    ['nothing for a virtual machine', { settings: { kind: 'known', value: { driver: 'kvm2' } } }, {}, []],
    [
      'another network, where QEMU has the one that leads nowhere',
      {
        machine: MAC,
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] }),
        settings: { kind: 'known', value: { driver: 'qemu2' } },
      },
      {},
      [
        {
          commands: [
            ['minikube', 'delete', '-p', 'shop'],
            ['minikube', 'start', '-p', 'shop', '--driver=qemu', '--network=socket_vmnet'],
          ],
          files: [],
          effect: 'recreates-the-cluster',
          note: 'everything in it is lost; socket_vmnet has to be installed',
        },
      ],
    ],
    [
      'nothing, where QEMU has a network that is routed',
      {
        machine: MAC,
        nodes: nodesKnown({ ...NODE, addresses: [{ type: 'InternalIP', ip: '192.168.105.3' }] }),
        settings: { kind: 'known', value: { driver: 'qemu2' } },
      },
      {},
      [],
    ],
  ])('offers %s', (_, facts, words, expected) => {
    const usual = { kubeconfig: KUBECONFIG, nodes: nodesKnown(NODE), engine: ENGINE, settings: DOCKER };
    expect(offers(minikube, { ...usual, ...facts }, words)).toEqual(expected);
  });
});
