import { anyEvidence, evidenceOfNode } from '../domain/evidence.ts';
import { evidenceOfEngine } from '../domain/evidence-of-engine.ts';
import type { ClusterFacts } from '../domain/facts.ts';
import type { NodeKind, Reach, Substrate } from '../domain/runtime.ts';
import { isServerANode, isServerHere } from '../domain/server.ts';

/**
 * A Linux of WSL2. All distributions share one kernel, one network and one loopback; Windows reaches their address, and
 * on its own loopback only ports that something listens on, which no nodePort is since kube-proxy stopped opening
 * sockets.
 *
 * The kernel `…-microsoft-standard[-WSL2]` is Docker Desktop's on Windows too: of nodes that are containers it takes the
 * engine to tell. Source: microsoft/WSL, src/linux/init/localhost.cpp; MicrosoftDocs/WSL, WSL/networking.md;
 * kubernetes/kubernetes#108496; read 2026-08. Status: documented.
 */
export const wsl2 = {
  id: 'wsl2',
  place: 'in WSL2',
  detect: (facts, nodesAre) => {
    const kernel = evidenceOfNode(facts, 'kernel', 'the kernel of WSL2', ({ kernel }) =>
      isKernelOfWsl(kernel) ? kernel : undefined,
    );
    if (nodesAre === 'machines') return kernel;
    const engine = evidenceOfEngine(facts, ({ operatingSystem }) => !isDesktop(operatingSystem));
    return nodesAre === 'containers' && kernel && engine ? anyEvidence(kernel, engine) : undefined;
  },
  reaches: (facts, nodesAre) => reachIntoWsl(facts, nodesAre),
} as const satisfies Substrate;

export function isKernelOfWsl(kernel: string): boolean {
  return /microsoft-standard/i.test(kernel);
}

const THAT_MACHINE = 'this is that Windows machine';

function isDesktop(operatingSystem: string): boolean {
  return /^(Docker|Rancher) Desktop/.test(operatingSystem);
}

function reachIntoWsl(facts: ClusterFacts, nodesAre: NodeKind): Reach {
  const { machine, kubeconfig } = facts;
  const areContainers = nodesAre === 'containers';
  // A Windows machine elsewhere has a WSL too.
  const isNear = kubeconfig.server === undefined || isServerHere(facts) || isServerANode(facts);
  if (machine.within === 'wsl' && isNear) {
    return {
      nodes: 'on-this-machine',
      because: 'all distributions of WSL2 share one network, this one too',
      loopback: areContainers ? 'no' : 'is-a-node',
      published: 'here',
    };
  }
  const isWindows = machine.platform === 'win32' && isNear;
  if (areContainers) {
    const because = "Windows does not route the containers' network inside WSL2";
    return { nodes: 'no', because, loopback: 'no', published: isWindows ? 'here' : 'nowhere' };
  }
  return isWindows
    ? {
        nodes: 'on-this-machine',
        because: 'Windows reaches the address of WSL2; its loopback relay copies only ports that something listens on',
        loopback: 'no',
        published: 'here',
      }
    : {
        nodes: 'maybe',
        because: 'the address of WSL2 is known to its own Windows machine only',
        onlyIf: { internal: THAT_MACHINE, external: THAT_MACHINE },
        loopback: 'no',
        published: 'nowhere',
      };
}
