import type { Substrate } from '../domain/runtime.ts';

/**
 * The nodes are containers of an engine on another machine (`DOCKER_HOST`, a docker context): what it publishes on all
 * interfaces answers at that machine, what it publishes on loopback only there. Source:
 * https://kind.sigs.k8s.io/docs/user/configuration/ («API Server»), kubernetes/minikube pkg/drivers/kic/kic.go, k3d-io/k3d
 * pkg/runtimes/docker/docker.go, read 2026-08. Status: recorded (tcp), documented (ssh).
 */
export const remoteEngine = {
  id: 'remote-engine',
  place: 'on a remote engine',
  detect: ({ remoteEngine: host, engine, kubeconfig: { server } }, nodesAre) => {
    // That docker's engine is elsewhere says nothing of a cluster that it does not have.
    const isIts = engine.kind === 'known' ? engine.value.containers.length > 0 : server?.host === host;
    if (nodesAre !== 'containers' || host === undefined || !isIts) return undefined;
    const says = 'the container engine of these nodes is on another machine';
    return [{ code: 'engine-host', value: host, source: 'docker', says }];
  },
  reaches: ({ remoteEngine: host }) => ({
    nodes: 'no',
    because: 'the nodes are containers on another machine, whose bridge is not routed from here',
    loopback: 'no',
    published: host === undefined ? 'nowhere' : { via: 'engine-host', host },
  }),
} as const satisfies Substrate;
