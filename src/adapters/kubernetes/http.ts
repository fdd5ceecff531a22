/** The few things about an HTTP answer that the API's own rules need. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Seconds; absent where the server did not say, or not as a number. */
  readonly retryAfter: number | undefined;
  readonly body: string;
}

export type Headers = Readonly<Record<string, string | string[]>>;

/** GETs over connections that are kept. Rejects with the socket's error, or one of failures.ts. */
export interface HttpClient {
  get(path: string, headers: Headers): Promise<HttpAnswer>;
  /** False when the next request needs another client. */
  isUsable(): boolean;
  close(): void;
}
