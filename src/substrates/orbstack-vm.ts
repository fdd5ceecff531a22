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
  reaches: (facts) => {
    const { platform, within } = facts.machine;
    return platform === 'darwin' || within === 'container'
      ? {
          nodes: 'on-this-machine',
          because: 'OrbStack routes the networks of its VM to the Mac',
          loopback: 'no',
          published: publishedNear(facts),
        }
      : {
          nodes: 'no',
          because: 'OrbStack runs on Macs alone, so that this is another machine',
          loopback: 'no',
          published: 'nowhere',
        };
  },
} as const satisfies Substrate;
