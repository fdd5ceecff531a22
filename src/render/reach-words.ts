import type { ClusterReport } from '../domain/cluster-report.ts';
import { nodesOf } from '../domain/evidence.ts';
import { authorityOf } from '../domain/host.ts';
import type { NodePublication, Publishing, Reach } from '../domain/runtime.ts';

/** How NodePorts are reached from this machine, in one paragraph, with the reason. */
export function reachSentences({ facts, runtime, publishing, reach }: ClusterReport): string {
  const nodesAre = runtime.distribution.nodesAre(facts);
  if (nodesAre === 'fake') return 'nobody stands behind these nodes: they are objects alone, and no nodePort answers.';
  const [node] = nodesOf(facts).flatMap(({ addresses }) => addresses.map(({ ip }) => ip));
  const sentences = [publishedSentence(publishing, reach), nodeSentence(reach, node), loopbackSentence(reach)];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function nodeSentence({ nodes, because, onlyIf }: Reach, example: string | undefined): string {
  const address =
    example === undefined ? "a node's address" : `a node's address, such as ${authorityOf(example, 30_080)},`;
  switch (nodes) {
    case 'on-this-machine':
      return `${capital(address)} answers: ${because}.`;
    case 'elsewhere':
      return `${capital(address)} ${onlyIf ? `answers if ${onlyIf}` : 'may answer'}: ${because}.`;
    case 'maybe':
      return `Whether ${address} answers is not known, only if ${onlyIf ?? 'it is routed'}: ${because}.`;
    case 'no':
      return `${capital(address)} does not answer: ${because}.`;
  }
}

function loopbackSentence({ loopback }: Reach): string | undefined {
  return loopback === 'is-a-node' ? 'So does 127.0.0.1, where kube-proxy runs in iptables mode.' : undefined;
}

function publishedSentence(publishing: Publishing, { published: at }: Reach): string | undefined {
  const host = at === 'here' ? '127.0.0.1' : at === 'nowhere' ? undefined : at.host;
  switch (publishing.kind) {
    case 'nothing':
      return undefined;
    case 'every-node-port': {
      const protocols = publishing.carries.join(' and ');
      return host && `${host}:<nodePort> answers (${protocols}): ${publishing.because}.`;
    }
    case 'some-ports':
      return somePorts(publishing, host);
  }
}

function somePorts({ ports }: Extract<Publishing, { kind: 'some-ports' }>, host: string | undefined): string {
  const rule = 'The container engine publishes single ports of the nodes, chosen when the cluster was made';
  if (host === undefined) return `${rule}, on a machine that is not reached from here.`;
  switch (ports.kind) {
    case 'known':
      return ports.value.length === 0
        ? `${rule}; here it publishes none.`
        : `${rule}; here ${ports.value.slice(0, MAX_PORTS).map(publication).join(', ')}${moreThan(ports.value.length)}.`;
    case 'unknown':
      return `${rule}; which ones is not known (${ports.because.value}).`;
    case 'not-asked':
      return `${rule}, and then they answer at ${host}; which ones was not asked.`;
  }
}

/** A range of a thousand ports is a thousand lines of nothing new. */
const MAX_PORTS = 8;

function moreThan(count: number): string {
  return count > MAX_PORTS ? ` and ${count - MAX_PORTS} more` : '';
}

function publication({ container, port: { hostIp, hostPort, containerPort, protocol } }: NodePublication): string {
  const host = authorityOf(hostIp === '' ? '*' : hostIp, hostPort);
  return `${containerPort}/${protocol} of ${container} at ${host}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
