import { anyEvidence, evidenceOfNode } from '../domain/evidence.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * Docker Desktop's virtual machine, on macOS, Windows and Linux: addresses of nodes and containers exist only inside it.
 *
 * - kernel `…-linuxkit` on macOS, Linux and Hyper-V; on Windows with WSL2 the kernel is Microsoft's, and only the
 *   osImage (kubeadm mode) or the engine's `OperatingSystem: Docker Desktop` tells. Source: docker/docs,
 *   content/manuals/desktop/features/networking, «known limitations»; ddev/ddev, pkg/dockerutil/providers.go; read
 *   2026-08. Status: documented.
 */
export const dockerDesktopVm = {
  id: 'docker-desktop-vm',
  place: 'in Docker Desktop',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'kernel', ({ kernel }) => (kernel.includes('-linuxkit') ? kernel : undefined)),
      evidenceOfNode(facts, 'os-image', ({ osImage }) =>
        /^Docker (Desktop|for Mac|for Windows)$/.test(osImage) ? osImage : undefined,
      ),
      evidenceOfEngine(facts),
    ),
  reaches: { nodes: 'no', loopback: 'no' },
} as const satisfies Substrate;

function evidenceOfEngine({ engine }: ClusterFacts) {
  if (engine.kind !== 'known' || engine.value.containers.length === 0) return undefined;
  const { operatingSystem, endpoint } = engine.value;
  if (!operatingSystem.startsWith('Docker Desktop')) return undefined; // older releases append a version
  return [{ code: 'engine', value: operatingSystem, source: endpoint }];
}
