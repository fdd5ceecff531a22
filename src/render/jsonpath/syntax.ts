/** What a template is asked of. `null` is not in it: what is not there is left out, as in kubectl's objects. */
export type Json = string | number | boolean | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** From values to values, one step after the other. */
export type Path = readonly Step[];

export type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly at: number }
  /** `undefined`: not written. */
  | { readonly kind: 'slice'; readonly from: Bound; readonly to: Bound; readonly step: Bound }
  | { readonly kind: 'children' }
  | { readonly kind: 'descendants' }
  | { readonly kind: 'union'; readonly paths: readonly Path[] }
  | Filter
  | { readonly kind: 'literal'; readonly value: string | number | boolean };

export type Bound = number | undefined;

export type Filter =
  | { readonly kind: 'filter'; readonly test: 'exists'; readonly left: Path }
  | { readonly kind: 'filter'; readonly test: Comparison; readonly left: Path; readonly right: Path };

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;

export type Comparison = (typeof COMPARISONS)[number];

/** A template: text outside of braces, and what stands inside of them. */
export type Template = readonly Part[];

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'range'; readonly over: Path; readonly body: Template };

/** A template that cannot be meant, or that asks for what cannot be. The message is kubectl's, where it has one. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}
