import { evidenceOfEngine } from '../domain/evidence-of-engine.ts';
import { reachIntoLima } from '../domain/lima-network.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * A virtual machine of Lima: what listens in it is forwarded to this machine's loopback; its own address is reached only
 * on a network of vzNAT or socket_vmnet.
 *
 * The engine's name is the VM's, `lima-<instance>`. Source: lima-vm/lima, website/content/en/docs/config; ddev/ddev,
 * pkg/dockerutil/providers.go; read 2026-08. Status: documented.
 */
export const limaVm = {
  id: 'lima-vm',
  place: 'in Lima',
  detect: (facts, nodesAre) =>
    nodesAre === 'containers'
      ? evidenceOfEngine(facts, ({ name }) => /^lima-(?!rancher-desktop)/.test(name))
      : undefined,
  reaches: (facts, nodesAre) => reachIntoLima(facts, nodesAre, "Lima's VM"),
} as const satisfies Substrate;
