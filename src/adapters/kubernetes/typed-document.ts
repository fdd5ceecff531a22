import { DecodeError, GoFields, isObject, jsonKind } from './go-decode.ts';
import { parseYaml } from './parse-yaml.ts';

/** An object of Kubernetes as it stands in a file. */
export interface TypedDocument {
  readonly version: string | undefined;
  readonly kind: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

const HEADER = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** YAML or JSON; what is empty is an object without fields. Throws DecodeError with client-go's sentence. */
export function parseTyped(text: string): TypedDocument {
  const document = parseYaml(text) ?? {};
  if (!isObject(document)) {
    throw unreadable(`json: cannot unmarshal ${jsonKind(document)} into Go value of type ${HEADER}`);
  }
  try {
    const header = new GoFields(document, ''); // client-go reads these two first, into a struct that has no name
    return { version: header.string('apiVersion'), kind: header.string('kind'), fields: document };
  } catch (error) {
    throw error instanceof DecodeError ? unreadable(error.message, error) : error;
  }
}

/** For what client-go has no type; it names the line of its own source too. */
export function unregistered({ kind = '', version = '' }: Partial<TypedDocument>, scheme: string): DecodeError {
  return new DecodeError(`no kind "${kind}" is registered for version "${version}" in scheme "${scheme}"`);
}

function unreadable(because: string, cause?: Error): DecodeError {
  return new DecodeError(`couldn't get version/kind; json parse error: ${because}`, { cause });
}
