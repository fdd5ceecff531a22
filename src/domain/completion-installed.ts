/** Where the executable is to be that kubectl asks for completions. `folder`: `undefined`: beside our own, as that was called or is found. */
export interface CompletionRequest {
  readonly change: 'install' | 'uninstall';
  readonly folder: string | undefined;
}

/** What became of it. */
export interface CompletionInstalled {
  readonly path: string;
  /** `replaced`: it was ours, and led somewhere else. */
  readonly outcome: 'created' | 'unchanged' | 'replaced' | 'deleted' | 'absent';
  /** What kubectl finds on the PATH by its name. */
  readonly found: 'this' | 'nothing' | { readonly instead: string };
}
