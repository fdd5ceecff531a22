import { describe, expect, test } from 'vitest';
import { dockerDesktop } from '../../src/distributions/docker-desktop.ts';
import type { ClusterFacts } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import { anEngine, type RowWords, someClusterFacts } from '../domain/build.ts';
import { BESIDE, engineOf, MAC, nodesKnown, offers } from './publish-wishes.ts';

describe('Docker Desktop', () => {
  const NODES = nodesKnown({
    name: 'desktop-control-plane',
    providerId: 'kind://docker/desktop/desktop-control-plane',
  });
  const KUBECONFIG = { ...someClusterFacts().kubeconfig, context: 'docker-desktop', cluster: 'docker-desktop' };
  const HIDDEN: ClusterFacts['engine'] = { kind: 'known', value: anEngine({ operatingSystem: 'Docker Desktop' }) };
  const BALANCER: Fix = {
    commands: [
      ['kubectl', 'patch', 'service', 'web', '-n', 'shop', '--type=merge', '-p', 'spec: {type: LoadBalancer}'],
    ],
    files: [],
    effect: 'changes-the-service',
    note: 'Docker Desktop publishes it at 127.0.0.1:80 then',
  };
  const SOCAT: Fix = {
    commands: [
      [
        'docker',
        'run',
        '--detach',
        '--rm',
        '--name',
        'desktop-control-plane-30080',
        '--network',
        'kind',
        '--publish',
        '127.0.0.1:30080:30080',
        'docker.io/alpine/socat',
        'tcp-listen:30080,fork,reuseaddr',
        'tcp-connect:desktop-control-plane:30080',
      ],
    ],
    files: [],
    effect: 'changes-this-machine',
    note: '127.0.0.1:30080 leads to desktop-control-plane until the container desktop-control-plane-30080 is stopped',
  };

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['a balancer, and a container beside nodes that the engine hides', { engine: HIDDEN }, {}, [BALANCER, SOCAT]],
    [
      'a container for a Service that is a balancer already',
      { engine: HIDDEN },
      { service: { type: 'LoadBalancer' } },
      [SOCAT],
    ],
    ['no container where the engine is not its own', { engine: engineOf() }, {}, [BALANCER]],
    ['no balancer for a name that is a flag', { engine: engineOf() }, { service: { name: '--all' } }, []],
    ['no balancer and no container for SCTP', { engine: HIDDEN }, { port: { protocol: 'SCTP' } }, []],
    [
      'a balancer alone, where docker’s engine is elsewhere',
      { engine: HIDDEN, remoteEngine: 'build.example' },
      {},
      [BALANCER],
    ],
    ['nothing to a container beside the nodes', { ...BESIDE, engine: HIDDEN }, {}, []],
    [
      'a node that is its own',
      {
        engine: HIDDEN,
        nodes: nodesKnown(
          { name: '--privileged', providerId: 'kind://docker/desktop/x' },
          { name: 'desktop-control-plane', providerId: 'kind://docker/desktop/desktop-control-plane' },
        ),
      },
      {},
      [BALANCER, SOCAT],
    ],
    [
      'nothing in its kubeadm mode',
      { nodes: nodesKnown({ name: 'docker-desktop', osImage: 'Docker Desktop' }) },
      {},
      [],
    ],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(dockerDesktop, { machine: MAC, kubeconfig: KUBECONFIG, nodes: NODES, ...facts }, words)).toEqual(
      expected,
    );
  });
});
