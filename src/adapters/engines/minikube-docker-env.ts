import type { Environment } from './environment.ts';

/**
 * The environment as it was before `eval $(minikube docker-env)` pointed docker (or `podman-env` podman) at the engine
 * inside the node, which does not know the node's own container. minikube itself goes back the same way.
 * Source: kubernetes/minikube, pkg/drivers/kic/oci/oci.go (PointToHostDockerDaemon) and pkg/minikube/constants, read
 * 2026-11. Status: documented.
 */
export function outsideOfMinikube(environment: Environment): Environment {
  const { variables } = environment;
  const rewritten = [
    ...(isDockerInside(variables) ? ['DOCKER_HOST', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'] : []),
    ...(variables.MINIKUBE_ACTIVE_PODMAN ? ['CONTAINER_HOST'] : []),
  ];
  const before = rewritten.map((name) => [name, variables[`MINIKUBE_EXISTING_${name}`]] as const);
  return { ...environment, variables: { ...variables, ...Object.fromEntries(before) } };
}

/** docker-env writes tcp:// or, with --ssh-host, ssh://; a socket in DOCKER_HOST was put there by somebody since then. */
function isDockerInside(variables: Environment['variables']): boolean {
  const host = variables.DOCKER_HOST ?? '';
  if (variables.MINIKUBE_ACTIVE_DOCKERD) return /^(tcp|ssh):/.test(host);
  return Boolean(variables.MINIKUBE_EXISTING_DOCKER_HOST) && host.startsWith('tcp://127.0.0.1:');
}
