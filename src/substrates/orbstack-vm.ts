import { evidenceOfNode } from '../domain/evidence.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * OrbStack's virtual machine: its bridges are routed from the Mac, so addresses of nodes and containers answer (since
 * 0.12). Source: https://github.com/orbstack/orbstack/issues/33, https://docs.orbstack.dev/docker/network, read 2026-08.
 * Status: documented.
 */
export const orbstackVm = {
  id: 'orbstack-vm',
  place: 'in OrbStack',
  detect: (facts) =>
    evidenceOfNode(facts, 'kernel', "the kernel of OrbStack's VM", ({ kernel }) =>
      kernel.includes('-orbstack-') ? kernel : undefined,
    ),
  reaches: (facts) => ({
    nodes: 'on-this-machine',
    because: 'OrbStack routes the networks of its VM to the Mac',
    loopback: 'no',
    published: publishedNear(facts),
  }),
} as const satisfies Substrate;
