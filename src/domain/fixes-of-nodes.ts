import type { Case } from './case.ts';
import { nodeIn } from './containers.ts';
import { programOf } from './engine-program.ts';
import { nodesOf } from './evidence.ts';
import type { ContainerFacts } from './facts.ts';
import type { Fix } from './fix.ts';
import type { NonEmpty } from './non-empty.ts';
import { changesService, patchService, shows } from './patch.ts';
import type { Port } from './port.ts';
import type { Problem } from './problem.ts';

/** What helps a node that does not do what is expected of it. */
export function fixesOfNodes(problem: Problem, each: Case): readonly Fix[] {
  switch (problem.code) {
    case 'node-not-ready':
      return nodeNotReady(problem.node, each);
    case 'local-policy':
      return [
        changesService(
          patchService(each, 'merge', 'spec: {externalTrafficPolicy: Cluster}'),
          'every node then passes it on, and the pods no longer see who asks',
        ),
      ];
    case 'node-does-not-forward':
      return nodeDoesNotForward(problem, each);
    case 'address-not-served':
      return [shows(configOfProxy(each), 'shows nodePortAddresses, which leave this address out')];
    case 'network-policy':
      return problem.policies.map((policy) =>
        shows(['kubectl', 'describe', 'networkpolicy', policy, ...each.namespaceFlags], 'shows what it lets through'),
      );
    default:
      return [];
  }
}

function nodeNotReady(node: string, each: Case): readonly Fix[] {
  const container = containerOf(node, each);
  if (container && !container.isRunning) {
    const start: Fix = {
      commands: [[engineOf(each), 'start', container.name]],
      files: [],
      effect: 'changes-this-machine',
      note: 'the container of this node is stopped',
    };
    return [start];
  }
  return [
    shows(['kubectl', 'describe', 'node', node, ...clusterFlags(each)], 'its conditions say since when, and why'),
  ];
}

/** Where kube-proxy itself says whether it lives. Source: kube-proxy --healthz-bind-address, default 0.0.0.0:10256. */
const HEALTH = 'http://127.0.0.1:10256/healthz';

function nodeDoesNotForward(problem: Extract<Problem, { code: 'node-does-not-forward' }>, each: Case): readonly Fix[] {
  const { suspect, port, node, outcome } = problem;
  const container = node === undefined ? undefined : containerOf(node, each);
  const { proxy } = each.study;
  const isKubeadm = proxy.kind === 'known' && proxy.value !== undefined;
  const isProxy = suspect !== 'rule';
  const isRule = suspect === 'rule' || (suspect === 'unknown' && outcome !== 'refused');
  return [
    ...((isRule || suspect === 'behind') && container ? [rulesOf(container, each.port.nodePort ?? port, each)] : []),
    ...(isProxy && container ? [healthIn(container, each)] : []),
    ...(isProxy && !container && isKubeadm
      ? [shows(podsOfProxy(each), 'shows whether kube-proxy runs, on each node')]
      : []),
    ...(suspect === 'stopped' || isRule ? [] : listensAlone(each)),
    ...((suspect === 'stopped' || suspect === 'behind') && isKubeadm ? [restartProxy(each)] : []),
  ];
}

function rulesOf({ name }: ContainerFacts, port: Port, each: Case): Fix {
  const rules = `iptables-save | grep ${port}`;
  return shows([engineOf(each), 'exec', name, 'sh', '-c', rules], 'shows the rules of the node for this port');
}

function healthIn({ name }: ContainerFacts, each: Case): Fix {
  const ask = ['curl', '-sS', '-m', '2', HEALTH];
  return shows([engineOf(each), 'exec', name, ...ask], 'shows whether kube-proxy of the node lives');
}

/**
 * The API server's way ends at the pod's own loopback, so that it also reaches a server that listens nowhere else, and
 * whose port refuses everybody else. Source: containerd, sandbox_portforward_linux.go, which dials `localhost` in the
 * pod's network; read 2026-11. Status: documented.
 */
function listensAlone(each: Case): readonly Fix[] {
  const { pods } = each.observed;
  const spoke = pods.kind === 'asked' ? pods.answers.find(({ kind }) => kind === 'spoke') : undefined;
  if (spoke === undefined || spoke.pod.startsWith('-')) return [];
  const note = 'servers say where they listen: on 127.0.0.1 alone, only the API server reaches them';
  return [shows(['kubectl', 'logs', spoke.pod, ...each.namespaceFlags], note)];
}

function restartProxy(each: Case): Fix {
  return {
    commands: [['kubectl', 'rollout', 'restart', 'daemonset/kube-proxy', '-n', 'kube-system', ...clusterFlags(each)]],
    files: [],
    effect: 'changes-the-cluster',
    note: 'kube-proxy starts anew on every node',
  };
}

function podsOfProxy(each: Case): NonEmpty<string> {
  return [
    'kubectl',
    'get',
    'pods',
    '-n',
    'kube-system',
    '-l',
    'k8s-app=kube-proxy',
    '-o',
    'wide',
    ...clusterFlags(each),
  ];
}

function configOfProxy(each: Case): NonEmpty<string> {
  return ['kubectl', 'get', 'configmap', 'kube-proxy', '-n', 'kube-system', '-o', 'yaml', ...clusterFlags(each)];
}

/** The flags without the namespace. */
export function clusterFlags({ namespaceFlags }: Case): readonly string[] {
  const at = namespaceFlags.indexOf('-n');
  return at < 0 ? namespaceFlags : namespaceFlags.toSpliced(at, 2);
}

/** The container that a node is. */
function containerOf(node: string, { facts, world }: Case): ContainerFacts | undefined {
  if (world.nodesAre !== 'containers' || facts.engine.kind !== 'known') return undefined;
  const nodes = nodesOf(facts);
  return facts.engine.value.containers.find(
    (container) => !container.name.startsWith('-') && nodeIn(container, nodes)?.name === node,
  );
}

/** The program that speaks with the engine that has the containers. */
function engineOf({ facts: { engine } }: Pick<Case, 'facts'>): string {
  return engine.kind === 'known' ? programOf(engine.value) : 'docker';
}
