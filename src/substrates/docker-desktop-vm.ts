import { anyEvidence, evidenceOfNode } from '../domain/evidence.ts';
import { evidenceOfEngine } from '../domain/evidence-of-engine.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * Docker Desktop's virtual machine, on macOS, Windows and Linux: addresses of nodes and containers exist only inside it.
 *
 * - kernel `…-linuxkit` on macOS, Linux and Hyper-V; on Windows with WSL2 the kernel is Microsoft's, and only the
 *   engine's `OperatingSystem: Docker Desktop` tells. Source: docker/docs, content/manuals/desktop/features/networking,
 *   «known limitations»; ddev/ddev, pkg/dockerutil/providers.go; read 2026-08. Status: documented.
 */
export const dockerDesktopVm = {
  id: 'docker-desktop-vm',
  place: 'in Docker Desktop',
  detect: (facts, nodesAre) =>
    anyEvidence(
      evidenceOfNode(facts, 'kernel', "the kernel of Docker Desktop's VM", ({ kernel }) =>
        kernel.includes('-linuxkit') ? kernel : undefined,
      ),
      // Older releases append a version.
      nodesAre === 'containers'
        ? evidenceOfEngine(facts, ({ operatingSystem }) => operatingSystem.startsWith('Docker Desktop'))
        : undefined,
    ),
  reaches: (facts) => ({
    nodes: 'no',
    because: "the addresses of nodes and containers exist only inside Docker Desktop's VM",
    loopback: 'no',
    published: publishedNear(facts),
  }),
} as const satisfies Substrate;
