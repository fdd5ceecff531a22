/** The word that the cursor stands behind. */
export interface Gap {
  /** What was typed of it. After `--flag=` only the value: the shells put the rest before it. */
  readonly typed: string;
  /** What of that stands before the name that is looked for: `svc/`, `web:`, the `-n` of `-nshop`. */
  readonly lead: string;
  readonly wanted: Wanted;
}

/** What may stand in a gap. */
export type Wanted =
  | {
      readonly kind:
        | 'nothing'
        /** The shell's own completion. */
        | 'files'
        | 'folders'
        | 'distributions'
        | 'substrates'
        | 'contexts'
        | 'clusters'
        | 'users';
    }
  | { readonly kind: 'namespaces' }
  | { readonly kind: 'words'; readonly words: readonly Candidate[] }
  /** `given`: those on the line already. `types`: may stand there too, and a name is to follow. */
  | {
      readonly kind: 'services';
      readonly to: Purpose;
      readonly given: readonly Given[];
      readonly types: readonly Candidate[];
    }
  | { readonly kind: 'deployments' | 'pods'; readonly given: readonly Given[] }
  /** Those of a Service, or of the Services that select a workload. */
  | {
      readonly kind: 'ports';
      readonly of: 'service' | 'deployment' | 'pod';
      readonly name: string;
      readonly to: Purpose;
      readonly given: readonly Given[];
    };

/** The command that a target is for. */
export type Purpose = 'list' | 'open' | 'explain';

/** A target on the line, before the gap. */
export interface Given {
  readonly name: string;
  readonly port: string | undefined;
}

/** A word that the shell may put where the cursor is, and what is said beside it; empty: nothing. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** A word that says all. */
export function plainCandidate(word: string): Candidate {
  return { word, description: '' };
}
