import { evidenceOfEngine } from '../domain/evidence-of-engine.ts';
import { reachIntoLima } from '../domain/lima-network.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * Rancher Desktop's virtual machine (on Windows a WSL distribution of its own): published ports are forwarded to this
 * machine; its address is reached on macOS only where it was given rights to make a shared network.
 *
 * Engine: `lima-rancher-desktop` on macOS and Linux, `Rancher Desktop WSL Distribution` on Windows. Source:
 * rancher-sandbox/rancher-desktop, pkg/rancher-desktop/assets/lima-config.yaml; ddev/ddev, pkg/dockerutil/providers.go;
 * read 2026-08. Status: documented.
 */
export const rancherDesktopVm = {
  id: 'rancher-desktop-vm',
  place: 'in Rancher Desktop',
  detect: (facts, nodesAre) =>
    nodesAre === 'containers'
      ? evidenceOfEngine(
          facts,
          ({ name, operatingSystem }) =>
            name.includes('rancher-desktop') || operatingSystem.startsWith('Rancher Desktop'),
        )
      : undefined,
  reaches: (facts, nodesAre) => reachIntoLima(facts, nodesAre, "Rancher Desktop's VM"),
} as const satisfies Substrate;
