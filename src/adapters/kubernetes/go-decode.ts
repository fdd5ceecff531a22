/** What Go's encoding/json says when a value has another type than the field it is for. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/** Reads the fields of an untyped object as Go's encoding/json does: null is absent, '' is too, another type is an error. */
export class GoFields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #struct: string;
  readonly #path: string;

  /** `struct` and `path` appear in Go's sentence: `Go struct field NamedCluster.clusters.name`. */
  constructor(fields: Readonly<Record<string, unknown>>, struct: string, path = '') {
    this.#fields = fields;
    this.#struct = struct;
    this.#path = path;
  }

  string(name: string): string | undefined {
    const value = this.#fields[name] ?? '';
    if (typeof value !== 'string') throw this.#mismatch(name, 'string');
    return value === '' ? undefined : value;
  }

  boolean(name: string): boolean {
    const value = this.#fields[name] ?? false;
    if (typeof value !== 'boolean') throw this.#mismatch(name, 'bool');
    return value;
  }

  /** Base64 in the file. */
  bytes(name: string): string | undefined {
    const text = this.string(name);
    if (text === undefined) return undefined;
    const wrong = illegalByte(text);
    if (wrong !== undefined) throw new DecodeError(`illegal base64 data at input byte ${wrong}`);
    return Buffer.from(text, 'base64').toString('latin1');
  }

  strings(name: string): readonly string[] {
    return this.#list(name, '[]string').map((value) => {
      if (typeof value !== 'string') throw this.#mismatch(name, 'string', value);
      return value;
    });
  }

  list(name: string, struct: string): readonly GoFields[] {
    return this.#list(name, `[]v1.${struct}`).map((value) => this.#fieldsOf(name, struct, value));
  }

  object(name: string, struct: string): GoFields {
    return this.#fieldsOf(name, struct, this.#fields[name]);
  }

  has(name: string): boolean {
    return (this.#fields[name] ?? undefined) !== undefined;
  }

  /** As it is. */
  raw(name: string): unknown {
    return this.#fields[name];
  }

  names(): readonly string[] {
    return Object.keys(this.#fields);
  }

  #fieldsOf(name: string, struct: string, value: unknown): GoFields {
    const fields = value ?? {};
    if (!isObject(fields)) throw this.#mismatch(name, `v1.${struct}`, value);
    return new GoFields(fields, struct, this.#pathOf(name));
  }

  #list(name: string, type: string): readonly unknown[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw this.#mismatch(name, type);
    return value;
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  #mismatch(name: string, type: string, value = this.#fields[name]): DecodeError {
    const field = `${this.#struct}.${this.#pathOf(name)}`;
    return new DecodeError(`json: cannot unmarshal ${jsonKind(value)} into Go struct field ${field} of type ${type}`);
  }
}

/** Where Go's decoder stops: at a letter that is none, or at the end of what is too short. Source: encoding/base64. */
function illegalByte(text: string): number | undefined {
  const letters = text.replace(/[\r\n]/g, '');
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(letters)) return undefined;
  const wrong = text.search(/[^A-Za-z0-9+/\r\n]/);
  return wrong < 0 ? text.length - (letters.length % 4) : wrong;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Go calls it: `bool`, `number`, `string`, `array`, `object`. */
export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
