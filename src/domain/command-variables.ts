import type { ServicePort } from './facts.ts';
import type { NonEmpty } from './non-empty.ts';

/** An address that a COMMAND is to know. */
export interface OpenAddress {
  /** The Service's. */
  readonly name: string;
  /** The Service's port that it leads to: its own name, empty where it has none, and its own number. */
  readonly servicePort: Pick<ServicePort, 'name' | 'port'>;
  readonly url: string;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
}

/** A COMMAND with its addresses, or why it cannot have them. */
export type CommandToRun =
  | {
      readonly kind: 'filled';
      readonly argv: readonly string[];
      /** What is added to the environment. */
      readonly environment: Readonly<Record<string, string>>;
    }
  /** What is so, and maybe a second line that helps. Both may hold names from the cluster. */
  | { readonly kind: 'misuse'; readonly sentence: string };

/**
 * Fills `{url}`, `{host}` and `{port}` of a COMMAND in, and adds the same to its environment. `{url:NAME}` is always
 * understood, and needed where there are several addresses. NAME is the Service's, or `SERVICE:PORT`, with the port's own
 * name or number, which is needed where several ports of that Service are there.
 * Every other brace is the COMMAND's (shells, jq, awk and JSON have theirs, also `${url}`, `{ url }` and `{port:.x}`), and
 * what was filled in is not read again.
 */
export function fillCommand(addresses: NonEmpty<OpenAddress>, argv: readonly string[]): CommandToRun {
  const sentence = mistakeIn(argv, addresses) ?? sharedVariable(addresses);
  if (sentence !== undefined) return { kind: 'misuse', sentence };
  return { kind: 'filled', argv: argv.map((word) => filled(word, addresses)), environment: environmentOf(addresses) };
}

const FIELDS = ['url', 'host', 'port'] as const;

type Field = (typeof FIELDS)[number];

/** Not `${url}` of a shell or of JavaScript, nor `{{url}}` of a template. */
const VARIABLE = /(?<![${])\{(url|host|port)(?::([^{}]*))?\}/g;

/** What somebody who means a Service writes. Else it is a part of a program: `{port:8080}`, `{url:.url}`, `{host:$h}`. */
const LOOKS_LIKE_A_NAME = /^[a-z][-a-z0-9]*(:[-a-z0-9]+)?$/i;

function mistakeIn(argv: readonly string[], addresses: NonEmpty<OpenAddress>): string | undefined {
  for (const [written, field = '', name] of argv.flatMap((word) => [...word.matchAll(VARIABLE)])) {
    const count = addressesCalled(name, addresses).length;
    const choices = addresses.map((address) => `{${field}:${nameAmong(addresses, address)}}`).join(', ');
    const there = `${addresses.length === 1 ? 'there is' : 'there are'} ${choices}`;
    if (count > 1) return `${written} does not say which address is meant\n${there}`;
    if (count === 0 && LOOKS_LIKE_A_NAME.test(name ?? '')) return `${written} is no address of this command\n${there}`;
  }
  return undefined;
}

function addressesCalled(name: string | undefined, addresses: readonly OpenAddress[]): readonly OpenAddress[] {
  if (name === undefined) return addresses;
  return addresses.filter(({ name: service, servicePort }) =>
    [service, `${service}:${servicePort.port}`, `${service}:${servicePort.name}`].includes(name),
  );
}

function filled(word: string, addresses: readonly OpenAddress[]): string {
  return word.replace(VARIABLE, (written: string, field: Field, name: string | undefined) => {
    const [address] = addressesCalled(name, addresses);
    return address ? String(address[field]) : written;
  });
}

/** The Service's name; with the port, by its name if it has one, where other ports of the Service are there too. */
function nameAmong(addresses: readonly OpenAddress[], { name, servicePort }: OpenAddress): string {
  const isOnly = addresses.filter((other) => other.name === name).length === 1;
  return isOnly ? name : `${name}:${servicePort.name || servicePort.port}`;
}

/** Two names that are one in the alphabet of variables: one of the two addresses would be lost. */
function sharedVariable(addresses: readonly OpenAddress[]): string | undefined {
  const names = addresses.map((address) => nameAmong(addresses, address));
  const twin = names.find((name, at) => names.findIndex((other) => prefixOf(other) === prefixOf(name)) !== at);
  if (twin === undefined) return undefined;
  const first = names.find((name) => prefixOf(name) === prefixOf(twin));
  return `${first} and ${twin} would be one variable: ${prefixOf(twin)}_URL`;
}

function environmentOf(addresses: NonEmpty<OpenAddress>): Readonly<Record<string, string>> {
  const named = addresses.flatMap((address) => variablesOf(prefixOf(nameAmong(addresses, address)), address));
  const [only, ...others] = addresses;
  return Object.fromEntries(others.length === 0 ? [...variablesOf('NODEPORT', only), ...named] : named);
}

function prefixOf(name: string): string {
  return `NODEPORT_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

function variablesOf(prefix: string, address: OpenAddress): readonly (readonly [name: string, value: string])[] {
  return FIELDS.map((field) => [`${prefix}_${field.toUpperCase()}`, String(address[field])]);
}
