import type { Case } from './case.ts';
import type { ContainerFacts } from './facts.ts';
import type { Fix } from './fix.ts';
import type { NonEmpty } from './non-empty.ts';
import { changesService, patchService, shows } from './patch.ts';
import type { Problem } from './problem.ts';

/** What helps a node that does not do what is expected of it. */
export function fixesOfNodes(problem: Problem, each: Case): readonly Fix[] {
  switch (problem.code) {
    case 'node-not-ready':
      return nodeNotReady(problem.node, each);
    case 'local-policy':
      return [
        changesService(
          patchService(each, 'merge', '{spec: {externalTrafficPolicy: Cluster}}'),
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

function nodeDoesNotForward(
  { suspect, port, node }: Extract<Problem, { code: 'node-does-not-forward' }>,
  each: Case,
): readonly Fix[] {
  const container = node === undefined ? undefined : containerOf(node, each);
  const nodePort = each.port.nodePort ?? port;
  const inNode = (...argv: NonEmpty<string>): NonEmpty<string> => [
    engineOf(each),
    'exec',
    container?.name ?? '',
    ...argv,
  ];
  const isProxy = suspect === 'stopped' || suspect === 'behind' || suspect === 'unknown';
  const isRule = suspect === 'rule' || suspect === 'unknown';
  const isKubeadm = each.study.proxy.kind === 'known' && each.study.proxy.value !== undefined;
  return [
    ...(isRule && container
      ? [shows(inNode('sh', '-c', `iptables-save | grep ${nodePort}`), 'shows the rules of the node for this port')]
      : []),
    ...(isProxy && container
      ? [shows(inNode('curl', '-sS', '-m', '2', HEALTH), 'shows whether kube-proxy of the node lives')]
      : []),
    ...(isProxy && !container ? [shows(podsOfProxy(each), 'shows whether kube-proxy runs, on each node')] : []),
    ...(isProxy && isKubeadm ? [restartProxy(each)] : []),
  ];
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

/** The container that a node is: named as it, or with one of its addresses. */
function containerOf(node: string, { facts, world }: Case): ContainerFacts | undefined {
  if (world.nodesAre !== 'containers' || facts.engine.kind !== 'known') return undefined;
  const addresses = facts.nodes.kind === 'known' ? facts.nodes.value.find(({ name }) => name === node)?.addresses : [];
  const isIts = ({ name, addresses: own }: ContainerFacts) =>
    name === node || addresses?.some(({ ip }) => own.includes(ip)) === true;
  return facts.engine.value.containers.find(isIts);
}

/** The program that speaks with the engine that has the containers. */
export function engineOf({ facts: { engine } }: Pick<Case, 'facts'>): string {
  return engine.kind === 'known' && engine.value.endpoint.includes('podman') ? 'podman' : 'docker';
}
