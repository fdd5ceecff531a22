/** What a file is called that has no name. */
export const STANDARD_INPUT = 'standard input';

/** What a file holds cannot be read. The message is a sentence that names the place. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor({ file, line, says }: Fault, options?: ErrorOptions) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${says}`, options);
  }
}

interface Fault {
  readonly file: string;
  /** From 1; without it: all of the file. */
  readonly line?: number;
  readonly says: string;
}
