import type { Answer } from '../domain/answer.ts';
import { whereContainersAre } from '../domain/containers.ts';
import { isEveryInterface } from '../domain/every-interface.ts';
import { nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts, PublishedPort } from '../domain/facts.ts';
import type { Fix } from '../domain/fix.ts';
import { authorityOf } from '../domain/host.ts';
import type { NonEmpty } from '../domain/non-empty.ts';
import { publishedNear } from '../domain/published-near.ts';
import type { NodePublication, PublishWish } from '../domain/runtime.ts';
import { isInItsWay, isName, wantedPort } from './wanted-port.ts';

/** A cluster of minikube's whose nodes are containers, by the name of its profile, which was checked. */
interface MinikubeProfile {
  readonly profile: string;
  readonly ports: Answer<readonly NodePublication[]>;
}

/**
 * What minikube offers where its nodes are containers.
 *
 * - `minikube service --url` prints an address and where the containers are not routed holds an ssh tunnel to the
 *   Service, for TCP: kubernetes/minikube, cmd/minikube/cmd/service.go, pkg/minikube/tunnel/kic/ssh_conn.go, read 2026-08.
 *   The near end of its ssh is 127.0.0.1, also where the engine is on another machine. Status: documented.
 * - `--ports` is obeyed when the containers are made, and each node gets the same, so that a second one finds them taken:
 *   pkg/minikube/registry/drvs/docker/docker.go, https://github.com/kubernetes/minikube/issues/11193, read 2026-08.
 *   Status: documented.
 */
export function publishFixesOfContainers(
  wish: PublishWish,
  facts: ClusterFacts,
  profile: MinikubeProfile,
): readonly Fix[] {
  const isHere = whereContainersAre(facts) !== 'elsewhere' && publishedNear(facts) === 'here';
  return isHere ? [...tunnel(wish, profile), ...recreation(wish, facts, profile)] : [];
}

/**
 * The network that is built into QEMU leads nowhere; socket_vmnet, which is installed apart, makes one that is routed.
 * Source: https://minikube.sigs.k8s.io/docs/drivers/qemu/#networking, read 2026-08. Status: documented.
 */
export function publishFixesOfQemu(profile: string, facts: ClusterFacts): readonly Fix[] {
  const isBuiltIn = nodesOf(facts).some(({ addresses }) => addresses.some(({ ip }) => ip === '10.0.2.15'));
  if (facts.machine.platform !== 'darwin' || !isBuiltIn) return [];
  const start = ['minikube', 'start', '-p', profile, '--driver=qemu', '--network=socket_vmnet'] as const;
  return [recreates(profile, start, 'everything in it is lost; socket_vmnet has to be installed')];
}

function tunnel({ service, port }: PublishWish, { profile }: MinikubeProfile): readonly Fix[] {
  const { name, namespace } = service;
  if (port.protocol !== 'TCP' || !isName(name) || !isName(namespace)) return [];
  return [
    {
      commands: [['minikube', 'service', name, '-n', namespace, '--url', '-p', profile]],
      files: [],
      effect: 'changes-nothing',
      note: 'prints its URL; where that is a tunnel, it lasts until Ctrl-C',
    },
  ];
}

function recreation(wish: PublishWish, facts: ClusterFacts, { profile, ports }: MinikubeProfile): readonly Fix[] {
  const { nodes, settings } = facts;
  const driver = settings.kind === 'known' ? settings.value.driver : undefined;
  const isOne = nodes.kind === 'known' && nodes.value.length === 1;
  const isKnown = ports.kind === 'known' && (driver === 'docker' || driver === 'podman');
  if (!isOne || !isKnown || wish.port.protocol === 'SCTP') return [];
  const wanted = wantedPort(wish);
  const kept = ports.value.map(({ port }) => port).filter((port) => !isInItsWay(port, wanted));
  const list = [...new Set([...kept, wanted].map(flagOf))].join(',');
  const start = ['minikube', 'start', '-p', profile, `--driver=${driver}`, `--ports=${list}`] as const;
  return [recreates(profile, start, 'everything in it is lost')];
}

/** As `docker run -p` takes it. */
function flagOf({ hostIp, hostPort, containerPort, protocol }: PublishedPort): string {
  const host = isEveryInterface(hostIp) ? String(hostPort) : authorityOf(hostIp, hostPort);
  return `${host}:${containerPort}${protocol === 'TCP' ? '' : `/${protocol.toLowerCase()}`}`;
}

function recreates(profile: string, start: NonEmpty<string>, note: string): Fix {
  const commands = [['minikube', 'delete', '-p', profile], start] as const;
  return { commands, files: [], effect: 'recreates-the-cluster', note };
}
