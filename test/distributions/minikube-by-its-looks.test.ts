import { expect, test } from 'vitest';
import { minikube } from '../../src/distributions/minikube.ts';
import type { NodeFacts } from '../../src/domain/facts.ts';
import { aNode, someClusterFacts } from '../domain/build.ts';

const PROFILE: Partial<NodeFacts> = {
  name: 'demo',
  labels: {},
  addresses: [{ type: 'InternalIP', ip: '192.168.58.2' }],
  osImage: 'Ubuntu 22.04.4 LTS',
  kernel: '6.6.31-linuxkit',
  kubelet: 'v1.30.0',
};

test.each<[string, Partial<NodeFacts>, string[]]>([
  ['a container at the first address of a network of its own speaks for it', {}, ['192.168.58.2']],
  ['one that is further on does not', { addresses: [{ type: 'InternalIP', ip: '192.168.58.20' }] }, []],
  ['one on the kernel of its own system does not', { kernel: '5.15.0-91-generic' }, []],
  ['one whose labels were read and are not its own does not', { labels: { 'kubernetes.io/os': 'linux' } }, []],
  ['one with the kubelet of k3s does not', { kubelet: 'v1.30.0+k3s1' }, []],
])('a node of another name: %s', (_, fields, expected) => {
  const facts = someClusterFacts({ nodes: { kind: 'known', value: [aNode({ ...PROFILE, ...fields })] } });
  expect((minikube.suggest(facts) ?? []).map(({ value }) => value)).toEqual(expected);
});
