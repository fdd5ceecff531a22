import type { ClusterReport } from '../domain/cluster-report.ts';
import { nodesOf } from '../domain/evidence.ts';
import { authorityOf } from '../domain/host.ts';
import { isPublic } from '../domain/ip.ts';
import type { Publishing, Reach } from '../domain/runtime.ts';
import { isHidden } from '../domain/world.ts';
import { publicationLines } from './publication-lines.ts';

/** How NodePorts are reached from this machine, in one paragraph, with the reason. */
export function reachSentences({ facts, runtime, publishing, reach }: ClusterReport): string {
  const nodesAre = runtime.distribution.nodesAre(facts);
  if (nodesAre === 'fake') return 'Nobody stands behind these nodes: they are objects alone, and no nodePort answers.';
  const addresses = nodesOf(facts).flatMap((node) => node.addresses.map(({ ip }) => ip));
  const seen = addresses.filter((ip) => !isHidden(ip, reach));
  const sentences = [
    publishedSentence(publishing, reach.published),
    addresses.length > 0 && seen.length === 0 ? hiddenSentence(addresses) : nodeSentence(reach, seen),
    loopbackSentence(reach),
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function hiddenSentence([first = '']: readonly string[]): string {
  return `A node's address, such as ${authorityOf(first, 30_080)}, does not answer: it is one that the nodes have to themselves.`;
}

function nodeSentence({ nodes, because, onlyIf }: Reach, addresses: readonly string[]): string {
  const example = (onlyIf && addresses.find(isPublic)) ?? addresses[0];
  const address =
    example === undefined ? "A node's address" : `A node's address, such as ${authorityOf(example, 30_080)},`;
  const condition = example !== undefined && isPublic(example) ? onlyIf?.external : onlyIf?.internal;
  switch (nodes) {
    case 'on-this-machine':
      return `${address} answers: ${because}.`;
    case 'elsewhere':
      return `${address} ${condition ? `answers if ${condition}` : 'may answer'}: ${because}.`;
    case 'maybe':
      return `${address} answers only if ${condition}, which is not known: ${because}.`;
    case 'no':
      return `${address} does not answer: ${because}.`;
  }
}

function loopbackSentence({ loopback }: Reach): string | undefined {
  return loopback === 'is-a-node' ? 'So does 127.0.0.1, where kube-proxy runs in iptables mode.' : undefined;
}

function publishedSentence(publishing: Publishing, at: Reach['published']): string | undefined {
  const host = at === 'here' ? '127.0.0.1' : at === 'nowhere' ? undefined : at.host;
  switch (publishing.kind) {
    case 'nothing':
      return undefined;
    case 'every-node-port': {
      const protocols = publishing.carries.join(' and ');
      return host && `${host}:<nodePort> answers (${protocols}): ${publishing.because}.`;
    }
    case 'some-ports':
      return somePorts(publishing, at);
  }
}

function somePorts({ ports }: Extract<Publishing, { kind: 'some-ports' }>, at: Reach['published']): string {
  const rule = 'The container engine publishes single ports of the nodes, chosen when their containers were made';
  if (at === 'nowhere') return `${rule}, on a machine that is not reached from here.`;
  const host = at === 'here' ? '127.0.0.1' : at.host;
  switch (ports.kind) {
    case 'known': {
      const lines = publicationLines(ports.value, at === 'here' ? '' : ` of ${at.host}`);
      return lines.length === 0
        ? `${rule}; here it publishes none.`
        : `${rule}; here ${lines.slice(0, MAX_LINES).join(', ')}${moreThan(lines.length)}.`;
    }
    case 'unknown':
      return `${rule}; which ones is not known (${ports.because.value}).`;
    case 'not-asked':
      return `${rule}, and then they answer at ${host}; which ones was not asked.`;
  }
}

/** Each is a range or a port: a dozen of them are a paragraph that nobody reads. */
const MAX_LINES = 8;

function moreThan(count: number): string {
  return count > MAX_LINES ? ` and ${count - MAX_LINES} more` : '';
}
