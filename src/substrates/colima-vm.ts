import { evidenceOfEngine } from '../domain/evidence-of-engine.ts';
import { reachIntoLima } from '../domain/lima-network.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * Colima's virtual machine: what listens in it on all interfaces is forwarded to this machine; its own address is
 * reached only with `colima start --network-address`.
 *
 * Its kernel and system are plain Ubuntu's; the engine's name is the VM's, `colima` or `colima-<profile>`. Source:
 * abiosoft/colima, environment/vm/lima/yaml.go, docs/FAQ.md; ddev/ddev, pkg/dockerutil/providers.go; read 2026-08.
 * Status: documented.
 */
export const colimaVm = {
  id: 'colima-vm',
  place: 'in Colima',
  detect: (facts, nodesAre) =>
    nodesAre === 'containers' ? evidenceOfEngine(facts, ({ name }) => /^colima(-|$)/.test(name)) : undefined,
  reaches: (facts, nodesAre) => reachIntoLima(facts, nodesAre, "Colima's VM"),
} as const satisfies Substrate;
