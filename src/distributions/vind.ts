import { portsOfNodeContainers } from '../domain/containers.ts';
import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, nodesOf } from '../domain/evidence.ts';
import type { KubeconfigFacts } from '../domain/facts.ts';
import type { ContainerFilter, Distribution } from '../domain/runtime.ts';
import { isLoopbackServer } from '../domain/server.ts';

/**
 * vind, vcluster in Docker: a cluster of its own whose nodes are containers, made by `vcluster create --driver docker`.
 *
 * - containers `vcluster.cp.<name>` and `vcluster.node.<name>.<node>`, whose nodes are called `<name>` and `<node>`. They
 *   have no label. The first publishes 8443 on a random port, and both what the configuration lists for them. Source:
 *   loft-sh/vcluster, pkg/cli/create_docker.go, read 2026-11. Status: documented.
 * - nodes say nothing that others do not say; the kubeconfig does: context, cluster and user `vcluster-docker_<name>`:
 *   pkg/cli/connect_docker.go, read 2026-08. Status: documented.
 * - `vcluster resume` starts its containers: pkg/cli/resume_docker.go, read 2026-11. Status: documented.
 */
export const vind = {
  id: 'vind',
  title: 'vind',
  detect: (facts) =>
    nameIn(facts.kubeconfig) === undefined || nodesOf(facts).some(({ providerId }) => providerId)
      ? undefined
      : anyEvidence(
          evidenceOfKubeconfig('context', 'vcluster calls what it makes in Docker so', facts.kubeconfig.context),
          evidenceOfNode(facts, 'node-name', 'the control plane is called as the cluster', ({ name }) =>
            name === nameIn(facts.kubeconfig) ? name : undefined,
          ),
        ),
  nodesAre: () => 'containers',
  publishes: (facts) => ({ kind: 'some-ports', ports: portsOfNodeContainers(facts, { ownPorts: [8443] }) }),
  containersWanted: ({ kubeconfig }) => containersOf(kubeconfig),
  containersLikely: containersOf,
  serverIsOnANode: true,
  whenDown: (kubeconfig) => {
    const name = nameIn(kubeconfig);
    return name && isLoopbackServer(kubeconfig.server)
      ? { kind: 'command', argv: ['vcluster', 'resume', name, '--driver', 'docker'] }
      : undefined;
  },
} as const satisfies Distribution;

/** They have a name only. */
function containersOf(kubeconfig: KubeconfigFacts): readonly ContainerFilter[] {
  const name = nameIn(kubeconfig)?.replaceAll('.', '\\.');
  return name === undefined ? [] : [`name=^/?vcluster\\.(cp\\.${name}|node\\.${name}\\..+)$`];
}

function nameIn({ context = '', cluster = context }: KubeconfigFacts): string | undefined {
  return cluster === context ? /^vcluster-docker_([a-z0-9][a-z0-9.-]*)$/.exec(context)?.[1] : undefined;
}
