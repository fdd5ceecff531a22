/** Why a question got no answer, as `cluster.unknown[]` prints it. */
export interface Unknown {
  /** What was asked, in one word: `nodes`, `endpointslices`, `container-engine`. */
  readonly code: string;
  /** Why there is no answer: `forbidden`, `timed out`, `no engine found`. */
  readonly value: string;
  /** Who was asked: a resource, a socket. */
  readonly source: string;
}

/** An answer from outside. «Not asked» and «could not be asked» are not «no». */
export type Answer<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly because: Unknown }
  | { readonly kind: 'not-asked' };

export function known<T>(value: T): Answer<T> {
  return { kind: 'known', value };
}

export const NOT_ASKED = { kind: 'not-asked' } as const;
