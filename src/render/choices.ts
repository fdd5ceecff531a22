import stringWidth from 'string-width';
import { choosePort } from '../domain/choose-port.ts';
import type { ServiceFacts, ServicePort } from '../domain/facts.ts';
import { portWord } from '../domain/target-word.ts';
import { isPlainName } from './plain-name.ts';
import { portsText, portText } from './ports-text.ts';
import { cell } from './safe-text.ts';
import { commandLine } from './shell.ts';

/** One of several that may be meant. */
export interface Choice {
  /** Fit for a terminal; its columns are those of the other choices. */
  readonly label: string;
  readonly detail?: string;
  /** What says it on the command line: the words after `open`, for each port where the Service alone would not do. */
  readonly spellings: readonly (readonly string[])[];
}

type OfferedService = Pick<ServiceFacts, 'namespace' | 'name' | 'type' | 'ports'>;

/** In the order of the Services. Their namespace is said where it is not the same for all. */
export function choicesOfServices(services: readonly OfferedService[]): readonly Choice[] {
  const hasNamespaces = new Set(services.map(({ namespace }) => namespace)).size > 1;
  const labels = alignColumns(
    services.map(({ namespace, name, ports }) => [
      ...(hasNamespaces ? [cell(namespace)] : []),
      cell(name),
      cell(portsText(ports)),
    ]),
  );
  return services.map((service, index) => ({
    label: labels[index] ?? '',
    detail: cell(service.type),
    spellings: spellingsOf(service).map((words) => [...words, ...(hasNamespaces ? ['-n', service.namespace] : [])]),
  }));
}

/** In the order of the ports. */
export function choicesOfPorts(service: Pick<ServiceFacts, 'name'>, ports: readonly ServicePort[]): readonly Choice[] {
  const labels = alignColumns(ports.map((port) => [cell(port.name), portText(port)]));
  return ports.map((port, index) => ({ label: labels[index] ?? '', spellings: [[portWord(service, port)]] }));
}

/**
 * Where nobody can be asked: the question, and every answer as a command. `where`: the flags that chose cluster and
 * namespace, as they were given, or the command would mean another one.
 */
export function choicesSentence(
  command: 'open' | 'explain',
  question: string,
  choices: readonly Choice[],
  where: readonly string[],
): string {
  const spellings = choices.flatMap((choice) => choice.spellings).filter(isPlain);
  const lines = spellings
    .slice(0, MOST_LINES)
    .map((words) => commandLine(['kubectl', 'nodeport', command, ...words, ...where]));
  const more = spellings.length - lines.length;
  return [
    `error: ${question} there is nobody to ask, so it has to be named`,
    ...lines.map((line) => `    ${line}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

const MOST_LINES = 20;

function spellingsOf(service: OfferedService): readonly (readonly string[])[] {
  const chosen = choosePort(service.ports, undefined);
  return chosen.kind === 'several' ? chosen.ports.map((port) => [portWord(service, port)]) : [[service.name]];
}

function isPlain([target = '']: readonly string[]): boolean {
  return target.split(':').every(isPlainName);
}

const GAP = '   ';

/** All columns padded, also the last one: a detail may follow. */
function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))));
  return rows.map((row) =>
    row.map((text, column) => text + ' '.repeat((widths[column] ?? 0) - stringWidth(text))).join(GAP),
  );
}
