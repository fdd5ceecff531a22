import { isEveryInterface } from '../domain/every-interface.ts';
import { nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, EngineFacts } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import { authorityOf, parseHost } from '../domain/host.ts';
import type { PublishWish, Substrate } from '../domain/runtime.ts';
import { servingNode } from '../domain/serving-node.ts';

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
  publishFixes: (wish, facts) => {
    const host = parseHost(facts.remoteEngine);
    const { engine } = facts;
    if (host === undefined || engine.kind !== 'known' || wish.port.protocol !== 'TCP') return [];
    const there = publishedThere(wish, engine.value) ?? nodeThere(wish, facts, engine.value);
    return there === undefined ? [] : [tunnel(wish, host, there)];
  },
} as const satisfies Substrate;

function tunnel({ port: { nodePort } }: PublishWish, host: string, there: string): Fix {
  return {
    commands: [['ssh', '-N', '-L', `${nodePort}:${there}`, host]],
    files: [],
    effect: 'changes-nothing',
    note: `a tunnel from 127.0.0.1:${nodePort} until Ctrl-C, for whoever may log in at ${host}`,
  };
}

/** Where the other machine itself finds the port, among what its engine publishes. */
function publishedThere({ port }: PublishWish, { containers }: EngineFacts): string | undefined {
  const published = containers
    .filter(({ isRunning }) => isRunning)
    .flatMap((container) => container.published)
    .find(({ containerPort, protocol }) => containerPort === port.nodePort && protocol === port.protocol);
  if (published === undefined) return undefined;
  return authorityOf(isEveryInterface(published.hostIp) ? '127.0.0.1' : published.hostIp, published.hostPort);
}

/** Else at a node: native Linux routes its bridge, a VM's is routed nowhere, and an engine without root has it alone. */
function nodeThere(wish: PublishWish, facts: ClusterFacts, engine: EngineFacts): string | undefined {
  const isInAVm = engine.operatingSystem.includes('Desktop') || /^(colima|lima)(-|$)/.test(engine.name);
  const ip = servingNode(wish, nodesOf(facts))?.addresses.find(({ type }) => type === 'InternalIP')?.ip;
  return ip === undefined || isInAVm || engine.isRootless ? undefined : authorityOf(ip, wish.port.nodePort);
}
