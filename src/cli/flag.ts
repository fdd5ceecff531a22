/** One flag, as parsing, help and completion need it. */
export type Flag = FlagWords & FlagKind;

/**
 * `values`, `array`: given again, it adds to what was given; a comma is between two values, or part of one. `optional`:
 * without `=VALUE` it stands for `bare`.
 */
type FlagKind =
  | { readonly kind: 'boolean' | 'integer' | 'value' | 'values' | 'array' }
  | { readonly kind: 'optional'; readonly bare: string };

interface FlagWords {
  readonly name: string;
  readonly short?: string;
  /** The default as help shows it, in pflag's manner. */
  readonly shown: string;
  /** What completion offers for its value; without it nothing is known. */
  readonly takes?: readonly string[] | ValueKind;
  /** `OUTPUTS` stands for what the command can print, `DISTRIBUTIONS` and `SUBSTRATES` for the registries' names. */
  readonly description: string;
}

type ValueKind = 'cluster' | 'context' | 'file' | 'folder' | 'namespace' | 'output' | 'runtime' | 'user';
