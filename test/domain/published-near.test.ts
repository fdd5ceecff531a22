import { expect, test } from 'vitest';
import { publishedNear } from '../../src/domain/published-near.ts';
import { aPort, someClusterFacts } from './build.ts';

const NAMED = { via: 'container-host', host: 'host.docker.internal' };

test.each([
  { how: 'on a machine', within: 'nothing', server: '127.0.0.1', at: 'here' },
  { how: 'in WSL', within: 'wsl', server: '127.0.0.1', at: 'here' },
  { how: 'in a container, with an engine in it', within: 'container', server: '127.0.0.1', at: 'here' },
  { how: 'in a container that asks its machine', within: 'container', server: 'host.docker.internal', at: NAMED },
  { how: 'in a container that asks a node', within: 'container', server: '172.18.0.2', at: NAMED },
] as const)('$how', ({ within, server, at }) => {
  const { machine, kubeconfig } = someClusterFacts();
  const facts = {
    machine: { ...machine, within },
    kubeconfig: { ...kubeconfig, server: { host: server, port: aPort(6443) } },
  };
  expect(publishedNear(someClusterFacts(facts))).toEqual(at);
});
