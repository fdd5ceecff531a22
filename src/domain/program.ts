/** What was built, and from what. */
export interface Build {
  readonly version: string;
  /** `-dirty` at its end: and from changes to it. */
  readonly commit?: string;
  /** ISO 8601. */
  readonly commitDate?: string;
}

/** A build that runs. */
export interface Program extends Build {
  /** As Go names it: `darwin/arm64`. */
  readonly platform: string;
  /** `bun 1.4.5`. */
  readonly runtime: string;
}

/** What an API server says of itself, as `kubectl version -o json` has it; `gitVersion` as in `v1.35.4`. */
export type ServerVersion = Readonly<Record<string, string>>;
