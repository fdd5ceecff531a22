import { whereContainersAre } from '../domain/containers.ts';
import { nodesOf } from '../domain/evidence.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import { isPublic } from '../domain/ip.ts';
import type { Reach, Substrate } from '../domain/runtime.ts';
import { isServerHere } from '../domain/server.ts';
import { isKernelOfWsl } from './wsl2.ts';

/** The nodes may be anywhere: a LAN, a cloud, the other end of a VPN. Their addresses are dialled with restraint. */
export const unknownSubstrate = {
  id: 'unknown',
  place: 'in an unknown place',
  detect: () => undefined,
  reaches: (facts, nodesAre) =>
    nodesAre === 'containers'
      ? reachOfContainers(facts)
      : {
          nodes: 'elsewhere',
          because: 'where the nodes are is not known, so that their addresses are all there is to try',
          ...(haveTwoSides(facts) && {
            onlyIf: {
              internal: "this machine is in the nodes' own network",
              external: 'a firewall lets the port through',
            },
          }),
          loopback: 'no',
          published: 'here',
        },
} as const satisfies Substrate;

const ROUTED = "this machine routes the containers' network";

/** This machine may have a bridge of the same numbers, with somebody else's containers on it. */
function reachOfContainers(facts: ClusterFacts): Reach {
  const { server } = facts.kubeconfig;
  const isElsewhere = whereContainersAre(facts) === 'elsewhere';
  if (!isElsewhere && isInWslOfHere(facts)) {
    return {
      nodes: 'no',
      because:
        "the kernel is WSL2's, of Docker Desktop or of an engine in a distribution, and Windows routes the containers of neither",
      loopback: 'no',
      published: 'here',
    };
  }
  if (!isElsewhere) {
    return {
      nodes: 'maybe',
      because: 'where the containers run is not known, and few machines route a network of containers',
      onlyIf: { internal: ROUTED, external: ROUTED },
      loopback: 'no',
      published: 'here',
    };
  }
  const host = isServerHere(facts) ? undefined : server?.host;
  return {
    nodes: 'no',
    because:
      host === undefined
        ? 'no engine of this machine has these containers, so that they are on another one'
        : 'the API server is asked on another machine, and so the containers are there',
    loopback: 'no',
    published: host === undefined ? 'nowhere' : { via: 'engine-host', host },
  };
}

function isInWslOfHere(facts: ClusterFacts): boolean {
  return facts.machine.platform === 'win32' && nodesOf(facts).some(({ kernel }) => isKernelOfWsl(kernel));
}

/** A private address beside a public one is for the nodes' own network. */
function haveTwoSides(facts: ClusterFacts): boolean {
  return nodesOf(facts).some(
    ({ addresses }) =>
      addresses.some(({ type, ip }) => type === 'ExternalIP' && isPublic(ip)) &&
      addresses.some(({ type, ip }) => type === 'InternalIP' && !isPublic(ip)),
  );
}
