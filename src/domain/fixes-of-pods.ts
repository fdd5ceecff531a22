import type { Case } from './case.ts';
import { isSlip, otherKeyOf } from './diagnose-selector.ts';
import type { Fix } from './fix.ts';
import { clusterFlags } from './fixes-of-nodes.ts';
import type { NonEmpty } from './non-empty.ts';
import { changesService, patchPort, patchService, shows, yamlText } from './patch.ts';
import type { Port } from './port.ts';
import type { NearMiss, Problem } from './problem.ts';
import { selectorText } from './selects.ts';

/** What helps a Service that nothing stands behind, or whose pods take no connections. */
export function fixesOfPods(problem: Problem, each: Case): readonly Fix[] {
  const inNamespace = each.namespaceFlags;
  switch (problem.code) {
    case 'selects-nothing':
      return [
        ...(problem.nearest ? [reselect(problem.nearest, each)] : []),
        shows(['kubectl', 'get', 'pods', ...inNamespace, '--show-labels'], 'shows the labels of its pods'),
      ];
    case 'no-such-port':
      return [...retarget(problem.declared, each), describePod(problem.pod, each, 'shows the ports of its containers')];
    case 'port-closed': {
      // One that its containers name as well is probably served at another address of the pod.
      const others = problem.declared.includes(problem.port)
        ? []
        : problem.declared.map((port) => ({ name: '', port }));
      return [...retarget(others, each), logs(problem.pod, each, 'servers say where they listen')];
    }
    case 'crash-loop':
      return [
        {
          ...logs(problem.pod, each, 'shows what it said before it ended'),
          commands: [
            logsOf(problem.pod, each, ['-c', problem.container.name, ...(problem.isRepeated ? ['--previous'] : [])]),
          ],
        },
      ];
    case 'image-not-pulled':
    case 'image-not-there':
    case 'not-configured':
    case 'not-started':
    case 'not-scheduled':
    case 'probe-fails':
    case 'gated':
    case 'failed':
      return [eventsOf(problem.pod, each)];
    case 'initialising':
      return [logs(problem.pod, each, 'shows how far it is', ['-c', problem.container.name]), waits(each)];
    case 'starting':
    case 'ending':
    case 'not-listed-yet':
      return [waits(each)];
    case 'node-silent':
      return problem.node === undefined ? [eventsOf(problem.pod, each)] : [describeNode(problem.node, each)];
    case 'nobody-lists':
      return [
        shows(
          ['kubectl', 'get', 'endpointslices', ...inNamespace, '-l', `kubernetes.io/service-name=${each.service.name}`],
          'shows what is listed: without a selector somebody has to write one',
        ),
      ];
    case 'none-ready':
    case 'completed':
      return [shows(['kubectl', 'get', 'pods', ...inNamespace, ...selectorFlags(each)], 'shows its pods')];
    default:
      return [];
  }
}

/** A selector as the pod's labels are: the value that it has by that key, or its key for that value. */
function reselect({ pod, labels, differs }: NearMiss, each: Case): Fix {
  const pairs = differs.flatMap(({ key, wanted, is }): readonly (readonly [string, string | undefined])[] => {
    const other = otherKeyOf(wanted, each.service.selector, labels);
    if (is !== undefined && (other === undefined || isSlip(wanted, is))) return [[key, is]];
    return [[key, undefined], ...(other === undefined ? [] : [[other, wanted] as const])];
  });
  const selector = pairs.map(([key, value]) => `${yamlText(key)}: ${value === undefined ? 'null' : yamlText(value)}`);
  const has = pairs.map(([key, value]) => (value === undefined ? `no ${key}` : `${key}=${value}`));
  return changesService(
    patchService(each, 'merge', `spec: {selector: {${selector.join(', ')}}}`),
    `pod ${pod} has ${has.join(', ')}`,
  );
}

interface Declared {
  readonly name: string;
  readonly port: Port;
}

/** The port that was probably meant: of the same name, of the same number, the only one. */
function retarget(declared: readonly Declared[], each: Case): readonly Fix[] {
  const meant =
    declared.find(({ name }) => name !== '' && name === each.port.name) ??
    declared.find(({ port }) => port === each.port.port) ??
    declared[0];
  if (!meant) return [];
  const note = `its containers say that they listen on ${declared.map(wordsOf).join(', ')}`;
  return [
    changesService(patchPort(each, 'targetPort', meant.name === '' ? String(meant.port) : yamlText(meant.name)), note),
  ];
}

function wordsOf({ name, port }: Declared): string {
  return name === '' ? String(port) : `${name} (${port})`;
}

function describePod(pod: string, { namespaceFlags }: Case, note: string): Fix {
  return shows(['kubectl', 'describe', 'pod', pod, ...namespaceFlags], note);
}

function describeNode(node: string, each: Case): Fix {
  const note = 'its conditions say since when, and why';
  return shows(['kubectl', 'describe', 'node', node, ...clusterFlags(each)], note);
}

function eventsOf(pod: string, { namespaceFlags }: Case): Fix {
  return shows(['kubectl', 'events', ...namespaceFlags, '--for', `pod/${pod}`], 'shows what it met');
}

function logs(pod: string, each: Case, note: string, more: readonly string[] = []): Fix {
  return shows(logsOf(pod, each, more), note);
}

function logsOf(pod: string, { namespaceFlags }: Case, more: readonly string[]): NonEmpty<string> {
  return ['kubectl', 'logs', pod, ...namespaceFlags, ...more];
}

function waits({ word, namespaceFlags }: Case): Fix {
  return shows(['kubectl', 'nodeport', 'open', word, ...namespaceFlags, '--wait'], 'waits, and says for what');
}

function selectorFlags({ service: { selector } }: Case): readonly string[] {
  const text = selectorText(selector);
  return text === '' ? [] : ['-l', text];
}
