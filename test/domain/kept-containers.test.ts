import { expect, test } from 'vitest';
import type { ContainerFacts } from '../../src/domain/facts.ts';
import { keptOf } from '../../src/domain/kept-containers.ts';
import type { ContainerFilter } from '../../src/domain/runtime.ts';
import { aNode, anEngine, someClusterFacts } from './build.ts';

const NODE: ContainerFacts = {
  name: 'a',
  labels: { 'k3d.cluster': 'dev', 'k3d.role': 'server', 'com.example.password': 'hunter2' },
  isRunning: true,
  addresses: [],
  published: [],
};
const STRANGER: ContainerFacts = { ...NODE, name: 'stranger' };
const FACTS = someClusterFacts({ nodes: { kind: 'known', value: [aNode({ name: 'a' })] } });

function kept(filter: ContainerFilter, labelsRead?: readonly string[]) {
  const engine = anEngine({ containers: [NODE, STRANGER] });
  const found = keptOf(engine, [filter], labelsRead ? { labelsRead } : {}, FACTS);
  return found.containers.map(({ name, labels }) => [name, labels]);
}

test('the labels that were asked for or are read, and no others: they hold passwords', () => {
  expect(kept('label=k3d.cluster=dev', ['k3d.role'])).toEqual([
    ['a', { 'k3d.cluster': 'dev', 'k3d.role': 'server' }],
    ['stranger', { 'k3d.cluster': 'dev', 'k3d.role': 'server' }],
  ]);
});

test('of a filter that every project’s containers fit, those that are nodes', () => {
  expect(kept('label=k3d.cluster')).toEqual([['a', { 'k3d.cluster': 'dev' }]]);
});

test('what was asked for by its name needs no label', () => {
  expect(kept('name=^/?(a|stranger)$')).toEqual([
    ['a', {}],
    ['stranger', {}],
  ]);
});
