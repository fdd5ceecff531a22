/** Who we are. Each question is asked as often as its answer is used, so that it may change. */
export interface Credentials {
  /** Of a new connection. PEM. */
  certificate(): Promise<KeyPair | undefined>;
  /** The `authorization` header of a request. */
  authorization(): Promise<string | undefined>;
  /** The server did not take them: who can make new ones makes them for the next request. */
  refused(): void;
}

export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}
