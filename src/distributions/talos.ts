import { portsOfNodeContainers } from '../domain/containers.ts';
import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf, nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, KubeconfigFacts, NodeFacts } from '../domain/facts.ts';
import type { Distribution, NodeKind } from '../domain/runtime.ts';

/**
 * Talos Linux: machines, or containers that `talosctl cluster create` makes, of which only the kernel tells.
 *
 * - osImage `Talos (v1.7.1)`, kernel `6.12.18-talos`; in Docker the kernel of the engine. Annotations and labels
 *   `talos.dev/*`, `extensions.talos.dev/*`. Source: siderolabs/talos, pkg/machinery/constants, users' `kubectl get nodes
 *   -o wide`, read 2026-08. The kubelet's version is a plain one. Status: documented.
 * - containers carry `talos.cluster.name=<cluster>` and are called `<cluster>-controlplane-N`, `-worker-N`, before 1.0
 *   `-master-N`; the first control plane publishes 6443 and Talos' own 50000, and what `--exposed-ports` lists:
 *   pkg/provision/providers/docker. The default cluster is `talos-default`. Status: documented.
 * - a machine without a name gets `talos-` and six characters of its identity (since 1.2): pkg/machinery/nethelpers.
 *   talosctl calls the context and the user `admin@<cluster>`: pkg/machinery/config/generate. Status: documented.
 */
export const talos = {
  id: 'talos',
  title: 'Talos Linux',
  detect: (facts) =>
    anyEvidence(
      evidenceOfNode(facts, 'os-image', 'the system of the node', ({ osImage }) =>
        /^Talos \(/.test(osImage) ? osImage : undefined,
      ),
      evidenceOfNode(facts, 'annotation', 'Talos writes it into its nodes', ({ annotations }) =>
        annotations.find(isItsKey),
      ),
      evidenceOfNode(facts, 'label', 'Talos labels its nodes so', (node) => labelOf(node, isItsKey)),
    ),
  suggest: (facts) =>
    nodesOf(facts).every(isSilent)
      ? anyEvidence(
          evidenceOfNode(facts, 'node-name', 'Talos calls machines without a name so', ({ name }) =>
            /^talos-[a-z0-9]{3}-[a-z0-9]{3}$|^talos-default-/.test(name) ? name : undefined,
          ),
          evidenceOfKubeconfig('context', 'talosctl calls context and user so', contextIn(facts.kubeconfig)),
        )
      : undefined,
  nodesAre: kindOfNodes,
  publishes: (facts) =>
    kindOfNodes(facts) === 'containers'
      ? { kind: 'some-ports', ports: portsOfNodeContainers(facts, { ownPorts: [6443, 50_000] }) }
      : { kind: 'nothing' },
  containersWanted: (facts) =>
    kindOfNodes(facts) === 'containers'
      ? clustersOf(facts).map((cluster) => `label=talos.cluster.name=${cluster}` as const)
      : [],
  serverIsOnANode: true,
} as const satisfies Distribution;

function isItsKey(key: string): boolean {
  return /^(extensions\.)?talos\.dev\//.test(key);
}

/** A node that says nothing against it; a table without `-o wide` has no more than that. */
function isSilent({ osImage, kubelet, providerId }: NodeFacts): boolean {
  return osImage === '' && /^(v[\d.]+)?$/.test(kubelet) && !providerId;
}

// kubectl 1.36 prints the architecture behind the kernel.
function kindOfNodes(facts: ClusterFacts): NodeKind {
  // Of other systems in its cluster the kernel says nothing of Talos.
  const kernels = nodesOf(facts).flatMap(({ kernel, osImage }) => (/^(Talos|$)/.test(osImage) ? [kernel] : []));
  if (kernels.every((kernel) => kernel === '')) return 'unknown';
  return kernels.some((kernel) => kernel !== '' && !/-talos\b/.test(kernel)) ? 'containers' : 'machines';
}

function clustersOf(facts: ClusterFacts): readonly string[] {
  const names = nodesOf(facts).map(({ name }) => /^(.+)-(?:controlplane|worker|master)-\d+$/.exec(name)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined);
}

function contextIn({ context, cluster, user }: KubeconfigFacts): string | undefined {
  return cluster !== undefined && context === `admin@${cluster}` && user === context ? context : undefined;
}
