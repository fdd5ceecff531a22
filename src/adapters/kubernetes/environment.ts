/** What the program was started with, as far as kubectl's rules depend on it. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** Decides whether a credential plugin may ask its user something. */
  readonly isStdinTerminal: boolean;
  /**
   * Nobody is there to be told something: what such a plugin says is dropped, and at this time, of `performance.now`, it is
   * ended: the first one, and another that a server which has refused the first makes us run.
   */
  readonly unattendedUntilMs?: number;
}
