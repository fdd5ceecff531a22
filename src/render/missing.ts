import type { ServiceFacts } from '../domain/facts.ts';
import { didYouMean, nearestNames } from './nearest.ts';
import { isPlainName } from './plain-name.ts';
import { safeText } from './safe-text.ts';
import { commandLine } from './shell.ts';

/** kubectl's sentence for a Service that is not there, or whose namespace is not, and what was probably meant. */
export function missingServiceSentence(name: string, { everywhere, isNamespaceThere }: Around, looked: Looked): string {
  const { command, namespace, home, where } = looked;
  const inNamespace = (each: string | undefined) => [
    ...(each === undefined || each === home ? [] : ['-n', each]),
    ...where,
  ];
  const plain = everywhere.filter((each) => isPlainName(each.name) && isPlainName(each.namespace));
  const elsewhere = plain.filter((each) => each.name === name && each.namespace !== namespace);
  const here = plain.filter((each) => namespace === undefined || each.namespace === namespace);
  const names = [...new Set(here.map((each) => each.name))];
  const hints = [
    ...elsewhere.slice(0, MOST_NAMESPACES).map((each) => line(command, name, ...inNamespace(each.namespace))),
    ...nearestNames(name, names).map((near) => line(command, near, ...inNamespace(namespace))),
  ];
  const sentence = isNamespaceThere
    ? `Error from server (NotFound): services "${name}" not found`
    : `Error from server (NotFound): namespaces "${namespace}" not found`;
  const hint = didYouMean(hints);
  return hint === undefined ? sentence : `${sentence}\n${hint}`;
}

/** What else is there. */
export interface Around {
  readonly everywhere: readonly ServiceFacts[];
  readonly isNamespaceThere: boolean;
}

/** Where the Service was looked for. */
export interface Looked {
  /** The command that was meant to find it. */
  readonly command: 'list' | 'open' | 'explain';
  /** `undefined`: in all of a file. */
  readonly namespace: string | undefined;
  /** The namespace that a command without `-n` looks in. */
  readonly home: string;
  /** The flags that chose the cluster. */
  readonly where: readonly string[];
}

const MOST_NAMESPACES = 3;

export interface Workload {
  readonly kind: 'deployment' | 'pod';
  readonly name: string;
}

/** kubectl's sentence for a workload that is not there. */
export function missingWorkloadSentence({ kind, name }: Workload): string {
  return `Error from server (NotFound): ${kind === 'pod' ? 'pods' : 'deployments.apps'} "${name}" not found`;
}

export function noSelectingService({ kind, name }: Workload, namespace: string): string {
  return `error: no Service in namespace "${safeText(namespace)}" selects ${kind} "${name}"`;
}

export function noSuchPort({ name, ports, type, externalName }: ServiceFacts, wanted: string | undefined): string {
  const service = `service "${safeText(name)}"`;
  if (ports.length === 0) {
    const other = externalName === undefined ? '' : `: it is another name of ${safeText(externalName)}`;
    return `error: ${service} of type ${safeText(type)} has no ports${other}`;
  }
  const shown = ports
    .slice(0, MOST_PORTS)
    .map((port) => (port.name === '' ? `${port.port}` : `${safeText(port.name)} (${port.port})`));
  const more = ports.length > MOST_PORTS ? ` and ${ports.length - MOST_PORTS} more` : '';
  return `error: ${service} has no port "${wanted}"\nit has ${shown.join(', ')}${more}`;
}

/** Of a Service that `list` was asked for. */
export function noNodePort({ name, type }: ServiceFacts, port: string | undefined): string {
  const ofPort = port === undefined ? '' : ` for port "${port}"`;
  return `error: service "${safeText(name)}" is of type ${safeText(type)} and has no nodePort${ofPort}`;
}

/** A Service may have hundreds. */
const MOST_PORTS = 10;

function line(command: Looked['command'], ...words: readonly string[]): string {
  return commandLine(['kubectl', 'nodeport', command, ...words]);
}
