import { describe, expect, test } from 'vitest';
import { k3d } from '../../src/distributions/k3d.ts';
import type { ClusterFacts } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import { anEngine, type RowWords } from '../domain/build.ts';
import { BESIDE, container, engineOf, nodesKnown, offers, published, UNANSWERED } from './publish-wishes.ts';

describe('k3d', () => {
  const NODES = nodesKnown({ name: 'k3d-dev-server-0', kubelet: 'v1.31.5+k3s1' });
  const balancer = (...ports: readonly string[]) => ({
    ...container('k3d-dev-serverlb', '0.0.0.0:41001:6443', ...ports),
    labels: { 'k3d.role': 'loadbalancer' },
  });
  const ENGINE = engineOf(container('k3d-dev-server-0'), balancer());

  function edit(mapping: string, at: string): Fix {
    return {
      commands: [['k3d', 'cluster', 'edit', 'dev', '--port-add', mapping]],
      files: [],
      effect: 'changes-the-cluster',
      note: `publishes ${at}; only the container of its load balancer is made anew`,
    };
  }

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    ['a port more', { engine: ENGINE }, {}, [edit('127.0.0.1:30080:30080@loadbalancer', '127.0.0.1:30080')]],
    [
      'one for UDP',
      { engine: ENGINE },
      { port: { protocol: 'UDP' } },
      [edit('127.0.0.1:30080:30080/udp@loadbalancer', '127.0.0.1:30080')],
    ],
    [
      'another number where its own leads to another port',
      { engine: engineOf(container('k3d-dev-server-0'), balancer('0.0.0.0:30080:80')) },
      {},
      [edit('127.0.0.1:30081:30080@loadbalancer', '127.0.0.1:30081')],
    ],
    [
      'one of another machine, for this one too',
      { engine: ENGINE, remoteEngine: 'build.example' },
      {},
      [edit('30080:30080@loadbalancer', 'build.example:30080')],
    ],
    [
      'one where no engine answered',
      { engine: UNANSWERED },
      {},
      [edit('127.0.0.1:30080:30080@loadbalancer', '127.0.0.1:30080')],
    ],
    [
      'nothing on another machine whose engine was not asked',
      { engine: UNANSWERED, remoteEngine: 'build.example' },
      {},
      [],
    ],
    [
      'nothing on another machine that does not have it',
      { engine: { kind: 'known', value: anEngine() }, remoteEngine: 'build.example' },
      {},
      [],
    ],
    ['nothing to a container beside the nodes', { ...BESIDE, engine: ENGINE }, {}, []],
    [
      'nothing for a cluster of the same name on another machine',
      { engine: engineOf({ ...balancer(), published: [published('0.0.0.0:50000:6443')] }) },
      {},
      [],
    ],
    [
      'nothing where the nodes are of two clusters',
      { engine: ENGINE, nodes: nodesKnown({ name: 'k3d-dev-server-0' }, { name: 'k3d-other-server-0' }) },
      {},
      [],
    ],
    ['nothing for SCTP', { engine: ENGINE }, { port: { protocol: 'SCTP' } }, []],
    [
      'nothing without a load balancer',
      { engine: engineOf(container('k3d-dev-server-0', '0.0.0.0:41001:6443')) },
      {},
      [],
    ],
    ['nothing for a cluster that the engine does not have', { engine: engineOf() }, {}, []],
    ['nothing by a name that is a flag', { nodes: nodesKnown({ name: 'k3d---all-server-0' }) }, {}, []],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(k3d, { nodes: NODES, ...facts }, words)).toEqual(expected);
  });
});
